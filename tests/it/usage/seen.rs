//! Who sees how keys are used: an org's owners and admins all of it, everybody their own keys.

use entity::OrgRole;
use serde_json::json;
use tests::Caller;

use super::{MODELS, of_key, of_org, world, write};

const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

#[tokio::test]
async fn get_200_for_owners_and_admins_and_403_for_members() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let admin = world.member("grace", "ada's org", OrgRole::Admin).await.enrolled().await;
    let member = world.member("bob", "ada's org", OrgRole::Member).await.enrolled().await;
    let (key, id) = member.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    write(&world).await;
    for person in [&ada, &admin] {
        let usage = person.session.get(&of_org(person)).await.ok(200);
        assert_eq!((&usage["total"]["checks"], &usage["keys"][0]["userId"]), (&json!(1), &json!(member.user)));
        let one = person.session.get(&format!("{}?keyId={id}", of_org(person))).await.ok(200);
        assert_eq!(one["total"]["checks"], 1);
        // Somebody else's key is not one's own.
        person.session.get(&of_key(&id)).await.refused(404, "NOT_FOUND");
    }
    member.session.get(&of_org(&member)).await.refused(403, "FORBIDDEN");
    assert_eq!(member.session.get(&of_key(&id)).await.ok(200)["total"]["checks"], 1);
}

#[tokio::test]
async fn get_200_a_key_of_ones_own_after_it_was_ended() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    ada.session.delete(&format!("/api/v1/api-keys/{id}")).await.ok(200);
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    write(&world).await;
    let usage = ada.session.get(&of_key(&id)).await.ok(200);
    assert_eq!((&usage["total"]["checks"], &usage["total"]["refusals"]["revoked"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn get_404_of_another_org_as_of_none() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    write(&world).await;
    let nowhere = eve.session.get(&format!("/api/v1/orgs/{NOBODY}/usage")).await;
    eve.session.get(&of_org(&ada)).await.refused(404, "NOT_FOUND").same_as(&nowhere);
    let none = eve.session.get(&format!("{}?keyId={NOBODY}", of_org(&eve))).await;
    eve.session.get(&format!("{}?keyId={id}", of_org(&eve))).await.refused(404, "NOT_FOUND").same_as(&none);
    let unknown = eve.session.get(&of_key(NOBODY)).await;
    eve.session.get(&of_key(&id)).await.refused(404, "NOT_FOUND").same_as(&unknown);
    let usage = eve.session.get(&of_org(&eve)).await.ok(200);
    assert_eq!((&usage["total"]["checks"], &usage["keys"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn get_200_by_key_with_the_scope_and_of_its_org_with_the_role() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (reader, _) = ada.mint(&["api-keys:read"]).await;
    let (other, id) = ada.mint(&["models:read"]).await;
    reader.get(&of_key(&id)).await.ok(200);
    other.get(&of_key(&id)).await.refused(403, "FORBIDDEN");
    reader.get(&of_org(&ada)).await.ok(200);
    // It names everybody's keys.
    other.get(&of_org(&ada)).await.refused(403, "FORBIDDEN");
    let member = world.member("bob", "ada's org", OrgRole::Member).await.enrolled().await;
    let (theirs, _) = member.mint(&["api-keys:read"]).await;
    theirs.get(&of_org(&ada)).await.refused(403, "FORBIDDEN");
}
