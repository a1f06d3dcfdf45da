//! With a certified OpenID provider, `oidc-provider`, as the issuer.

use serde_json::{Value, json};
use tests::{Caller, Certified, Key, World};

use super::{SESSION, bearer, mint};

async fn world() -> (World, Certified) {
    let issuer = Certified::start().await;
    let world = World::with().set("ALMOND_TRUSTED_ISSUERS", issuer.url()).build().await;
    // The issuer's clock is the system's.
    world.be_at_system_time();
    (world, issuer)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test]
async fn its_access_token_is_a_session_that_mints_and_its_id_token_is_401() {
    let (world, issuer) = world().await;
    let tokens = issuer.tokens("ada").await;
    let session = bearer(&world, text(&tokens["access_token"]));
    let said = session.get(SESSION).await.ok(200);
    assert_eq!((&said["user"]["email"], &said["user"]["name"]), (&json!("ada@example.com"), &json!("Ada")));
    let minted = mint(&session).await;
    assert_eq!(minted.status, 201, "{}", minted.text);
    let agents = Key::new(world.clone(), text(&minted.body["token"])).get("/api/v1/active/agents/").await;
    assert_eq!((agents.status.as_u16(), &agents.body), (200, &json!([])));

    let by_id_token = mint(&bearer(&world, text(&tokens["id_token"]))).await;
    assert_eq!((by_id_token.status.as_u16(), &by_id_token.body), (401, &json!({ "detail": "Invalid token" })));
}

#[tokio::test]
async fn its_keys_may_change_and_an_address_that_it_has_not_verified_opens_nothing() {
    let (world, issuer) = world().await;
    let token = issuer.tokens("ada").await["access_token"].clone();
    bearer(&world, text(&token)).get(SESSION).await.ok(200);
    issuer.change_key("another").await;
    world.advance(std::time::Duration::from_secs(61));
    let token = issuer.tokens("ada").await["access_token"].clone();
    bearer(&world, text(&token)).get(SESSION).await.ok(200);
    let token = issuer.tokens("eve").await["access_token"].clone();
    bearer(&world, text(&token)).get(SESSION).await.refused(401, "UNAUTHORIZED");
}
