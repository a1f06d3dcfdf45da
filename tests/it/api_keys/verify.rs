//! `POST /api/v1/api-keys/verify`

use std::time::Duration;

use entity::{OrgRole, membership, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use tests::{Caller, Person};

use super::{NOBODY, after, named, path, set_role, workspace, world};

const VERIFY: &str = "/api/v1/api-keys/verify";

async fn verify(caller: &impl Caller, key: &Value) -> Value {
    caller.post(VERIFY, json!({ "key": key })).await.ok(200)
}

async fn code(caller: &impl Caller, key: &Value) -> String {
    let verdict = verify(caller, key).await;
    assert_eq!(verdict["valid"], verdict["code"] == "VALID", "{verdict}");
    verdict["code"].as_str().unwrap().to_owned()
}

async fn minted(person: &Person) -> Value {
    person.try_mint(json!({ "name": "CI" })).await.ok(201)
}

/// What is said of a key that there is no more to say of.
fn nothing_but(code: &str) -> Value {
    json!({
        "valid": false, "code": code, "keyId": null, "name": null, "userId": null, "orgId": null, "role": null,
        "scopes": null, "workspaceId": null, "allowedCidrs": null, "expiresAt": null, "budget": null,
    })
}

#[tokio::test]
async fn post_200_valid_to_a_session_a_key_and_the_operator() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Admin).await.enrolled().await;
    let bob = world.member("bob", "acme", OrgRole::Member).await.enrolled().await;
    let asked = json!({
        "name": "CI", "scopes": ["models:read", "files:read"], "expiresAt": after(&world, 60).to_string(),
        "workspaceId": workspace(&ada).await, "allowedCidrs": ["203.0.113.0/24"],
    });
    let minted = ada.try_mint(asked.clone()).await.ok(201);
    let mut expected = json!({
        "valid": true, "code": "VALID", "keyId": minted["id"], "userId": ada.user, "orgId": ada.org, "role": "admin",
        "budget": null,
    });
    expected.as_object_mut().unwrap().extend(asked.as_object().unwrap().clone());
    let key = &minted["key"];
    let colleague = bob.mint(&[]).await.0;
    assert_eq!(verify(&ada.session, key).await, expected);
    assert_eq!(verify(&bob.session, key).await, expected);
    assert_eq!(verify(&colleague, key).await, expected);
    assert_eq!(verify(&world.operator(), key).await, expected);
    // Where it comes from is the asking service's to check: the request here is that service's own.
    world.anonymous().post(VERIFY, json!({ "key": key })).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_200_valid_only_with_the_scope_asked_for() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let key = &minted(&ada).await["key"];
    let ask = async |scope: Value| ada.session.post(VERIFY, json!({ "key": key, "scope": scope })).await;
    for scope in [json!("models:read"), json!(null)] {
        assert_eq!(ask(scope).await.ok(200)["code"], "VALID");
    }
    for scope in ["files:read", "billing:machine:charge", "terminal"] {
        let verdict = ask(scope.into()).await.ok(200);
        assert_eq!((&verdict["valid"], &verdict["code"]), (&json!(false), &json!("INSUFFICIENT_SCOPE")));
        assert_eq!(verdict["scopes"], json!(["models:read"]));
    }
    for scope in [json!("nope"), json!(""), json!(1), json!(["models:read"])] {
        ask(scope).await.names_field("scope");
    }
}

#[tokio::test]
async fn post_200_not_found_for_what_is_no_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = minted(&ada).await;
    let key = minted["key"].as_str().unwrap();
    for other in [
        "",
        " ",
        "nonsense",
        NOBODY,
        &format!("alm_test_{}", "0".repeat(48)),
        &key.replace("test", "live"),
        &key.to_uppercase(),
        &format!("{key} "),
        &format!("Bearer {key}"),
        &"x".repeat(100_000),
        minted["prefix"].as_str().unwrap(),
        minted["id"].as_str().unwrap(),
    ] {
        assert_eq!(verify(&ada.session, &other.into()).await, nothing_but("NOT_FOUND"), "{other}");
    }
}

#[tokio::test]
async fn post_200_not_found_for_another_orgs_key_whatever_it_is() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (live, revoked) = (minted(&ada).await, minted(&ada).await);
    let expired = ada.try_mint(named("expiresAt", after(&world, 1).to_string().into())).await.ok(201);
    ada.session.delete(&path(revoked["id"].as_str().unwrap())).await.ok(200);
    world.advance(Duration::from_secs(1));
    let eves_key = eve.mint(&[]).await.0;
    for (key, known_as) in [(&live, "VALID"), (&revoked, "REVOKED"), (&expired, "EXPIRED")] {
        for _ in 0..2 {
            assert_eq!(verify(&eve.session, &key["key"]).await, nothing_but("NOT_FOUND"));
            assert_eq!(verify(&eves_key, &key["key"]).await, nothing_but("NOT_FOUND"));
            // To its own org and to the operator it is what it is.
            assert_eq!(code(&ada.session, &key["key"]).await, known_as);
            assert_eq!(code(&world.operator(), &key["key"]).await, known_as);
        }
    }
}

#[tokio::test]
async fn post_200_tells_why_a_key_is_no_good_from_the_moment_it_is_not() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (revoked, rotated) = (minted(&ada).await, minted(&ada).await);
    let expiring = ada.try_mint(named("expiresAt", after(&world, 1).to_string().into())).await.ok(201);
    for key in [&revoked, &rotated, &expiring] {
        assert_eq!(code(&ada.session, &key["key"]).await, "VALID");
    }
    ada.session.delete(&path(revoked["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(verify(&ada.session, &revoked["key"]).await, nothing_but("REVOKED"));
    let rotation = format!("{}/rotate", path(rotated["id"].as_str().unwrap()));
    let next = ada.session.post(&rotation, json!({})).await.ok(201);
    assert_eq!(code(&ada.session, &rotated["key"]).await, "EXPIRED");
    assert_eq!(code(&ada.session, &next["key"]).await, "VALID");
    world.advance(Duration::from_secs(1));
    let verdict = verify(&ada.session, &expiring["key"]).await;
    assert_eq!((&verdict["valid"], &verdict["code"]), (&json!(false), &json!("EXPIRED")));
    assert_eq!(verdict["keyId"], expiring["id"]);
}

#[tokio::test]
async fn post_200_disabled_for_the_key_of_one_who_is_gone() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await;
    let bob = world.member("bob", "acme", OrgRole::Member).await.enrolled().await;
    let cyd = world.member("cyd", "acme", OrgRole::Member).await.enrolled().await;
    let [bobs, cyds] = [minted(&bob).await, minted(&cyd).await];
    let db = world.state().db.write();
    let now = world.state().now();
    let disabled = user::Entity::update_many()
        .col_expr(user::Column::DisabledAt, Expr::value(now))
        .filter(user::Column::Id.eq::<entity::UserId>(bob.user.parse().unwrap()));
    disabled.exec(db).await.unwrap();
    let removed = membership::Entity::delete_many()
        .filter(membership::Column::UserId.eq::<entity::UserId>(cyd.user.parse().unwrap()));
    removed.exec(db).await.unwrap();
    for key in [&bobs, &cyds] {
        assert_eq!(verify(&ada.session, &key["key"]).await, nothing_but("DISABLED"));
        tests::Key::new(world.clone(), key["key"].as_str().unwrap())
            .get(super::MODELS)
            .await
            .refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn post_200_insufficient_scope_for_billing_once_the_user_is_demoted() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let scopes = json!(["models:read", "billing:machine:charge"]);
    let minted = ada.try_mint(named("scopes", scopes.clone())).await.ok(201);
    set_role(&ada, OrgRole::Member).await;
    let ask = async |scope: &str| {
        world.operator().post(VERIFY, json!({ "key": minted["key"], "scope": scope })).await.ok(200)
    };
    let verdict = ask("billing:machine:charge").await;
    assert_eq!((&verdict["valid"], &verdict["code"]), (&json!(false), &json!("INSUFFICIENT_SCOPE")));
    assert_eq!((&verdict["role"], &verdict["scopes"]), (&json!("member"), &json!(["models:read"])));
    assert_eq!(ask("models:read").await["code"], "VALID");
    // The scope is still written on the key; its user's role is what is missing.
    let shown = ada.session.get(&path(minted["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(shown["scopes"], scopes);
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = world().await;
    let ada = world.owner("ada").await;
    ada.session.post(VERIFY, json!({})).await.names_field("key");
    for key in [json!(null), json!(1), json!(["alm"])] {
        ada.session.post(VERIFY, json!({ "key": key })).await.names_field("key");
    }
    for field in ["costs", "keyId", "orgId", "Key"] {
        ada.session.post(VERIFY, json!({ "key": "alm", field: null })).await.names_field(field);
    }
}
