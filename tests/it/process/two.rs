//! More than one program on one database, and where they meet.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use http::Method;
use serde_json::{Value, json};
use tests::{
    PASSWORD,
    http::{read, request},
    process::{self, Server},
};
use tokio::task::JoinSet;

use super::{
    Site, on_sqlite, refusal,
    story::{Owner, models},
};

/// How long a node may answer from memory; who is told that another has gone waits less.
const LEASE: Duration = Duration::from_secs(2);
/// A change has ended by then, on a busy machine too; `make chaos` says how long it takes.
const ENDS: Duration = Duration::from_secs(6);

#[tokio::test]
async fn a_second_serve_on_a_sqlite_file_is_refused_at_once() {
    if !on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let mut server = site.serve().await;
    let asked = Instant::now();
    let said = site.fail(&["serve"], "").await;
    assert!(asked.elapsed() < Duration::from_secs(5));
    let file = site.folder().join("almond.sqlite");
    assert_eq!(said, format!("another `almond serve` is using {}", file.display()));
    server.get("/healthz", None).await.ok(200);
    site.run(&["model", "list"], "").await;

    server.child.kill().await.unwrap();
    let server = site.serve().await;
    server.get("/healthz", None).await.ok(200);
    site.run(&["model", "list"], "").await;
}

#[tokio::test]
async fn two_serve_on_one_postgresql_and_a_revocation_on_one_holds_on_both() {
    if on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let (one, other) = (site.serve().await, site.serve().await);
    let ada = Owner::new(&site, &one, "ada").await;
    let (id, key) = ada.mint(&one).await;
    models(&one, &key).await.ok(200);
    models(&other, &key).await.ok(200);
    ada.revoke(&one, &id).await;
    models(&other, &key).await.refused(401, "UNAUTHORIZED");
    models(&one, &key).await.refused(401, "UNAUTHORIZED");
}

/// A paused program can't hear, can't ask and can't tell the time; it still has the key in memory when it goes on.
#[tokio::test]
async fn a_revocation_holds_on_a_paused_node_from_the_moment_it_goes_on() {
    if on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let (one, other) = (site.serve().await, site.serve().await);
    let ada = Owner::new(&site, &one, "ada").await;
    for _ in 0..3 {
        let (id, key) = ada.mint(&one).await;
        models(&other, &key).await.ok(200);
        models(&other, &key).await.ok(200);
        other.signal("STOP").await;
        let asked = Instant::now();
        ada.revoke(&one, &id).await;
        // At most a lease; sooner where the machine was so busy that the lease had run out before the pause.
        assert!(asked.elapsed() < ENDS, "{:?}", asked.elapsed());
        // The first thing it finds when it goes on.
        let credential = format!("Authorization: Bearer {key}\r\n");
        let waiting = other.connect(request(&Method::GET, "/api/v1/models", &credential, "")).await;
        other.signal("CONT").await;
        read(waiting, &Method::GET, "/api/v1/models").await.unwrap().refused(401, "UNAUTHORIZED");
        models(&other, &key).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_killed_node_holds_a_revocation_up_for_its_lease_and_one_that_was_told_to_stop_does_not() {
    if on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let one = site.serve().await;
    let ada = Owner::new(&site, &one, "ada").await;
    let revoke = async || {
        let (id, _) = ada.mint(&one).await;
        let asked = Instant::now();
        ada.revoke(&one, &id).await;
        asked.elapsed()
    };
    let mut other = site.serve().await;
    other.terminate().await;
    let took = revoke().await;
    assert!(took < LEASE, "{took:?}");

    let mut other = site.serve().await;
    other.child.kill().await.unwrap();
    let took = revoke().await;
    assert!(took < ENDS, "{took:?}");
}

/// Statuses, and how many answers had each.
type Tally = BTreeMap<u16, usize>;

/// Sends a hundred of these at the same instant, to two programs in turn.
async fn a_hundred_on_two(servers: &Arc<[Server; 2]>, path: &'static str, token: Option<&str>, body: Value) -> Tally {
    let mut asking = JoinSet::new();
    for turn in 0..100 {
        let (servers, token, body) = (Arc::clone(servers), token.map(str::to_owned), body.clone());
        asking.spawn(async move { servers[turn % 2].post(path, token.as_deref(), body).await.status.as_u16() });
    }
    let mut tally = Tally::new();
    for status in asking.join_all().await {
        *tally.entry(status).or_default() += 1;
    }
    tally
}

#[tokio::test]
async fn a_bucket_admits_exactly_what_it_holds_of_100_at_once_on_two_programs() {
    let site = Site::new().await;
    if on_sqlite() {
        return;
    }
    let limited = async || {
        let mut command = site.command();
        command.env("ALMOND_MINT_BURST", "7").env("ALMOND_MINT_PER_MINUTE", "1");
        command.env("ALMOND_LOGIN_BURST", "20").env("ALMOND_LOGIN_PER_MINUTE", "1");
        process::serve(command).await
    };
    let ada = Owner::new(&site, &site.serve().await, "ada").await;
    let servers = Arc::new([limited().await, limited().await]);
    let minted = a_hundred_on_two(&servers, "/api/v1/api-keys", Some(&ada.token), json!({ "name": "CI" })).await;
    assert_eq!(minted, Tally::from([(201, 7), (400, 93)]));
    let guess = |n: usize| json!({ "email": format!("nobody{n}@example.com"), "password": PASSWORD });
    let judged = a_hundred_on_two(&servers, "/api/v1/auth/login", None, guess(0)).await;
    assert_eq!(judged, Tally::from([(401, 20), (400, 80)]));
    // What is empty stays so on both.
    assert_eq!(a_hundred_on_two(&servers, "/api/v1/auth/login", None, guess(1)).await, Tally::from([(400, 100)]));
}

#[tokio::test]
async fn nodes_lists_who_shares_the_database() {
    let site = Site::new().await;
    if on_sqlite() {
        assert_eq!(site.run(&["nodes"], "").await, "");
        return;
    }
    let mut servers = [site.serve().await, site.serve().await];
    let listed = site.run(&["nodes"], "").await;
    assert_eq!(listed.lines().count(), 2, "{listed}");
    for (line, server) in listed.lines().zip(&servers) {
        let port = server.url.rsplit(':').next().unwrap();
        assert!(line.contains(&format!(":{port} (")) && line.ends_with("\t0 behind"), "{line}");
    }
    servers[0].terminate().await;
    assert_eq!(site.run(&["nodes"], "").await.lines().count(), 1);
}

/// The path of a socket may have 108 bytes; a folder's may have many more.
#[tokio::test]
async fn a_long_path_of_the_data_directory_works() {
    let site = Site::new().await;
    let folder = site.folder().join("d".repeat(100)).join("d".repeat(100)).join("d".repeat(100));
    let command = || {
        let mut command = process::command(site.folder());
        command.env("ALMOND_DATA_DIR", &folder);
        command
    };
    let server = process::serve(command()).await;
    assert!(folder.join("almond.sqlite.sock").as_os_str().len() > 300);
    let ada = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "engines"];
    let (success, _, errors) = process::run(command(), &ada, PASSWORD).await;
    assert!(success, "{errors}");
    let body = serde_json::json!({ "email": "ada@example.com", "password": PASSWORD });
    server.post("/api/v1/auth/login", None, body).await.ok(200);
    let said = refusal(command(), &["serve"], "").await;
    assert!(said.starts_with("another `almond serve` is using "), "{said}");
}

#[tokio::test]
async fn what_is_kept_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new().await;
    let folder = site.folder().join("data");
    let mut command = process::command(site.folder());
    command.env("ALMOND_DATA_DIR", &folder);
    let _server = process::serve(command).await;
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for name in ["secret", "almond.sqlite.sock"] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
}
