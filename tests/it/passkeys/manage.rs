//! `GET /api/v1/me/passkeys`, `GET`, `PATCH` and `DELETE /api/v1/me/passkeys/{id}`

use std::time::Duration;

use serde_json::json;
use tests::{Authenticator, Caller, PASSWORD, World, code_at};
use uuid::Uuid;

use super::{ENROL, no_session, recorded};
use crate::sign_in::login;

#[tokio::test]
async fn get_200_lists_ones_own_newest_first() {
    let world = World::new().await;
    let (mut ada, mut laptop) = world.owner("ada").await.with_passkey().await;
    world.advance(Duration::from_secs(1));
    let phone = ada.enrol(&mut Authenticator::default(), "phone").await;
    tests::passkey::sign_in(&world, &mut laptop).await.ok(200);
    let bob = world.owner("bob").await;

    let list = ada.session.get(ENROL).await.ok(200);
    assert_eq!((&list["items"][0]["name"], &list["items"][1]["name"]), (&json!("phone"), &json!("laptop")));
    assert_eq!(list["items"][1]["lastUsedAt"], "2026-06-01T12:00:01.000Z");
    let one = ada.session.get(&format!("{ENROL}?limit=1")).await.ok(200);
    let rest = ada.session.get(&format!("{ENROL}?cursor={}", one["nextCursor"].as_str().unwrap())).await.ok(200);
    assert_eq!(rest["items"], json!([list["items"][1]]));
    let shown = ada.session.get(&format!("{ENROL}/{}", phone["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(shown, list["items"][0]);
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["passkeys"].as_array().unwrap().len(), 2);
    assert_eq!(bob.session.get(ENROL).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn anothers_id_404_like_a_random_one() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let (bob, _) = world.owner("bob").await.with_passkey().await;
    let id = ada.session.get(ENROL).await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let (theirs, random) = (format!("{ENROL}/{id}"), format!("{ENROL}/{}", Uuid::now_v7()));
    bob.session.get(&theirs).await.refused(404, "NOT_FOUND").same_as(&bob.session.get(&random).await);
    let name = json!({ "name": "mine" });
    let renamed = bob.session.patch(&theirs, name.clone()).await;
    renamed.refused(404, "NOT_FOUND").same_as(&bob.session.patch(&random, name).await);
    bob.session.delete(&theirs).await.refused(404, "NOT_FOUND").same_as(&bob.session.delete(&random).await);
    assert_eq!(ada.session.get(&theirs).await.ok(200)["name"], "laptop");
    tests::passkey::sign_in(&world, &mut key).await.ok(200);
}

#[tokio::test]
async fn patch_200_renames_and_is_on_record() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let path = format!("{ENROL}/{}", ada.session.get(ENROL).await.ok(200)["items"][0]["id"].as_str().unwrap());
    let renamed = ada.session.patch(&path, json!({ "name": "work laptop" })).await.ok(200);
    assert_eq!(renamed["name"], "work laptop");
    assert_eq!(ada.session.get(&path).await.ok(200), renamed);
    assert_eq!(recorded(&world, "passkey.renamed").await, 1);
    for (field, body) in [
        ("name", json!({})),
        ("name", json!({ "name": "" })),
        ("name", json!({ "name": null })),
        ("backedUp", json!({ "name": "x", "backedUp": true })),
    ] {
        ada.session.patch(&path, body).await.names_field(field);
    }
    assert_eq!(ada.session.get(&path).await.ok(200), renamed);
    tests::passkey::sign_in(&world, &mut key).await.ok(200);
}

#[tokio::test]
async fn changes_403_without_a_step_up() {
    let world = World::new().await;
    let (ada, _) = world.owner("ada").await.with_passkey().await;
    let path = format!("{ENROL}/{}", ada.session.get(ENROL).await.ok(200)["items"][0]["id"].as_str().unwrap());
    world.advance(Duration::from_secs(600));
    ada.session.get(&path).await.ok(200);
    ada.session.patch(&path, json!({ "name": "x" })).await.asks_for_step_up();
    ada.session.delete(&path).await.asks_for_step_up();
    // Whether it is another's or nobody's is told by neither.
    let (bob, _) = world.owner("bob").await.with_passkey().await;
    world.advance(Duration::from_secs(600));
    for nobodys in [Uuid::now_v7().to_string(), "nonsense".to_owned()] {
        let unknown = bob.session.delete(&format!("{ENROL}/{nobodys}")).await;
        unknown.refused(404, "NOT_FOUND").same_as(&bob.session.delete(&path).await);
    }
}

#[tokio::test]
async fn delete_200_ends_the_passkey_and_with_the_last_factor_the_codes() {
    let world = World::new().await;
    let (mut ada, mut laptop) = world.owner("ada").await.with_passkey().await;
    let mut phone = Authenticator::default();
    let id = ada.enrol(&mut phone, "phone").await["id"].as_str().unwrap().to_owned();
    let path = format!("{ENROL}/{id}");
    assert_eq!(ada.session.delete(&path).await.ok(200), json!({ "removed": true }));
    ada.session.delete(&path).await.refused(404, "NOT_FOUND");
    no_session(&tests::passkey::sign_in(&world, &mut phone).await);
    tests::passkey::sign_in(&world, &mut laptop).await.ok(200);
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["recoveryCodes"]["remaining"], 10);

    let last = ada.session.get(ENROL).await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    ada.session.delete(&format!("{ENROL}/{last}")).await.ok(200);
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["recoveryCodes"]["remaining"], 0);
    assert!(login(&world, &ada.email, PASSWORD).await.ok(200)["token"].is_string());
    assert_eq!(recorded(&world, "passkey.removed").await, 2);
    let subjects: Vec<_> = world.mails(&ada.email).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(
        subjects,
        ["A passkey was added", "A passkey was added", "A passkey was removed", "A passkey was removed"]
    );
}

#[tokio::test]
async fn the_codes_stay_while_either_kind_of_factor_does() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let id = ada.enrol(&mut Authenticator::default(), "laptop").await["id"].as_str().unwrap().to_owned();
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    let factors = ada.session.get("/api/v1/me/factors").await.ok(200);
    assert_eq!((&factors["totp"]["enabled"], &factors["recoveryCodes"]["remaining"]), (&json!(false), &json!(10)));
    let seed = ada.session.post_empty("/api/v1/me/totp").await.ok(200)["secret"].as_str().unwrap().to_owned();
    let code = json!({ "code": code_at(&seed, world.state().now()) });
    let confirmed = ada.session.post("/api/v1/me/totp/confirm", code).await.ok(200);
    assert!(confirmed["token"].is_null(), "a second factor beside another is no step-up");
    ada.session.delete(&format!("{ENROL}/{id}")).await.ok(200);
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["recoveryCodes"]["remaining"], 10);
}
