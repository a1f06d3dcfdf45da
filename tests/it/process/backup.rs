//! `almond backup` and `almond restore`: while there is load, and with everything that was revoked since still revoked.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
};

use http::Method;
use serde_json::{Value, json};
use tests::process::{self, Server};
use tokio::process::Command;

use super::{
    Site, on_sqlite, refusal,
    story::{Owner, models, text},
};

const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

pub fn command(site: &Site) -> Command {
    let mut command = site.command();
    command.env("ALMOND_SECRET", SECRET);
    command
}

pub async fn serve(site: &Site) -> Server {
    process::serve(command(site)).await
}

pub async fn run(site: &Site, arguments: &[&str]) -> String {
    let (success, output, errors) = process::run(command(site), arguments, "").await;
    assert!(success, "{arguments:?}: {errors}");
    output
}

/// Uploads, mints and revokes until told to stop; gives the keys that it revoked.
async fn work(server: Arc<Server>, owner: Arc<Owner>, stop: Arc<AtomicBool>, done: Arc<AtomicUsize>) -> Vec<String> {
    let mut revoked = Vec::new();
    while !stop.load(SeqCst) {
        let (id, key) = owner.mint(&server).await;
        upload(&server, &owner.token, "of the load").await;
        owner.revoke(&server, &id).await;
        revoked.push(key);
        done.fetch_add(1, SeqCst);
    }
    revoked
}

async fn upload(server: &Server, token: &str, content: &str) -> String {
    let url = format!("{}/api/v1/files?name=a.txt", server.url);
    let mut curl = Command::new("curl");
    curl.args(["-sS", "--fail", "-H", &format!("Authorization: Bearer {token}"), "--data-binary", content]);
    let output = curl.args(["-H", "Content-Type: text/plain", &url]).output().await.unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    text(&answer["data"]["id"])
}

/// Somebody else who is a member, with a key of theirs.
async fn member(site: &Site, server: &Server, org: &str) -> (String, String) {
    let create = ["user", "create", "--email", "bob@example.com", "--name", "Bob", "--org", org, "--role", "member"];
    let (success, made, errors) = process::run(command(site), &create, tests::PASSWORD).await;
    assert!(success, "{errors}");
    let made: Value = serde_json::from_str(&made).unwrap();
    let login = json!({ "email": "bob@example.com", "password": tests::PASSWORD });
    let token = text(&server.post("/api/v1/auth/login", None, login).await.ok(200)["token"]);
    let seed = text(&server.send(Method::POST, "/api/v1/me/totp", Some(&token), None).await.ok(200)["secret"]);
    let code = tests::code_at(&seed, kernel::seam::Clock::now(&kernel::seam::SystemClock));
    let confirmed = server.post("/api/v1/me/totp/confirm", Some(&token), json!({ "code": code })).await.ok(200);
    let minted = server.post("/api/v1/api-keys", Some(&text(&confirmed["token"])), json!({ "name": "Bob's" })).await;
    (text(&made["userId"]), text(&minted.ok(201)["key"]))
}

pub async fn owner(site: &Site, server: &Server) -> Owner {
    let create = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "acme"];
    let (success, _, errors) = process::run(command(site), &create, tests::PASSWORD).await;
    assert!(success, "{errors}");
    Owner::of_person(server, "ada@example.com").await
}

#[tokio::test]
async fn what_was_revoked_since_a_backup_stays_so_after_it_is_restored() {
    let site = Site::new().await;
    let server = Arc::new(serve(&site).await);
    let ada = Arc::new(owner(&site, &server).await);
    let (_, kept) = ada.mint(&server).await;
    let (revoked_id, revoked) = ada.mint(&server).await;
    let (paused_id, paused) = ada.mint(&server).await;
    let (bob, bobs) = member(&site, &server, &ada.org).await;
    let file = upload(&server, &ada.token, "what was written").await;

    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let load: Vec<_> = (0..4)
        .map(|_| tokio::spawn(work(Arc::clone(&server), Arc::clone(&ada), Arc::clone(&stop), Arc::clone(&done))))
        .collect();
    while done.load(SeqCst) < 8 {
        tokio::task::yield_now().await;
    }
    let folder = site.folder().join("backup");
    let before = done.load(SeqCst);
    let taken = run(&site, &["backup", folder.to_str().unwrap()]).await;
    assert!(taken.contains("the database as of ") && taken.contains(" files"), "{taken}");
    let during = done.load(SeqCst);
    assert!(during > before, "the load went on while the backup was taken");
    while done.load(SeqCst) < during + 8 {
        tokio::task::yield_now().await;
    }
    stop.store(true, SeqCst);
    let mut of_load = Vec::new();
    for load in load {
        of_load.extend(load.await.unwrap());
    }

    ada.revoke(&server, &revoked_id).await;
    let (_, later) = ada.mint(&server).await;
    let path = format!("/api/v1/api-keys/{paused_id}");
    server.send(Method::PATCH, &path, Some(&ada.token), Some(json!({ "enabled": false }))).await.ok(200);
    let path = format!("/api/v1/orgs/{}/members/{bob}", ada.org);
    server.send(Method::DELETE, &path, Some(&ada.token), None).await.ok(200);
    models(&server, &kept).await.ok(200);

    let refused = refusal(command(&site), &["restore", folder.to_str().unwrap()], "").await;
    let expected = if on_sqlite() { " is in use: stop the server" } else { " is in use by Almond; make a new one" };
    assert!(refused.contains(expected), "{refused}");

    Arc::into_inner(server).unwrap().terminate().await;
    let (place, _old, restored) = restore(site, &folder).await;
    assert!(restored.starts_with("restored as of ") && restored.contains("every session has ended"), "{restored}");
    let server = serve(&place).await;
    models(&server, &kept).await.ok(200);
    for (key, what) in
        [(&revoked, "revoked"), (&paused, "paused"), (&later, "made later"), (&bobs, "of who was removed")]
    {
        assert_eq!(models(&server, key).await.status.as_u16(), 401, "a key {what}");
    }
    // Before the backup, while it was taken, and after it.
    for key in &of_load {
        assert_eq!(models(&server, key).await.status.as_u16(), 401, "one of {} that were revoked", of_load.len());
    }
    server.get("/api/v1/auth/session", Some(&ada.token)).await.refused(401, "UNAUTHORIZED");
    let ada = Owner::back(&server, "ada@example.com", &ada.seed).await;
    let content = Command::new("curl")
        .args(["-sS", "--fail", "-H", &format!("Authorization: Bearer {ada}")])
        .arg(format!("{}/api/v1/files/{file}/content", server.url))
        .output()
        .await
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&content.stdout), "what was written");
    // The log goes on from where it was, and is whole.
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let heads: Vec<_> = manifest["auditHeads"].as_array().unwrap().iter().map(text).collect();
    let mut verify = vec!["audit", "verify"];
    for head in &heads {
        verify.extend(["--expect", head]);
    }
    run(&place, &verify).await;
}

/// SQLite: in the place of the database that there is. PostgreSQL: to a new one, by a program on another machine.
pub async fn restore(site: Site, folder: &Path) -> (Site, Option<Site>, String) {
    let from = folder.to_str().unwrap().to_owned();
    if on_sqlite() {
        let restored = run(&site, &["restore", &from]).await;
        assert!(restored.contains("what was there before is in "), "{restored}");
        return (site, None, restored);
    }
    let list = site.folder().join("revocations");
    let place = Site::new().await;
    let restored = run(&place, &["restore", &from, "--revocations", list.to_str().unwrap()]).await;
    // Its folder has the backup in it.
    (place, Some(site), restored)
}

#[tokio::test]
async fn what_is_no_backup_is_refused_and_changes_nothing() {
    let site = Site::new().await;
    let mut server = serve(&site).await;
    let ada = owner(&site, &server).await;
    let (_, key) = ada.mint(&server).await;
    let folder = site.folder().join("backup");
    let to = folder.to_str().unwrap();
    run(&site, &["backup", to]).await;
    let refused = refusal(command(&site), &["backup", to], "").await;
    assert!(refused.ends_with("isn't empty; a backup goes into a folder of its own"), "{refused}");
    server.terminate().await;

    let database = folder.join(if on_sqlite() { "almond.sqlite" } else { "almond.dump" });
    let manifest = fs::read(folder.join("manifest.json")).unwrap();
    let whole = fs::read(&database).unwrap();
    fs::write(&database, &whole[..whole.len() - 1]).unwrap();
    let refused = refusal(command(&site), &["restore", to], "").await;
    assert!(refused.contains("is damaged"), "{refused}");
    fs::remove_file(folder.join("manifest.json")).unwrap();
    let refused = refusal(command(&site), &["restore", to], "").await;
    assert!(refused.contains("is no whole backup"), "{refused}");
    fs::write(&database, &whole).unwrap();
    let other = String::from_utf8(manifest.clone()).unwrap();
    let (one, another) = if on_sqlite() { ("\"sqlite\"", "\"postgres\"") } else { ("\"postgres\"", "\"sqlite\"") };
    fs::write(folder.join("manifest.json"), other.replace(one, another)).unwrap();
    fs::copy(&database, folder.join(if on_sqlite() { "almond.dump" } else { "almond.sqlite" })).unwrap();
    let refused = refusal(command(&site), &["restore", to], "").await;
    assert!(refused.contains("and the backup is of a"), "{refused}");
    fs::write(folder.join("manifest.json"), &manifest).unwrap();
    let refused = refusal(command(&site), &["restore", to, "--revocations", "/nowhere"], "").await;
    assert!(refused.starts_with("the revocation list /nowhere"), "{refused}");
    let (mut new, place) = (site.command(), site.folder().join("new"));
    new.env("ALMOND_DATA_DIR", &place);
    let refused = refusal(new, &["restore", to], "").await;
    assert!(refused.starts_with("ALMOND_SECRET must be the one that the backup was sealed with"), "{refused}");
    assert!(!place.exists(), "no new secret is made, which would open nothing");
    if on_sqlite() {
        let mut other = command(&site);
        other.env("ALMOND_SECRET", "HR4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=");
        let refused = refusal(other, &["restore", to], "").await;
        assert!(refused.starts_with("ALMOND_SECRET "), "{refused}");
        let left = fs::read_dir(site.folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        let left: Vec<_> = left.filter(|name| name.contains("restoring") || name.contains("before-")).collect();
        assert!(left.is_empty(), "a restore that fails leaves nothing behind: {left:?}");
    }
    let server = serve(&site).await;
    models(&server, &key).await.ok(200);
}
