//! `PATCH /api/v1/api-keys/{id}`: what each field does, and that a refused change changes nothing.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Key, Person};

use super::{KEYS, NOBODY, after, named, path, row, set_role, told, workspace, world};

/// A key with every property set.
async fn mint_full(ada: &Person) -> Value {
    let body = json!({
        "name": "CI", "description": "Deploys", "scopes": ["models:read", "files:read"],
        "expiresAt": after(ada.session.world(), 3600).to_string(), "workspaceId": workspace(ada).await,
        "allowedCidrs": ["203.0.113.0/24"],
    });
    let mut minted = ada.try_mint(body).await.ok(201);
    minted.as_object_mut().unwrap().remove("key");
    minted
}

#[tokio::test]
async fn patch_200_absent_is_unchanged_null_clears_a_value_sets() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut expected = mint_full(&ada).await;
    let id = path(expected["id"].as_str().unwrap());
    let (soon, here) = (after(&world, 600).to_string(), workspace(&ada).await);
    for (field, given, kept) in [
        ("name", json!(" deploy bot "), json!("deploy bot")),
        ("description", json!("Deploys to production"), json!("Deploys to production")),
        ("description", json!(null), json!(null)),
        ("description", json!("again"), json!("again")),
        ("scopes", json!(["files:write", "models:read"]), json!(["models:read", "files:write"])),
        ("scopes", json!([]), json!([])),
        ("expiresAt", json!(soon), json!(soon)),
        ("expiresAt", json!(null), json!(null)),
        ("expiresAt", json!(soon), json!(soon)),
        ("workspaceId", json!(here), json!(here)),
        ("workspaceId", json!(null), json!(null)),
        ("allowedCidrs", json!(["192.0.2.1", "2001:db8::/32"]), json!(["192.0.2.1/32", "2001:db8::/32"])),
        ("allowedCidrs", json!(null), json!([])),
        ("allowedCidrs", json!(["192.0.2.0/24"]), json!(["192.0.2.0/24"])),
        ("allowedCidrs", json!([]), json!([])),
    ] {
        world.advance(Duration::from_millis(5));
        expected[field] = kept;
        expected["updatedAt"] = world.state().now().to_string().into();
        let body = json!({ field: given });
        assert_eq!(ada.session.patch(&id, body.clone()).await.ok(200), expected, "{body}");
        assert_eq!(ada.session.get(&id).await.ok(200), expected, "{body}");
    }
}

#[tokio::test]
async fn patch_200_that_changes_nothing_leaves_even_updated_at() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let expected = mint_full(&ada).await;
    let id = path(expected["id"].as_str().unwrap());
    world.advance(Duration::from_secs(3600));
    let mut same = expected.clone();
    for not_the_callers in ["id", "prefix", "createdAt", "updatedAt", "lastUsedAt", "lastUsedAddress", "rotatedFrom"] {
        same.as_object_mut().unwrap().remove(not_the_callers).unwrap();
    }
    for body in [json!({}), same] {
        assert_eq!(ada.session.patch(&id, body).await.ok(200), expected);
    }
}

#[tokio::test]
async fn patch_200_by_a_member_reaches_the_keys_own_pages_at_once() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Member).await.enrolled().await;
    let (key, id) = ada.mint(&["api-keys:read"]).await;
    assert_eq!(key.get(KEYS).await.ok(200)["items"][0]["name"], "test key");
    ada.session.patch(&path(&id), json!({ "name": "renamed" })).await.ok(200);
    assert_eq!(key.get(KEYS).await.ok(200)["items"][0]["name"], "renamed");
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let before = mint_full(&ada).await;
    let id = path(before["id"].as_str().unwrap());
    let foreign = workspace(&eve).await;
    let many: Vec<String> = (0..33).map(|n| format!("10.0.{n}.0/24")).collect();
    for (field, value, at_fault) in [
        ("name", json!(null), "name"),
        ("name", json!(""), "name"),
        ("name", json!("x".repeat(101)), "name"),
        ("name", json!("a\u{0}"), "name"),
        ("scopes", json!(null), "scopes"),
        ("scopes", json!("models:read"), "scopes"),
        ("scopes", json!(["nope"]), "scopes[0]"),
        ("scopes", json!(["models:read", "terminal"]), "scopes"),
        ("description", json!("x".repeat(1001)), "description"),
        ("expiresAt", json!("never"), "expiresAt"),
        ("expiresAt", json!("2020-01-01T00:00:00Z"), "expiresAt"),
        ("expiresAt", json!(world.state().now().to_string()), "expiresAt"),
        ("workspaceId", json!("here"), "workspaceId"),
        ("workspaceId", json!(NOBODY), "workspaceId"),
        ("workspaceId", json!(foreign), "workspaceId"),
        ("allowedCidrs", json!(["10.0.0.0/33"]), "allowedCidrs[0]"),
        ("allowedCidrs", json!(many), "allowedCidrs"),
    ] {
        // The good change beside the bad one isn't made either.
        let mut body = json!({ "name": "changed", "description": null });
        body[field] = value;
        ada.session.patch(&id, body).await.names_field(at_fault);
    }
    for field in [
        "id",
        "userId",
        "orgId",
        "key",
        "digest",
        "prefix",
        "createdAt",
        "updatedAt",
        "revokedAt",
        "lastUsedAt",
        "rotatedFrom",
        "rotatedAt",
        "role",
        "user_id",
        "expires_at",
        "Scopes",
    ] {
        for value in [json!(null), json!(NOBODY)] {
            ada.session.patch(&id, named(field, value)).await.names_field(field);
        }
    }
    for body in [json!([]), json!("CI"), json!(null)] {
        ada.session.patch(&id, body).await.refused(400, "BAD_REQUEST");
    }
    assert_eq!(ada.session.get(&id).await.ok(200), before);
}

#[tokio::test]
async fn patch_400_tells_a_foreign_workspace_from_no_other() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (_, id) = eve.mint(&[]).await;
    let foreign = eve.session.patch(&path(&id), json!({ "workspaceId": workspace(&ada).await })).await;
    let random = eve.session.patch(&path(&id), json!({ "workspaceId": NOBODY })).await;
    foreign.names_field("workspaceId");
    assert_eq!(told(&foreign), told(&random));
}

#[tokio::test]
async fn patch_403_for_billing_beyond_the_users_role_of_now() {
    let world = world().await;
    let (billing, models) = (json!(["models:read", "billing:machine:charge"]), json!(["models:read"]));
    let bob = world.member("bob", "acme", OrgRole::Member).await.enrolled().await;
    let (_, id) = bob.mint(&["models:read"]).await;
    let denied = bob.session.patch(&path(&id), json!({ "name": "changed", "scopes": billing })).await;
    denied.refused(403, "FORBIDDEN");
    assert_eq!(denied.body["error"]["details"], Value::Null, "a step-up would not help");
    assert_eq!(row(&world, &id).await.name, "test key");

    // One who may no longer give it may still take it away.
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let key = ada.try_mint(json!({ "name": "CI", "scopes": billing })).await.ok(201);
    set_role(&ada, OrgRole::Member).await;
    let world = world.restarted().await;
    let (session, id) = (ada.session.at(&world), path(key["id"].as_str().unwrap()));
    session.patch(&id, json!({ "scopes": models })).await.ok(200);
    session.patch(&id, json!({ "scopes": billing })).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn patch_404_for_a_revoked_key_which_stays_as_it_was() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    ada.session.delete(&path(&id)).await.ok(200);
    let before = row(&world, &id).await;
    world.advance(Duration::from_secs(1));
    for body in
        [json!({ "name": "again" }), json!({ "scopes": ["files:read"] }), json!({ "expiresAt": null }), json!({})]
    {
        ada.session.patch(&path(&id), body).await.refused(404, "NOT_FOUND");
    }
    assert_eq!(row(&world, &id).await, before);
    key.get("/api/v1/models").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn patch_200_lets_an_expired_key_live_again_with_a_step_up_only() {
    let world = world().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(named("expiresAt", after(&world, 60).to_string().into())).await.ok(201);
    let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
    let id = path(minted["id"].as_str().unwrap());
    world.advance(Duration::from_secs(600));
    ada.session.patch(&id, json!({ "expiresAt": null })).await.asks_for_step_up();
    key.get("/api/v1/models").await.refused(401, "UNAUTHORIZED");
    ada.step_up().await;
    ada.session.patch(&id, json!({ "expiresAt": null })).await.ok(200);
    key.get("/api/v1/models").await.ok(200);
}
