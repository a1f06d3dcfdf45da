//! People: shut out, gone, with another address, password or factor, or with a lower role.

use http::Method;
use serde_json::{Value, json};
use tests::PASSWORD;

use super::{Office, address, text};

const NEW: &str = "another fine password";

pub struct People {
    disabled: String,
    removed: (String, String),
    left: String,
    lowered: String,
    in_workspace: String,
    workspace: String,
    session: String,
    codes: Value,
    dan: String,
    /// Tokens of invitations: to somebody who is invited no more, and to who joined otherwise.
    invited: [String; 2],
    revoked_invitation: String,
    device: String,
}

impl People {
    pub async fn make(office: &Office<'_>) -> Self {
        let org = office.org;
        for name in ["carol", "dan", "erin", "fay", "gus", "hal", "lee"] {
            office.join(name, name, "owner").await;
        }
        let workspace = office.make("/workspaces", json!({ "name": "people" })).await;
        let session = json!({ "workspaceId": workspace, "name": "a session" });
        let session = office.make("/agent-sessions", session).await;
        let (ivy, jo, kim, max) = (
            office.join("ivy", org, "member").await,
            office.join("jo", org, "admin").await,
            office.join("kim", org, "member").await,
            office.join("max", org, "member").await,
        );
        for user in [&kim, &max] {
            let body = json!({ "userId": user, "role": "admin" });
            office.post(&format!("/workspaces/{workspace}/members"), body).await;
            office.post(&format!("/agent-sessions/{session}/participants"), json!({ "userId": user })).await;
        }
        let (id, first) = invite(office, "nia").await;
        let (_, second) = invite(office, "lee").await;
        office.enrol("gus").await;
        let started = office.server.post("/api/v1/auth/device", None, json!({})).await.ok(200);
        let decided = json!({ "userCode": started["userCode"] });
        office.send(Method::POST, "/auth/device/approve", decided).await.ok(200);
        Self {
            disabled: office.key_of("carol").await,
            removed: (ivy, office.key_of("ivy").await),
            left: max,
            lowered: jo,
            in_workspace: kim,
            workspace,
            session,
            codes: office.enrol("hal").await.1,
            dan: text(&office.login("dan", PASSWORD).await.ok(200)["token"]),
            invited: [first, second],
            revoked_invitation: id,
            device: text(&started["deviceCode"]),
        }
    }

    pub async fn narrow(&self, office: &Office<'_>) {
        let (org, workspace) = (office.org, &self.workspace);
        office.command(&["user", "disable", &address("carol")], "").await;
        let changed = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
        office.server.send(Method::PUT, "/api/v1/me/password", Some(&self.dan), Some(changed)).await.ok(200);
        office.command(&["user", "email", &address("erin"), "erin@example.org"], "").await;
        office.command(&["user", "delete", &address("fay")], "").await;
        office.command(&["user", "reset-factors", &address("gus")], "").await;
        let half = text(&office.login("hal", PASSWORD).await.ok(200)["mfaToken"]);
        let body = json!({ "mfaToken": half, "code": self.codes[0] });
        office.server.post("/api/v1/auth/login/recovery", None, body).await.ok(200);

        office.delete(&format!("/orgs/{org}/members/{}", self.removed.0)).await;
        office.patch(&format!("/orgs/{org}/members/{}", self.lowered), json!({ "role": "member" })).await;
        let path = format!("/agent-sessions/{}/participants/{}", self.session, self.in_workspace);
        office.delete(&path).await;
        let path = format!("/workspaces/{workspace}/members/{}", self.in_workspace);
        office.patch(&path, json!({ "role": "viewer" })).await;
        office.delete(&format!("/workspaces/{workspace}/members/{}", self.left)).await;

        office.delete(&format!("/orgs/{org}/invitations/{}", self.revoked_invitation)).await;
        let lee = office.join("lee", org, "member").await;
        office.delete(&format!("/orgs/{org}/members/{lee}")).await;
        let taken = json!({ "deviceCode": self.device });
        office.server.post("/api/v1/auth/device/token", None, taken).await.ok(200);
    }

    pub async fn are_narrowed(&self, office: &Office<'_>, said: &str) {
        let (org, workspace) = (office.org, &self.workspace);
        assert_eq!(office.status("/models", &self.disabled).await, 401, "a key of who is disabled");
        for (name, password) in [("dan", PASSWORD), ("dan", NEW), ("erin", PASSWORD), ("fay", PASSWORD)] {
            office.login(name, password).await.refused(401, "UNAUTHORIZED");
        }
        for action in ["user.email_changed", "user.deleted"] {
            assert!(said.contains(&format!("look at this yourself: {action} ")), "{said}");
        }
        assert!(office.login("gus", PASSWORD).await.ok(200)["token"].is_string(), "his app, which he lost, is none");
        let half = text(&office.login("hal", PASSWORD).await.ok(200)["mfaToken"]);
        let body = json!({ "mfaToken": half, "code": self.codes[0] });
        office.server.post("/api/v1/auth/login/recovery", None, body).await.refused(401, "UNAUTHORIZED");

        assert_eq!(office.status("/models", &self.removed.1).await, 401, "a key of who was removed");
        office.get(&format!("/orgs/{org}/members/{}", self.removed.0)).await.refused(404, "NOT_FOUND");
        let member = office.get(&format!("/orgs/{org}/members/{}", self.lowered)).await.ok(200);
        assert_eq!(member["role"], "member");
        let path = format!("/workspaces/{workspace}/members");
        let member = office.get(&format!("{path}/{}", self.in_workspace)).await.ok(200);
        assert_eq!(member["role"], "viewer");
        office.get(&format!("{path}/{}", self.left)).await.refused(404, "NOT_FOUND");
        let taking_part = office.get(&format!("/agent-sessions/{}/participants", self.session)).await.ok(200);
        assert_eq!(taking_part["items"], json!([]));

        office.join("nia", "nia", "owner").await;
        for (name, token) in ["nia", "lee"].into_iter().zip(&self.invited) {
            let session = text(&office.login(name, PASSWORD).await.ok(200)["token"]);
            let body = json!({ "token": token });
            let answer = office.server.post("/api/v1/invitations/accept", Some(&session), body).await;
            answer.refused(404, "NOT_FOUND");
        }
        let again = json!({ "deviceCode": self.device });
        let answer = office.server.post("/api/v1/auth/device/token", None, again).await;
        assert!(!answer.status.is_success(), "{:?}", answer.body);
    }
}

/// Gives the id, and the token of a link to hand over.
async fn invite(office: &Office<'_>, name: &str) -> (String, String) {
    let path = format!("/orgs/{}/invitations", office.org);
    let id = office.make(&path, json!({ "email": address(name), "role": "admin" })).await;
    let link = office.send(Method::POST, &format!("{path}/{id}/link"), json!({})).await.ok(201);
    let url = text(&link["url"]);
    (id, url.rsplit_once("token=").expect(&url).1.to_owned())
}
