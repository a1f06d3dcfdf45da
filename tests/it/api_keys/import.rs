//! `almond keys import`: keys from elsewhere work as they are, line by line, and as often as one likes.

use almond::cli::{command::Command, keys_import::Request};
use entity::{Digest, OrgRole};
use serde_json::{Value, json};
use tests::{Caller, Key, World};

use super::{KEYS, MODELS, count, path, row, world};

const ATIRU: &str = "atiru_0123456789abcdef0123456789abcdef0123456789abcdef";
/// None that Almond would make.
const ELSEWHERE: &str = "sk-proj-0123456789abcdefghij";
const SK: &str = "sk-AbCdEfGhIjKlMnOpQrStUvWxYz_-0123";

/// What each line came to.
async fn import(world: &World, lines: &[Value]) -> Vec<Value> {
    let lines = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let printed = Command::KeysImport(Request { lines }).run(world.state()).await.unwrap();
    printed.lines().map(|line| line.parse().unwrap()).collect()
}

fn line(secret: &str, value: &str, person: &tests::Person) -> Value {
    json!({ secret: value, "name": "from elsewhere", "owner": person.email, "org": person.org })
}

fn digest(sha256: &str, prefix: &str, person: &tests::Person) -> Value {
    let mut line = line("sha256", sha256, person);
    line["prefix"] = prefix.into();
    line
}

fn sha256(key: &str) -> String {
    Digest::of(key.as_bytes()).as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_key_and_a_digest_work_from_then_on_and_are_managed_like_any_other() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for (key, is_digest) in [(ATIRU, false), (SK, true), (ELSEWHERE, false)] {
        let api = Key::new(world.clone(), key);
        // Known to be unknown, until it is imported.
        api.get(MODELS).await.refused(401, "UNAUTHORIZED");
        let said = if is_digest { digest(&sha256(key), "sk-AbCd", &ada) } else { line("key", key, &ada) };
        let report = import(&world, &[said]).await;
        assert_eq!((&report[0]["line"], &report[0]["status"]), (&json!(1), &json!("imported")));
        let id = report[0]["id"].as_str().unwrap();
        api.get(MODELS).await.ok(200);
        let shown = ada.session.get(&path(id)).await.ok(200);
        assert_eq!((&shown["name"], &shown["scopes"]), (&json!("from elsewhere"), &json!(["models:read"])));
        assert!(key.starts_with(shown["prefix"].as_str().unwrap()) && shown["prefix"] != "");
        ada.session.delete(&path(id)).await.ok(200);
        api.get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_revives_nothing() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let lines = [line("key", ATIRU, &ada), digest(&sha256(SK), "sk-", &ada)];
    let first = import(&world, &lines).await;
    let id = first[0]["id"].as_str().unwrap();
    ada.session.delete(&path(id)).await.ok(200);
    let before = row(&world, id).await;
    for (first, again) in first.iter().zip(import(&world, &lines).await) {
        assert_eq!((&again["status"], &again["id"]), (&json!("known"), &first["id"]));
    }
    // The key and its digest are one.
    let other = import(&world, &[digest(&sha256(ATIRU), "atiru_0123", &ada)]).await;
    assert_eq!((&other[0]["status"], &other[0]["id"]), (&json!("known"), &json!(id)));
    assert_eq!((row(&world, id).await, count(&world).await), (before, 2));
    Key::new(world.clone(), ATIRU).get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_line_that_is_refused_says_why_and_holds_up_no_other() {
    let world = world().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let bob = world.member("bob", "ada's org", OrgRole::Member).await;
    let with = |field: &str, value: Value| {
        let mut line = line("key", ATIRU, &ada);
        line[field] = value;
        line
    };
    let refused = [
        (with("key", json!("sk-short")), "key: "),
        (with("key", Value::Null), "Give one of "),
        (with("sha256", json!(sha256(ATIRU))), "Give one of "),
        (with("prefix", json!("atiru_")), "prefix: "),
        (digest("abc", "sk-", &ada), "sha256: "),
        (line("sha256", &sha256(SK), &ada), "prefix: "),
        (digest(&sha256(SK), "pk-", &ada), "prefix: "),
        (digest(&sha256(SK), "alm_live_", &ada), "prefix: "),
        (digest(&sha256(SK), "sk-0123456789", &ada), "prefix: "),
        (with("name", json!("")), "name: "),
        (with("owner", json!("nobody@example.com")), "owner: "),
        (with("owner", json!(eve.email)), "owner: "),
        (with("org", json!("nowhere")), "org: "),
        (with("scopes", json!(["everything"])), "scopes"),
        (with("scopes", json!(["terminal"])), "scopes: "),
        (with("expiresAt", json!("2026-06-01T12:00:00Z")), "expiresAt: "),
        (with("userId", json!(ada.user)), "userId: "),
        (
            json!({ "key": ATIRU, "name": "x", "owner": bob.email, "org": ada.org, "scopes": ["billing:machine:charge"] }),
            "Only an owner or admin",
        ),
    ];
    let mut lines: Vec<Value> = refused.iter().map(|(line, _)| line.clone()).collect();
    lines.push(json!([]));
    lines.push(line("key", SK, &ada));
    let report = import(&world, &lines).await;
    for ((_, why), said) in refused.iter().zip(&report) {
        let error = said["error"].as_str().unwrap_or_default();
        assert!(said["status"] == "refused" && error.starts_with(why), "{said} should begin with {why}");
        assert!(!error.contains(ATIRU));
    }
    let statuses: Vec<_> = report.iter().skip(refused.len()).map(|said| &said["status"]).collect();
    assert_eq!(statuses, ["refused", "imported"]);
    assert_eq!(count(&world).await, 1);
}

#[tokio::test]
async fn the_org_may_be_left_out_where_there_is_only_one() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let mut line = line("key", SK, &ada);
    line.as_object_mut().unwrap().remove("org");
    assert_eq!(import(&world, std::slice::from_ref(&line)).await[0]["status"], "imported");
    Key::new(world.clone(), SK).get(MODELS).await.ok(200);
    world.member("ada", "another org", OrgRole::Member).await;
    line["key"] = ATIRU.into();
    let report = import(&world, &[line]).await;
    assert!(report[0]["error"].as_str().unwrap().starts_with("org: "), "{report:?}");
}

#[tokio::test]
async fn a_key_that_is_somebody_elses_here_stays_theirs() {
    let world = world().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    import(&world, &[line("key", SK, &ada)]).await;
    let report = import(&world, &[line("key", SK, &eve)]).await;
    assert_eq!(report[0]["error"], "The key is somebody else's here");
    assert_eq!(eve.session.get(KEYS).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn what_a_line_says_is_what_the_key_has_and_it_is_on_record() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let said = json!({
        "key": SK, "name": "CI", "description": "builds", "owner": ada.email, "org": "ada's org",
        "scopes": ["files:read", "models:read"], "expiresAt": "2026-07-01T00:00:00Z",
    });
    let id = import(&world, &[said]).await[0]["id"].clone();
    let shown = ada.session.get(&path(id.as_str().unwrap())).await.ok(200);
    assert_eq!((&shown["description"], &shown["expiresAt"]), (&json!("builds"), &json!("2026-07-01T00:00:00.000Z")));
    assert_eq!(shown["scopes"], json!(["models:read", "files:read"]));
    let records = ada.session.get("/api/v1/audit-events?action=key.imported").await.ok(200);
    assert_eq!(records["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn keys_that_begin_as_the_operator_says_are_imported_and_keep_that_when_rotated() {
    const KEY: &str = "acme_live_AbCdEfGh0123456789";
    for (prefixes, status) in [("", "refused"), ("sk_live_, acme_live_", "imported")] {
        let world = World::with().set("ALMOND_IMPORTED_KEY_PREFIXES", prefixes).build().await;
        let ada = world.owner("ada").await.enrolled().await;
        let report = import(&world, &[line("key", KEY, &ada)]).await;
        assert_eq!(report[0]["status"], status, "{report:?}");
        if status == "refused" {
            assert!(report[0]["error"].as_str().unwrap().contains("ALMOND_IMPORTED_KEY_PREFIXES"), "{report:?}");
            continue;
        }
        Key::new(world.clone(), KEY).get(MODELS).await.ok(200);
        let rotate = format!("{}/rotate", path(report[0]["id"].as_str().unwrap()));
        let rotated = ada.session.post(&rotate, json!({})).await.ok(201);
        let next = rotated["key"].as_str().unwrap();
        assert!(next.starts_with("acme_live_") && rotated["prefix"] == next[..14], "{rotated}");
        Key::new(world.clone(), next).get(MODELS).await.ok(200);
        Key::new(world.clone(), KEY).get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
}
