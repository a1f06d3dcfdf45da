//! `ALMOND_SIGN_UP`: who gets an account by themselves.

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Person, World};

use super::login;

async fn world(setting: &str) -> World {
    World::with().set("ALMOND_SIGN_UP", setting).build().await
}

async fn sign_up(world: &World, email: &str) -> Answer {
    let body = json!({ "email": email, "password": PASSWORD, "name": "Eve" });
    world.anonymous().post("/api/v1/auth/signup", body).await
}

async fn verify(world: &World, token: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await
}

async fn claim(world: &World, token: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/signup/claim", json!({ "token": token, "password": PASSWORD })).await
}

async fn invite(by: &Person, email: &str) -> Value {
    let path = format!("/api/v1/orgs/{}/invitations", by.org);
    by.session.post(&path, json!({ "email": email, "role": "member" })).await.ok(201)
}

async fn stepped_up(world: &World) -> Person {
    world.owner("ada").await.enrolled().await
}

#[tokio::test]
async fn closed_403_for_a_known_and_an_unknown_address_alike() {
    let world = world("closed").await;
    let ada = stepped_up(&world).await;
    invite(&ada, "eve@example.com").await;
    let unknown = sign_up(&world, "eve@example.com").await;
    assert_eq!(unknown.refused(403, "FORBIDDEN").message(), "sign_up_closed");
    sign_up(&world, &ada.email).await.same_as(&unknown);
    login(&world, &ada.email, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn invited_202_tells_nobody_who_is_and_the_link_works_once_they_are() {
    let world = world("invited").await;
    let ada = stepped_up(&world).await;
    invite(&ada, "bob@example.com").await;
    let uninvited = sign_up(&world, "eve@example.com").await;
    sign_up(&world, "bob@example.com").await.same_as(&uninvited);
    sign_up(&world, &ada.email).await.same_as(&uninvited);
    uninvited.ok(202);

    let mails = world.mails("eve@example.com").await;
    assert!(mails[0].subject == "You need an invitation" && mails[0].text.contains("has none"), "{}", mails[0].text);
    let token = world.mailed_token("eve@example.com").await;
    for refused in [verify(&world, &token).await, claim(&world, &token).await] {
        assert_eq!(refused.refused(403, "FORBIDDEN").message(), "not_invited");
    }
    let bobs = world.mailed_token("bob@example.com").await;
    verify(&world, &bobs).await.ok(201);

    invite(&ada, "EVE@example.com").await;
    verify(&world, &token).await.ok(201);
}

#[tokio::test]
async fn invited_403_once_the_invitation_was_withdrawn() {
    let world = world("invited").await;
    let ada = stepped_up(&world).await;
    let invited = invite(&ada, "bob@example.com").await;
    sign_up(&world, "bob@example.com").await.ok(202);
    let token = world.mailed_token("bob@example.com").await;
    let path = format!("/api/v1/orgs/{}/invitations/{}", ada.org, invited["id"].as_str().unwrap());
    ada.session.delete(&path).await.ok(200);
    verify(&world, &token).await.refused(403, "FORBIDDEN");
}
