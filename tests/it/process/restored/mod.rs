//! Every kind of narrowing, then an older state of the database in its place: a backup, a recovery to a point in time, what
//! Litestream has replicated. Whatever was narrowed since still is.

mod by_hand;
mod keys;
mod litestream;
mod orgs;
mod people;
mod point_in_time;
mod things;

use std::time::Duration;

use http::Method;
use kernel::seam::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tests::{Answer, PASSWORD, code_at, process::Server};

use super::{
    Site,
    backup::{command, owner, restore, run, serve},
    story::{Owner, text},
};

/// An installation, and who owns the org that everything is in.
struct Office<'a> {
    site: &'a Site,
    server: &'a Server,
    org: &'a str,
    token: &'a str,
}

impl Office<'_> {
    async fn send(&self, method: Method, path: &str, body: Value) -> Answer {
        self.server.send(method, &format!("/api/v1{path}"), Some(self.token), Some(body)).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.server.get(&format!("/api/v1{path}"), Some(self.token)).await
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.send(Method::POST, path, body).await.ok(201)
    }

    async fn patch(&self, path: &str, body: Value) -> Value {
        self.send(Method::PATCH, path, body).await.ok(200)
    }

    async fn delete(&self, path: &str) {
        self.server.send(Method::DELETE, &format!("/api/v1{path}"), Some(self.token), None).await.ok(200);
    }

    /// Makes something; gives its id.
    async fn make(&self, path: &str, body: Value) -> String {
        text(&self.post(path, body).await["id"])
    }

    /// Somebody with an account and a password; gives their id.
    async fn join(&self, name: &str, org: &str, role: &str) -> String {
        let email = address(name);
        let create = ["user", "create", "--email", &email, "--name", name, "--org", org, "--role", role];
        let (success, made, errors) = tests::process::run(command(self.site), &create, PASSWORD).await;
        assert!(success, "{errors}");
        text(&serde_json::from_str::<Value>(&made).unwrap()["userId"])
    }

    async fn login(&self, name: &str, password: &str) -> Answer {
        let body = json!({ "email": address(name), "password": password });
        self.server.post("/api/v1/auth/login", None, body).await
    }

    /// Signs somebody in who has no second factor, and gives them one; gives the session's token and the recovery codes.
    async fn enrol(&self, name: &str) -> (String, Value) {
        let token = text(&self.login(name, PASSWORD).await.ok(200)["token"]);
        let seed = self.server.send(Method::POST, "/api/v1/me/totp", Some(&token), None).await.ok(200);
        let code = code_at(&text(&seed["secret"]), SystemClock.now());
        let confirmed = self.server.post("/api/v1/me/totp/confirm", Some(&token), json!({ "code": code })).await;
        let confirmed = confirmed.ok(200);
        (text(&confirmed["token"]), confirmed["recoveryCodes"].clone())
    }

    /// A key of somebody who has just enrolled.
    async fn key_of(&self, name: &str) -> String {
        let (token, _) = self.enrol(name).await;
        let minted = self.server.post("/api/v1/api-keys", Some(&token), json!({ "name": "CI" })).await;
        text(&minted.ok(201)["key"])
    }

    async fn command(&self, arguments: &[&str], input: &str) -> String {
        let (success, output, errors) = tests::process::run(command(self.site), arguments, input).await;
        assert!(success, "{arguments:?}: {errors}");
        output
    }

    /// What a key gets.
    async fn status(&self, path: &str, key: &str) -> u16 {
        self.server.get(&format!("/api/v1{path}"), Some(key)).await.status.as_u16()
    }
}

/// An instant that many seconds from now.
fn in_seconds(seconds: u64) -> String {
    SystemClock.now().plus(Duration::from_secs(seconds)).to_string()
}

fn address(name: &str) -> String {
    format!("{name}@example.com")
}

/// What was there when the copy was taken.
struct Scene {
    ada: Owner,
    keys: keys::Keys,
    orgs: orgs::Orgs,
    people: people::People,
    things: things::Things,
}

impl Scene {
    async fn make(site: &Site, server: &Server) -> Self {
        let ada = owner(site, server).await;
        let office = Office { site, server, org: &ada.org, token: &ada.token };
        Self {
            keys: keys::Keys::make(&office).await,
            orgs: orgs::Orgs::make(&office).await,
            people: people::People::make(&office).await,
            things: things::Things::make(&office).await,
            ada,
        }
    }

    /// Everything is narrowed that can be.
    async fn narrow(&self, site: &Site, server: &Server) {
        let office = Office { site, server, org: &self.ada.org, token: &self.ada.token };
        self.keys.narrow(&office).await;
        self.people.narrow(&office).await;
        self.things.narrow(&office).await;
        self.orgs.narrow(&office).await;
    }

    /// It is so still; `said` is what the restore printed.
    async fn is_narrowed(&self, site: &Site, server: &Server, said: &str) {
        assert!(said.contains("every session has ended"), "{said}");
        server.get("/api/v1/auth/session", Some(&self.ada.token)).await.refused(401, "UNAUTHORIZED");
        let token = Owner::back(server, &address("ada"), &self.ada.seed).await;
        let office = Office { site, server, org: &self.ada.org, token: &token };
        self.keys.are_narrowed(&office).await;
        self.people.are_narrowed(&office, said).await;
        self.things.are_narrowed(&office, said).await;
        self.orgs.are_narrowed(&office).await;
        // The log goes on from where it was, and is whole.
        run(site, &["audit", "verify"]).await;
    }
}

#[tokio::test]
async fn what_was_narrowed_since_a_backup_is_so_after_it_is_restored() {
    let site = Site::new().await;
    let mut server = serve(&site).await;
    let scene = Scene::make(&site, &server).await;
    let folder = site.folder().join("backup");
    run(&site, &["backup", folder.to_str().unwrap()]).await;
    scene.narrow(&site, &server).await;
    server.terminate().await;
    let (place, _old, said) = restore(site, &folder).await;
    let server = serve(&place).await;
    scene.is_narrowed(&place, &server, &said).await;
}
