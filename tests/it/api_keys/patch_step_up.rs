//! `PATCH /api/v1/api-keys/{id}`: whatever widens needs a step-up, whatever narrows doesn't; both take effect at once.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, Key, Person, World};

use super::{MODELS, after, path, row, workspace, world};

/// A key with every bound there is, and the session's step-up run out.
struct Bound {
    world: World,
    ada: Person,
    key: Key,
    id: String,
    here: String,
    elsewhere: String,
}

impl Bound {
    async fn new() -> Self {
        let world = world().await;
        let ada = world.owner("ada").await.enrolled().await;
        let (here, elsewhere) = (workspace(&ada).await, workspace(&ada).await);
        let body = json!({
            "name": "CI", "scopes": ["models:read", "files:read"], "expiresAt": after(&world, 3600).to_string(),
            "workspaceId": here, "allowedCidrs": ["203.0.113.0/24", "2001:db8::/32", "127.0.0.1"],
        });
        let minted = ada.try_mint(body).await.ok(201);
        let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
        world.advance(Duration::from_secs(600));
        Self { ada, key, id: minted["id"].as_str().unwrap().to_owned(), here, elsewhere, world }
    }

    fn widenings(&self) -> Vec<Value> {
        let later = (self.world.state().now().plus(Duration::from_secs(3001))).to_string();
        vec![
            json!({ "scopes": ["models:read", "files:read", "files:write"] }),
            // Another one for one that it had.
            json!({ "scopes": ["mcp:read"] }),
            json!({ "expiresAt": later }),
            json!({ "expiresAt": null }),
            json!({ "workspaceId": self.elsewhere }),
            json!({ "workspaceId": null }),
            json!({ "allowedCidrs": ["203.0.113.0/24", "2001:db8::/32", "127.0.0.1", "192.0.2.1"] }),
            json!({ "allowedCidrs": ["203.0.112.0/23"] }),
            json!({ "allowedCidrs": ["2001:db8::/31"] }),
            json!({ "allowedCidrs": ["0.0.0.0/0"] }),
            json!({ "allowedCidrs": ["::/0"] }),
            json!({ "allowedCidrs": [] }),
            json!({ "allowedCidrs": null }),
            // A narrowing beside it doesn't hide it.
            json!({ "scopes": [], "expiresAt": null }),
            json!({ "name": "changed", "scopes": ["models:read"], "allowedCidrs": [] }),
        ]
    }

    fn narrowings(&self) -> Vec<Value> {
        let sooner = self.world.state().now().plus(Duration::from_secs(2999)).to_string();
        vec![
            json!({ "name": "changed" }),
            json!({ "description": "changed" }),
            json!({ "description": null }),
            json!({ "scopes": ["models:read"] }),
            json!({ "scopes": [] }),
            json!({ "expiresAt": sooner }),
            json!({ "allowedCidrs": ["203.0.113.128/25", "2001:db8:1::/48"] }),
            json!({ "allowedCidrs": ["203.0.113.200"] }),
            json!({ "name": "changed", "scopes": ["files:read"], "expiresAt": sooner, "allowedCidrs": ["127.0.0.1"] }),
            // What it is already.
            json!({ "workspaceId": self.here }),
        ]
    }
}

#[tokio::test]
async fn patch_403_asks_for_a_step_up_when_anything_widens_and_changes_nothing() {
    let bound = Bound::new().await;
    let before = row(&bound.world, &bound.id).await;
    for body in bound.widenings() {
        let refused = bound.ada.session.patch(&path(&bound.id), body.clone()).await;
        assert_eq!(refused.status, 403, "{body}");
        refused.asks_for_step_up();
        let challenge = refused.header("www-authenticate").unwrap();
        assert!(challenge.starts_with("Bearer ") && challenge.contains("max_age=\"600\""), "{challenge}");
        let details = &refused.body["error"]["details"]["stepUp"];
        assert_eq!(details, &json!({ "methods": ["totp", "passkey"], "maxAge": 600 }));
        assert_eq!(row(&bound.world, &bound.id).await, before, "{body}");
    }
}

#[tokio::test]
async fn patch_200_widens_with_a_step_up() {
    let widenings = Bound::new().await.widenings().len();
    for index in 0..widenings {
        let mut bound = Bound::new().await;
        bound.ada.step_up().await;
        let body = bound.widenings()[index].clone();
        let patched = bound.ada.session.patch(&path(&bound.id), body.clone()).await.ok(200);
        for (field, value) in body.as_object().unwrap().iter().filter(|(_, value)| value.is_string()) {
            assert_eq!(&patched[field], value);
        }
    }
}

#[tokio::test]
async fn patch_200_narrows_without_a_step_up() {
    let narrowings = Bound::new().await.narrowings().len();
    for index in 0..narrowings {
        let bound = Bound::new().await;
        let body = bound.narrowings()[index].clone();
        let answer = bound.ada.session.patch(&path(&bound.id), body.clone()).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.text);
    }
}

#[tokio::test]
async fn patch_200_binds_a_free_key_without_a_step_up() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let here = workspace(&ada).await;
    let (_, id) = ada.mint(&["models:read"]).await;
    world.advance(Duration::from_secs(600));
    let expires = after(&world, 60).to_string();
    let bonds = json!({ "expiresAt": expires, "workspaceId": here, "allowedCidrs": ["0.0.0.0/0"] });
    let bound = ada.session.patch(&path(&id), bonds.clone()).await.ok(200);
    for (field, value) in bonds.as_object().unwrap() {
        assert_eq!(&bound[field], value);
        ada.session.patch(&path(&id), json!({ field: null })).await.asks_for_step_up();
    }
}

#[tokio::test]
async fn patch_200_takes_effect_on_the_very_next_request() {
    let mut bound = Bound::new().await;
    let id = path(&bound.id);
    let models = async |from: &str| bound.key.request_from(from, http::Method::GET, MODELS, None).await;
    models("203.0.113.9").await.ok(200);
    models("2001:db8::9").await.ok(200);

    bound.ada.session.patch(&id, json!({ "allowedCidrs": ["2001:db8::/32"] })).await.ok(200);
    models("203.0.113.9").await.refused(403, "FORBIDDEN");
    models("2001:db8::9").await.ok(200);

    bound.ada.session.patch(&id, json!({ "scopes": ["files:read"] })).await.ok(200);
    let refused = models("2001:db8::9").await;
    refused.refused(403, "FORBIDDEN");
    let challenge = refused.header("www-authenticate").unwrap();
    assert!(challenge.contains("error=\"insufficient_scope\", scope=\"models:read\""), "{challenge}");

    // So does a widening.
    bound.ada.step_up().await;
    bound.ada.session.patch(&id, json!({ "scopes": ["models:read"], "allowedCidrs": null })).await.ok(200);
    models("203.0.113.9").await.ok(200);

    let soon = after(&bound.world, 1).to_string();
    bound.ada.session.patch(&id, json!({ "expiresAt": soon })).await.ok(200);
    models("203.0.113.9").await.ok(200);
    bound.world.advance(Duration::from_secs(1));
    models("203.0.113.9").await.refused(401, "UNAUTHORIZED");
}
