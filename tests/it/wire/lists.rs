//! Lists: how many there are, searching them, and filters.

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

fn names(listed: &Value) -> Vec<&str> {
    listed["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_total_is_of_all_pages_and_told_to_who_asks() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for n in 0..5 {
        ada.session.post("/api/v1/agents", json!({ "name": format!("runner {n}") })).await.ok(201);
    }
    let first = ada.session.get("/api/v1/agents?limit=2&total=true").await.ok(200);
    assert_eq!((first["items"].as_array().unwrap().len(), &first["total"]), (2, &json!(5)));
    let next = format!("/api/v1/agents?limit=2&total=true&cursor={}", first["nextCursor"].as_str().unwrap());
    assert_eq!(ada.session.get(&next).await.ok(200)["total"], 5);
    assert_eq!(ada.session.get("/api/v1/agents?limit=2").await.ok(200)["total"], Value::Null);
    ada.session.get("/api/v1/agents?total=yes").await.names_field("total");
    // Another org's count for nothing.
    let eve = world.owner("eve").await;
    assert_eq!(eve.session.get("/api/v1/agents?total=true").await.ok(200)["total"], 0);
}

#[tokio::test]
async fn a_search_finds_text_within_names_and_takes_no_sign_for_a_wildcard() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for name in ["Deploy 100%", "deploy_a", "deployXa", "École", "C:\\runner", "other"] {
        ada.session.post("/api/v1/agents", json!({ "name": name })).await.ok(201);
    }
    for (q, found) in [
        ("DEPLOY", &["deployXa", "deploy_a", "Deploy 100%"][..]),
        ("100%25", &["Deploy 100%"]),
        ("y_a", &["deploy_a"]),
        ("%25", &["Deploy 100%"]),
        ("cole", &["École"]),
        ("%C3%89COLE", &["École"]),
        // The case of other letters counts, on each database alike.
        ("%C3%A9cole", &[]),
        ("%5Crun", &["C:\\runner"]),
        ("nothing", &[]),
    ] {
        let listed = ada.session.get(&format!("/api/v1/agents?q={q}&total=true")).await.ok(200);
        let (mut listed_names, mut found_names) = (names(&listed), found.to_vec());
        listed_names.sort_unstable();
        found_names.sort_unstable();
        assert_eq!(listed_names, found_names, "{q}");
        assert_eq!(listed["total"], found.len(), "{q}");
    }
    for bad in ["", "%20", &"x".repeat(101)] {
        ada.session.get(&format!("/api/v1/agents?q={bad}")).await.names_field("q");
    }
}

#[tokio::test]
async fn each_list_that_can_be_searched_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Admin).await;
    ada.mint(&["models:read"]).await;
    let connection = json!({ "name": "GitHub of CI", "provider": "github", "secret": "x" });
    ada.session.post("/api/v1/connections", connection).await.ok(201);
    ada.session.post("/api/v1/workspaces", json!({ "name": "Engines" })).await.ok(201);
    let org = format!("/api/v1/orgs/{}", ada.org);
    let invitation = json!({ "email": "new@example.com", "role": "member" });
    ada.session.post(&format!("{org}/invitations"), invitation).await.ok(201);
    for (path, hit) in [
        ("/api/v1/connections".to_owned(), "OF CI"),
        ("/api/v1/connections".to_owned(), "github"),
        ("/api/v1/workspaces".to_owned(), "engine"),
        ("/api/v1/api-keys".to_owned(), "alm_"),
        (format!("{org}/api-keys"), "alm_"),
        (format!("{org}/members"), "BOB"),
        (format!("{org}/members"), "bob@"),
        (format!("{org}/invitations"), "new@"),
    ] {
        let hit = hit.replace(' ', "%20");
        let found = ada.session.get(&format!("{path}?q={hit}&total=true")).await.ok(200);
        assert_eq!((found["items"].as_array().unwrap().len(), &found["total"]), (1, &json!(1)), "{path} {hit}");
        let none = ada.session.get(&format!("{path}?q=zzzz&total=true")).await.ok(200);
        assert_eq!((&none["items"], &none["total"]), (&json!([]), &json!(0)), "{path}");
    }
    let admins = ada.session.get(&format!("{org}/members?role=admin&total=true")).await.ok(200);
    assert_eq!((&admins["items"][0]["userId"], &admins["total"]), (&json!(bob.user), &json!(1)));
    ada.session.get(&format!("{org}/members?role=boss")).await.names_field("role");
}

#[tokio::test]
async fn payments_are_listed_by_status_and_reference() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for reference in ["job 7", "job 8"] {
        crate::payments::pay(
            &ada.session,
            &reference.replace(' ', "-"),
            json!({ "amount": 5, "currency": "EUR", "reference": reference }),
        )
        .await
        .ok(201);
    }
    let path = "/api/v1/billing/machine-payments";
    let found = ada.session.get(&format!("{path}?reference=job%207&total=true")).await.ok(200);
    assert_eq!((&found["items"][0]["reference"], &found["total"]), (&json!("job 7"), &json!(1)));
    assert_eq!(ada.session.get(&format!("{path}?status=pending&total=true")).await.ok(200)["total"], 2);
    assert_eq!(ada.session.get(&format!("{path}?status=settled&total=true")).await.ok(200)["total"], 0);
    ada.session.get(&format!("{path}?status=odd")).await.names_field("status");
}

#[tokio::test]
async fn a_cursor_of_models_that_was_changed_on_the_way_is_400() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    resource::model::seed(world.state()).await.unwrap();
    let listed = ada.session.get("/api/v1/models?limit=1").await.ok(200);
    let cursor = listed["nextCursor"].as_str().unwrap().to_owned();
    ada.session.get(&format!("/api/v1/models?cursor={cursor}")).await.ok(200);
    for mangled in [&cursor[1..], &cursor[..cursor.len() - 2], "almond/kernel-1", "zzzzzzzzzz"] {
        ada.session.get(&format!("/api/v1/models?cursor={mangled}")).await.names_field("cursor");
    }
}
