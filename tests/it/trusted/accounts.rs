//! Whose account a token opens: as when signing in with a provider.

use serde_json::json;
use tests::Caller;

use super::{SESSION, bearer, token, trusting, world};
use crate::oauth::counts;

#[tokio::test]
async fn an_account_with_the_same_verified_address_is_joined_and_its_owner_told() {
    let (world, provider) = world().await;
    let ada = world.owner("ada").await;
    let said = bearer(&world, &token(&provider, json!({}))).get(SESSION).await.ok(200);
    assert_eq!((&said["user"]["id"], &said["org"]["id"]), (&json!(ada.user), &json!(ada.org)));
    assert_eq!(world.mails("ada@example.com").await.len(), 1);
    // From now on the subject counts, whatever the address is there.
    for (jti, changes) in [
        ("2", json!({ "email": "else@example.com" })),
        ("3", json!({ "email": null })),
        ("4", json!({ "email_verified": false })),
    ] {
        let mut changes = changes;
        changes["jti"] = jti.into();
        let said = bearer(&world, &token(&provider, changes)).get(SESSION).await.ok(200);
        assert_eq!(said["user"]["id"], json!(ada.user));
    }
}

#[tokio::test]
async fn without_a_verified_address_a_stranger_opens_nothing() {
    let (world, provider) = world().await;
    let before = counts(&world).await;
    for changes in [
        json!({ "email": null }),
        json!({ "email_verified": false }),
        json!({ "email_verified": null }),
        json!({ "email_verified": "true" }),
        json!({ "email": "no address" }),
        json!({ "email": 7 }),
    ] {
        bearer(&world, &token(&provider, changes)).get(SESSION).await.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(counts(&world).await, before);
}

#[tokio::test]
async fn somebody_else_with_the_address_later_does_not_get_the_account() {
    let (world, provider) = world().await;
    world.owner("ada").await;
    bearer(&world, &token(&provider, json!({}))).get(SESSION).await.ok(200);
    let eve = token(&provider, json!({ "sub": "eve-at-the-issuer" }));
    bearer(&world, &eve).get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn the_domains_that_may_sign_in_are_the_only_ones_here_too() {
    let provider = tests::Provider::start().await;
    let world = trusting(&provider).set("ALMOND_ALLOWED_EMAIL_DOMAINS", "looms.example").build().await;
    bearer(&world, &token(&provider, json!({}))).get(SESSION).await.refused(401, "UNAUTHORIZED");
    let allowed = json!({ "email": "ada@looms.example" });
    bearer(&world, &token(&provider, allowed)).get(SESSION).await.ok(200);
}

#[tokio::test]
async fn it_is_the_same_person_as_the_one_who_signs_in_there() {
    let provider = tests::Provider::start().await;
    let world = trusting(&provider).provider(&provider).build().await;
    let signed_in = crate::oauth::session(&world, crate::oauth::OIDC).await;
    let subject = json!({ "sub": "1001", "email": null });
    let said = bearer(&world, &token(&provider, subject)).get(SESSION).await.ok(200);
    assert_eq!(said["user"], crate::oauth::user(&signed_in).await);
}
