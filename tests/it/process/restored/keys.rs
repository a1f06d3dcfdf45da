//! Keys, one for each way in which there can be less to them.

use http::Method;
use serde_json::{Value, json};

use super::{Office, in_seconds, text};

struct Key {
    id: String,
    key: String,
}

impl Key {
    async fn mint(office: &Office<'_>, body: Value) -> Self {
        let mut named = json!({ "name": "CI", "scopes": ["models:read", "files:read"] });
        named.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        let minted = office.post("/api-keys", named).await;
        Self { id: text(&minted["id"]), key: text(&minted["key"]) }
    }

    fn path(&self) -> String {
        format!("/api-keys/{}", self.id)
    }
}

pub struct Keys {
    untouched: Key,
    revoked: Key,
    by_owner: Key,
    paused: Key,
    rotated: Key,
    fewer_scopes: Key,
    ends_sooner: Key,
    sooner: String,
    one_network: Key,
    fewer_networks: Key,
    other_network: Key,
    bound: Key,
    workspace: String,
    /// Of an org whose keys are all revoked.
    of_all: String,
}

impl Keys {
    pub async fn make(office: &Office<'_>) -> Self {
        let mint = async |body: Value| Key::mint(office, body).await;
        let networks = json!({ "allowedCidrs": ["127.0.0.0/8", "203.0.113.0/24"] });
        office.join("eve", "eve", "owner").await;
        Self {
            untouched: mint(json!({})).await,
            revoked: mint(json!({})).await,
            by_owner: mint(json!({})).await,
            paused: mint(json!({})).await,
            rotated: mint(json!({})).await,
            fewer_scopes: mint(json!({})).await,
            ends_sooner: mint(json!({ "expiresAt": in_seconds(20 * 24 * 3600) })).await,
            sooner: in_seconds(24 * 3600),
            one_network: mint(json!({})).await,
            fewer_networks: mint(networks.clone()).await,
            other_network: mint(networks).await,
            bound: mint(json!({})).await,
            workspace: office.make("/workspaces", json!({ "name": "bound" })).await,
            of_all: office.key_of("eve").await,
        }
    }

    pub async fn narrow(&self, office: &Office<'_>) {
        office.delete(&self.revoked.path()).await;
        office.delete(&format!("/orgs/{}/api-keys/{}", office.org, self.by_owner.id)).await;
        office.patch(&self.paused.path(), json!({ "enabled": false })).await;
        let rotate = format!("{}/rotate", self.rotated.path());
        office.send(Method::POST, &rotate, json!({ "overlapSeconds": 3600 })).await.ok(201);
        office.patch(&self.fewer_scopes.path(), json!({ "scopes": ["models:read"] })).await;
        office.patch(&self.ends_sooner.path(), json!({ "expiresAt": self.sooner })).await;
        for key in [&self.one_network, &self.fewer_networks] {
            office.patch(&key.path(), json!({ "allowedCidrs": ["203.0.113.7"] })).await;
        }
        office.patch(&self.other_network.path(), json!({ "allowedCidrs": ["198.51.100.0/24"] })).await;
        office.patch(&self.bound.path(), json!({ "workspaceId": self.workspace })).await;
        let revoke = ["keys", "revoke", "--issued-before", "2100-01-01T00:00:00Z", "--org", "eve"];
        assert_eq!(office.command(&revoke, "").await.trim(), "1");
    }

    pub async fn are_narrowed(&self, office: &Office<'_>) {
        for (key, models, files, what) in [
            (&self.untouched, 200, 200, "nobody touched"),
            (&self.revoked, 401, 401, "revoked"),
            (&self.by_owner, 401, 401, "revoked by an owner"),
            (&self.paused, 401, 401, "paused"),
            (&self.rotated, 401, 401, "rotated"),
            (&self.fewer_scopes, 200, 403, "with fewer scopes"),
            (&self.ends_sooner, 200, 200, "that ends sooner"),
            (&self.one_network, 403, 403, "for one network"),
            (&self.fewer_networks, 403, 403, "for fewer networks"),
            (&self.other_network, 401, 401, "for another network"),
        ] {
            assert_eq!(office.status("/models", &key.key).await, models, "models, by a key {what}");
            assert_eq!(office.status("/files", &key.key).await, files, "files, by a key {what}");
        }
        assert_eq!(office.status("/models", &self.of_all).await, 401, "one of all of an org's");
        let shown = async |key: &Key| office.get(&key.path()).await.ok(200);
        assert_eq!(shown(&self.ends_sooner).await["expiresAt"], json!(self.sooner));
        assert_eq!(shown(&self.one_network).await["allowedCidrs"], json!(["203.0.113.7/32"]));
        assert_eq!(shown(&self.fewer_networks).await["allowedCidrs"], json!(["203.0.113.7/32"]));
        assert_eq!(shown(&self.other_network).await["enabled"], json!(false), "no network is in both");
        assert_eq!(shown(&self.bound).await["workspaceId"], json!(self.workspace));
    }
}
