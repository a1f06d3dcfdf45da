//! `/internal/api-keys`: minted by the operator for one of their people; every tenant's are listed and can be ended.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, World};

use super::{KEYS, fields, mint, ok, refused, team, text, unknown, user, uuid, verify};
use crate::dialects::MODELS;

#[tokio::test]
async fn post_201_has_the_fields_of_the_text() {
    let world = World::new().await;
    let alice = user(&world, "alice@example.com", None).await;
    let body = json!({ "name": "dev-laptop", "user_id": alice });
    let minted = ok(world.operator().post(KEYS, body).await, 201);
    assert_eq!(fields(&minted), ["created_at", "id", "key", "key_prefix", "name", "user_id"]);
    let (key, prefix) = (text(&minted["key"]), text(&minted["key_prefix"]));
    assert!(key.starts_with("llmp_") && key.len() == 37 && key.starts_with(&prefix) && prefix.len() == 9, "{prefix}");
    assert!(text(&minted["id"]).starts_with("ak_"));
    assert_eq!((&minted["user_id"], &minted["name"]), (&json!(alice), &json!("dev-laptop")));
    assert_eq!(minted["created_at"], "2026-06-01T12:00:00Z");
    tests::Key::new(world.clone(), &key).get(MODELS).await.ok(200);
}

#[tokio::test]
async fn post_201_is_held_to_the_limits_of_the_users_team() {
    let world = World::new().await;
    let team = team(&world, "engineering", 100, 150).await;
    let (alice, bob) =
        (user(&world, "alice@example.com", Some(&team)).await, user(&world, "bob@example.com", None).await);
    let (_, _, key) = mint(&world, "dev-laptop", &alice).await;
    let (_, _, second) = mint(&world, "ci", &alice).await;
    let (_, _, free) = mint(&world, "free", &bob).await;
    let verdict = verify(&world, &key, 60).await;
    assert_eq!((&verdict["code"], &verdict["workspaceId"]), (&json!("VALID"), &json!(uuid(&team))));
    assert_eq!(verify(&world, &second, 41).await["code"], "RATE_LIMITED");
    assert_eq!(verify(&world, &second, 40).await["code"], "VALID");
    assert_eq!(verify(&world, &free, 1000).await["code"], "VALID");
    world.advance(Duration::from_secs(60));
    assert_eq!(verify(&world, &key, 51).await["code"], "USAGE_EXCEEDED");
}

#[tokio::test]
async fn post_400_names_the_field_and_mints_nothing_also_for_a_tenants_user() {
    let world = World::new().await;
    let alice = user(&world, "alice@example.com", None).await;
    let ada = world.owner("ada").await;
    let unknown_user = world.operator().post(KEYS, json!({ "name": "x", "user_id": unknown("user") })).await;
    assert_eq!(refused(&unknown_user, 400), "user_id: there is no user with this id");
    for (field, value) in [
        ("name", json!("")),
        ("name", json!("x".repeat(101))),
        ("user_id", json!(ada.user)),
        ("user_id", json!("alice")),
        ("user_id", json!(null)),
        ("user_id", json!(unknown("ak"))),
        ("id", json!("ak_x")),
        ("key", json!("llmp_x")),
        ("key_prefix", json!("llmp_x")),
        ("team_id", json!(unknown("team"))),
        ("scopes", json!(["files:write"])),
        ("org_id", json!(ada.org)),
        ("created_at", json!("2020-01-01T00:00:00Z")),
    ] {
        let mut body = json!({ "name": "dev-laptop", "user_id": alice });
        body[field] = value;
        let answer = world.operator().post(KEYS, body).await;
        assert!(refused(&answer, 400).starts_with(&format!("{field}: ")), "{}", answer.text);
    }
    assert_eq!(ok(world.operator().get(KEYS).await, 200), json!([]));
}

#[tokio::test]
async fn a_tenants_user_is_as_unknown_as_one_who_is_not_there() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.mint(&[]).await;
    // The operator sees whose it is, and still mints nothing for them.
    let foreign = text(&ok(world.operator().get(KEYS).await, 200)[0]["user_id"]);
    assert_eq!(uuid(&foreign), ada.user);
    user(&world, "alice@example.com", None).await;
    let answer = world.operator().post(KEYS, json!({ "name": "x", "user_id": foreign })).await;
    refused(&answer, 400);
    answer.same_as(&world.operator().post(KEYS, json!({ "name": "x", "user_id": unknown("user") })).await);
}

#[tokio::test]
async fn get_200_has_every_tenants_keys_newest_first_and_never_the_key() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let alice = user(&world, "alice@example.com", None).await;
    ada.mint(&[]).await;
    world.advance(Duration::from_millis(1));
    let (id, _, key) = mint(&world, "dev-laptop", &alice).await;
    let list = world.operator().get(KEYS).await;
    assert!(!list.text.contains(&key));
    let list = ok(list, 200);
    assert_eq!(fields(&list[0]), ["created_at", "id", "key_prefix", "name", "user_id"]);
    assert_eq!(
        (&list[0]["id"], &list[0]["name"], &list[0]["user_id"]),
        (&json!(id), &json!("dev-laptop"), &json!(alice))
    );
    assert_eq!((list.as_array().unwrap().len(), &list[1]["name"]), (2, &json!("test key")));
    let page = ok(world.operator().get(&format!("{KEYS}?limit=1&after={id}")).await, 200);
    assert_eq!(page, json!([list[1]]));
}

#[tokio::test]
async fn delete_204_ends_any_key_at_once_and_then_it_is_404() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (adas, native) = ada.mint(&["models:read"]).await;
    let alice = user(&world, "alice@example.com", None).await;
    let (id, key, value) = mint(&world, "dev-laptop", &alice).await;
    let all = ok(world.operator().get(KEYS).await, 200);
    let of = |wanted: &str| all.as_array().unwrap().iter().map(|key| text(&key["id"])).find(|id| uuid(id) == wanted);
    let adas_id = of(&native).unwrap();
    for (id, key) in [(&id, &key), (&adas_id, &adas)] {
        key.get(MODELS).await.ok(200);
        let answer = world.operator().delete(&format!("{KEYS}/{id}")).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        let gone = world.operator().delete(&format!("{KEYS}/{id}")).await;
        refused(&gone, 404);
        for other in [unknown("ak"), unknown("user"), "nonsense".to_owned(), native.clone(), "%00".to_owned()] {
            gone.same_as(&world.operator().delete(&format!("{KEYS}/{other}")).await);
        }
    }
    assert_eq!(verify(&world, &value, 1).await["code"], "REVOKED");
    assert_eq!(ok(world.operator().get(KEYS).await, 200), json!([]));
}

#[tokio::test]
async fn what_the_operator_does_is_on_record_in_the_org_that_it_happened_in() {
    let world = World::new().await;
    let team = team(&world, "engineering", 1, 1).await;
    let alice = user(&world, "alice@example.com", Some(&team)).await;
    let (id, _, _) = mint(&world, "dev-laptop", &alice).await;
    world.operator().delete(&format!("{KEYS}/{id}")).await;
    let owner = world.member("owner", "internal", entity::OrgRole::Owner).await.enrolled().await;
    for (action, target) in [
        ("workspace.created", uuid(&team)),
        ("budget.updated", uuid(&team)),
        ("user.created", uuid(&alice)),
        ("workspace_member.added", uuid(&alice)),
        ("key.minted", uuid(&id)),
        ("key.revoked", uuid(&id)),
    ] {
        let path = format!("/api/v1/audit-events?action={action}&targetId={target}");
        let records = owner.session.get(&path).await.ok(200);
        assert_eq!(records["items"].as_array().map(Vec::len), Some(1), "{action}");
        let record = &records["items"][0];
        assert_eq!(record["actor"], json!({ "kind": "operator", "id": null, "keyId": null }), "{action}");
        assert_eq!(record["ip"], "127.0.0.1", "{action}");
    }
}

#[tokio::test]
async fn the_mint_bucket_of_each_user_holds_the_operator_too() {
    let world = World::with().set("ALMOND_MINT_BURST", "2").build().await;
    let (alice, bob) = (user(&world, "alice@example.com", None).await, user(&world, "bob@example.com", None).await);
    for _ in 0..2 {
        mint(&world, "ci", &alice).await;
    }
    let limited = world.operator().post(KEYS, json!({ "name": "ci", "user_id": alice })).await;
    assert_eq!(refused(&limited, 400), "Too many requests");
    assert!(limited.header("retry-after").is_some());
    mint(&world, "ci", &bob).await;
}
