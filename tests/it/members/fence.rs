//! Removal and demotion under load: a request that starts after the answer is judged by what the answer left, although
//! keys and sessions are verified from memory.

use entity::{OrgRole, Scope};
use serde_json::json;
use tests::{Caller, World};

use super::{remove, set_role, three};
use crate::orgs::{AGENTS, MODELS, path};

#[tokio::test]
async fn remove_401_on_the_very_next_call_of_keys_and_sessions() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for round in 0..20 {
        let bob = world.member(&format!("bob{round}"), &ada.org, OrgRole::Admin).await.enrolled().await;
        let (key, _) = bob.mint(&["models:read"]).await;
        key.get(MODELS).await.ok(200);
        bob.session.get(AGENTS).await.ok(200);
        remove(&ada, &bob).await.ok(200);
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        bob.session.get(AGENTS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn demotion_takes_billing_from_keys_and_rights_from_sessions_on_the_very_next_call() {
    let world = World::new().await;
    let [owner, admin, _] = three(&world).await;
    let billing = Scope::BillingMachineCharge.as_str();
    let (key, _) = admin.mint(&[billing, "models:read"]).await;
    let check = async || {
        let (_, secret) = key.credentials().remove(0);
        let body = json!({ "key": secret.trim_start_matches("Bearer "), "scope": billing });
        owner.session.post("/api/v1/api-keys/verify", body).await.ok(200)
    };
    assert_eq!(check().await["code"], "VALID");
    admin.session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.ok(201);
    set_role(&owner, &admin, "member").await.ok(200);
    let after = check().await;
    assert_eq!((&after["code"], &after["role"]), (&json!("INSUFFICIENT_SCOPE"), &json!("member")));
    assert_eq!(after["scopes"], json!(["models:read"]));
    admin.session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.refused(403, "FORBIDDEN");
    admin.session.patch(&path(&owner.org), json!({ "name": "mine" })).await.refused(403, "FORBIDDEN");
    key.get(MODELS).await.ok(200);
    // By the current role, whichever that is.
    set_role(&owner, &admin, "admin").await.ok(200);
    assert_eq!(check().await["code"], "VALID");
}
