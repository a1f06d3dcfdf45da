//! `POST /api/v1/auth/signup/verify`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, World};

use super::{login, session_of, sign_up_mail::sign_up};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn verify(world: &World, token: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await
}

#[tokio::test]
async fn post_201_gives_a_session_of_an_owner() {
    let world = World::new().await;
    let form = json!({ "email": "ada@example.com", "password": PASSWORD, "name": " Ada ", "orgName": "Engines" });
    world.anonymous().post("/api/v1/auth/signup", form).await.ok(202);
    let data = verify(&world, &world.mailed_token("ada@example.com").await).await.ok(201);
    let token = data["token"].as_str().unwrap();
    let expected = json!({
        "token": token, "tokenType": "Bearer", "expiresAt": "2026-06-02T12:00:00.000Z",
        "user": { "id": data["user"]["id"], "email": "ada@example.com", "name": "Ada", "avatar": null },
        "org": { "id": data["org"]["id"], "name": "Engines", "role": "owner", "twoFactorDueAt": null },
        "stepUp": {
            "satisfied": false, "method": null, "at": null, "expiresAt": null, "maxAge": 600,
            "methods": ["totp", "passkey"],
        },
    });
    assert_eq!(data, expected);
    let session = session_of(&world, &data);
    assert_eq!(session.get("/api/v1/auth/session").await.ok(200)["user"], data["user"]);
    assert_eq!(login(&world, "ada@example.com", PASSWORD).await.ok(200)["org"], data["org"]);
}

#[tokio::test]
async fn post_201_names_the_org_after_its_owner_unless_told() {
    let world = World::new().await;
    let token = sign_up(&world, "ada@example.com").await;
    assert_eq!(verify(&world, &token).await.ok(201)["org"]["name"], "Ada's organization");
}

#[tokio::test]
async fn nothing_is_there_before_the_link_was_used() {
    let world = World::new().await;
    sign_up(&world, "ada@example.com").await;
    login(&world, "ada@example.com", PASSWORD).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_for_a_link_that_was_used() {
    let world = World::new().await;
    let token = sign_up(&world, "ada@example.com").await;
    verify(&world, &token).await.ok(201);
    verify(&world, &token).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_for_a_link_that_a_newer_one_replaced() {
    let world = World::new().await;
    let older = sign_up(&world, "ada@example.com").await;
    let newer = sign_up(&world, "Ada@example.com").await;
    verify(&world, &older).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "token": newer, "password": PASSWORD });
    world.anonymous().post("/api/v1/auth/signup/verify", body).await.ok(201);
    verify(&world, &older).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_link_works_for_a_day_and_not_a_moment_longer() {
    let world = World::new().await;
    let (first, second) = (sign_up(&world, "ada@example.com").await, sign_up(&world, "eve@example.com").await);
    world.advance(DAY - Duration::from_millis(1));
    verify(&world, &first).await.ok(201);
    world.advance(Duration::from_millis(1));
    verify(&world, &second).await.refused(401, "UNAUTHORIZED");
    login(&world, "eve@example.com", PASSWORD).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_is_the_same_for_every_bad_token() {
    let world = World::new().await;
    let used = sign_up(&world, "ada@example.com").await;
    verify(&world, &used).await.ok(201);
    let refused = verify(&world, &used).await;
    refused.refused(401, "UNAUTHORIZED");
    let long = "a".repeat(100_000);
    for bad in ["", "x", &"a".repeat(43), &"/".repeat(43), &"é".repeat(22), "\u{0}", &long, &format!("{used} ")] {
        verify(&world, bad).await.same_as(&refused);
    }
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let visitor = world.anonymous();
    for (body, field) in [
        (json!({}), "token"),
        (json!({ "token": 1 }), "token"),
        (json!({ "token": Value::Null }), "token"),
        (json!({ "token": "x", "session": "header" }), "session"),
        (json!({ "token": "x", "password": 1 }), "password"),
        (json!({ "token": "x", "orgId": "x" }), "orgId"),
    ] {
        visitor.post("/api/v1/auth/signup/verify", body).await.names_field(field);
    }
}

#[tokio::test]
async fn one_account_has_one_address_however_it_is_written() {
    let world = World::new().await;
    let form = json!({ "email": "  Ada.Lovelace@Example.COM ", "password": PASSWORD, "name": "Ada" });
    world.anonymous().post("/api/v1/auth/signup", form).await.ok(202);
    let token = world.mailed_token("Ada.Lovelace@Example.COM").await;
    let data = verify(&world, &token).await.ok(201);
    assert_eq!(data["user"]["email"], "Ada.Lovelace@Example.COM");
    for spelling in ["ada.lovelace@example.com", "ADA.LOVELACE@EXAMPLE.COM", " Ada.Lovelace@example.com\t"] {
        assert_eq!(login(&world, spelling, PASSWORD).await.ok(200)["user"]["id"], data["user"]["id"]);
    }
    let again = json!({ "email": "ada.lovelace@example.com", "password": PASSWORD, "name": "Eve" });
    world.anonymous().post("/api/v1/auth/signup", again).await.ok(202);
    assert!(world.mails("ada.lovelace@example.com").await[0].link.is_none());
}

#[tokio::test]
async fn post_401_when_the_address_got_an_account_in_the_meantime() {
    let world = World::new().await;
    let token = sign_up(&world, "ada@example.com").await;
    world.owner("ada").await;
    verify(&world, &token).await.refused(401, "UNAUTHORIZED");
    assert_eq!(login(&world, "ada@example.com", PASSWORD).await.ok(200)["org"]["name"], "ada's org");
}
