//! `GET /connections/{id}/secret`, `PUT` and `DELETE /connections/{id}/key-access`: who gets a credential.

use entity::OrgRole;
use http::Method;
use tests::{Answer, Caller, World};

use super::{CONNECTIONS, NOBODY, SECRET, keep, path, rotate};
use crate::passkeys::recorded;

async fn put(by: &impl Caller, path: &str) -> Answer {
    by.request(Method::PUT, path, None).await
}

#[tokio::test]
async fn a_key_fetches_it_where_keys_may_use_the_connection() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let made = keep(&ada.session, "GitHub").await;
    assert_eq!(made["usableByKeys"], false);
    let (secret, access) = (format!("{}/secret", path(&made)), format!("{}/key-access", path(&made)));
    let (user, _) = bob.mint(&["connections:use"]).await;
    let (reader, _) = bob.mint(&["connections:read"]).await;
    user.get(&secret).await.refused(403, "FORBIDDEN");
    // Nobody but a person who manages the org lets keys in.
    let (writer, _) = ada.mint(&["connections:write"]).await;
    put(&writer, &access).await.refused(403, "FORBIDDEN");
    put(&bob.session, &access).await.refused(403, "FORBIDDEN");
    assert_eq!(put(&ada.session, &access).await.ok(200)["usableByKeys"], true);

    let answer = user.get(&secret).await;
    assert_eq!(answer.header("cache-control").unwrap(), "no-store");
    let data = answer.ok(200);
    assert_eq!((&data["secret"], &data["version"]), (&SECRET.into(), &1.into()));
    rotate(&writer, &made, "another").await.ok(200);
    assert_eq!(user.get(&secret).await.ok(200)["secret"], "another");
    let refused = reader.get(&secret).await;
    refused.refused(403, "FORBIDDEN");
    assert!(refused.header("www-authenticate").unwrap().contains("scope=\"connections:use\""));
    user.get(&path(&made)).await.refused(403, "FORBIDDEN");
    assert_eq!(recorded(&world, "connection.secret_read").await, 2);
    let events = ada.session.get("/api/v1/audit-events?action=connection.secret_read").await.ok(200);
    assert!(events["items"][0]["actor"]["keyId"].is_string(), "{events}");

    // Taken back without a step-up, by a key too.
    assert_eq!(writer.delete(&access).await.ok(200)["usableByKeys"], false);
    user.get(&secret).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn a_person_who_manages_the_org_reads_it_after_a_step_up_and_the_owners_are_told() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (eve, bob) = (
        world.member("eve", &ada.org, OrgRole::Admin).await,
        world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await,
    );
    let made = keep(&ada.session, "GitHub").await;
    let secret = format!("{}/secret", path(&made));
    bob.session.get(&secret).await.refused(403, "FORBIDDEN");
    let without = eve.session.get(&secret).await;
    without.refused(403, "FORBIDDEN");
    assert!(without.header("www-authenticate").unwrap().contains("insufficient_user_authentication"));
    let eve = eve.enrolled().await;
    assert_eq!(eve.session.get(&secret).await.ok(200)["secret"], SECRET);
    let told = world.mails(&ada.email).await.pop().unwrap();
    assert_eq!(told.subject, "A stored credential was read");
    assert!(!told.text.contains(SECRET));
}

#[tokio::test]
async fn another_orgs_is_not_there_404() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await.enrolled().await, world.owner("eve").await.enrolled().await);
    let made = keep(&ada.session, "GitHub").await;
    put(&ada.session, &format!("{}/key-access", path(&made))).await.ok(200);
    let (key, _) = eve.mint(&["connections:use"]).await;
    for path in [path(&made), format!("{CONNECTIONS}/{NOBODY}")] {
        key.get(&format!("{path}/secret")).await.refused(404, "NOT_FOUND");
        eve.session.get(&format!("{path}/secret")).await.refused(404, "NOT_FOUND");
        put(&eve.session, &format!("{path}/key-access")).await.refused(404, "NOT_FOUND");
        eve.session.delete(&format!("{path}/key-access")).await.refused(404, "NOT_FOUND");
    }
}
