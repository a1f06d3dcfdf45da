//! Somebody who uses the real program over HTTP.

use http::Method;
use kernel::seam::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tests::{Answer, PASSWORD, code_at, process::Server};

use super::Site;

pub struct Owner {
    pub org: String,
    pub token: String,
    pub seed: String,
}

impl Owner {
    /// Made by a command, signed in, with an authenticator and so stepped up.
    pub async fn new(site: &Site, server: &Server, name: &str) -> Self {
        let email = format!("{name}@example.com");
        let command = ["user", "create", "--email", &email, "--name", name, "--org", name];
        site.run(&command, PASSWORD).await;
        Self::of_person(server, &email).await
    }

    /// Signed in, with an authenticator and so stepped up.
    pub async fn of_person(server: &Server, email: &str) -> Self {
        let login = json!({ "email": email, "password": PASSWORD });
        let session = server.post("/api/v1/auth/login", None, login).await.ok(200);
        let token = text(&session["token"]);
        let seed = text(&server.send(Method::POST, "/api/v1/me/totp", Some(&token), None).await.ok(200)["secret"]);
        let code = code_at(&seed, SystemClock.now());
        let confirmed = server.post("/api/v1/me/totp/confirm", Some(&token), json!({ "code": code })).await.ok(200);
        Self { org: text(&session["org"]["id"]), token: text(&confirmed["token"]), seed }
    }

    /// Signs somebody in who has this authenticator; gives the session's token.
    pub async fn back(server: &Server, email: &str, seed: &str) -> String {
        let login = json!({ "email": email, "password": PASSWORD });
        let half = server.post("/api/v1/auth/login", None, login).await.ok(200);
        // Its codes of now may have been used.
        let code = code_at(seed, SystemClock.now().plus(std::time::Duration::from_secs(30)));
        let body = json!({ "mfaToken": half["mfaToken"], "code": code });
        text(&server.post("/api/v1/auth/login/totp", None, body).await.ok(200)["token"])
    }

    /// Mints a key; gives its id and the key.
    pub async fn mint(&self, server: &Server) -> (String, String) {
        let minted = server.post("/api/v1/api-keys", Some(&self.token), json!({ "name": "CI" })).await.ok(201);
        (text(&minted["id"]), text(&minted["key"]))
    }

    pub async fn revoke(&self, server: &Server, id: &str) {
        server.send(Method::DELETE, &format!("/api/v1/api-keys/{id}"), Some(&self.token), None).await.ok(200);
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// What a key gets.
pub async fn models(server: &Server, key: &str) -> Answer {
    server.get("/api/v1/models", Some(key)).await
}
