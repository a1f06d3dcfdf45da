//! Orgs and workspaces: gone, or stricter.

use http::Method;
use serde_json::json;

use super::Office;

pub struct Orgs {
    deleted: String,
    workspace: String,
}

impl Orgs {
    pub async fn make(office: &Office<'_>) -> Self {
        Self {
            deleted: office.make("/orgs", json!({ "name": "spare" })).await,
            workspace: office.make("/workspaces", json!({ "name": "spare" })).await,
        }
    }

    pub async fn narrow(&self, office: &Office<'_>) {
        office.delete(&format!("/orgs/{}", self.deleted)).await;
        office.delete(&format!("/workspaces/{}", self.workspace)).await;
        let settings =
            json!({ "strictScopes": true, "requireTwoFactor": true, "maxKeyLifetimeDays": 30, "stepUpMaxAge": 300 });
        office.send(Method::PATCH, &format!("/orgs/{}", office.org), settings).await.ok(200);
    }

    pub async fn are_narrowed(&self, office: &Office<'_>) {
        office.get(&format!("/orgs/{}", self.deleted)).await.refused(404, "NOT_FOUND");
        office.get(&format!("/workspaces/{}", self.workspace)).await.refused(404, "NOT_FOUND");
        let org = office.get(&format!("/orgs/{}", office.org)).await.ok(200);
        assert_eq!(org["strictScopes"], json!(true));
        assert_eq!(org["requireTwoFactor"], json!(true));
        assert_eq!(org["maxKeyLifetimeDays"], 30);
        assert_eq!(org["stepUpMaxAge"], 300);
    }
}
