//! `GET /api/v1/auth/session` and `GET /api/v1/me`

use serde_json::json;
use tests::{Caller, Session, World};

use super::cookie;

#[tokio::test]
async fn get_200_tells_who_is_signed_in_and_where() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let expected = json!({
        "token": null, "tokenType": "Bearer", "expiresAt": "2026-06-02T12:00:00.000Z",
        "user": { "id": ada.user, "email": "ada@example.com", "name": "ada", "avatar": null },
        "org": { "id": ada.org, "name": "ada's org", "role": "owner", "twoFactorDueAt": null },
        "stepUp": {
            "satisfied": false, "method": null, "at": null, "expiresAt": null, "maxAge": 600,
            "methods": ["totp", "passkey"],
        },
    });
    assert_eq!(ada.session.get("/api/v1/auth/session").await.ok(200), expected);
    let in_cookie = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
    assert_eq!(in_cookie.get("/api/v1/auth/session").await.ok(200), expected);
}

#[tokio::test]
async fn me_200_has_no_envelope() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let expected = json!({ "user": { "id": ada.user, "email": "ada@example.com", "name": "ada", "avatar": null } });
    for path in ["/api/v1/me", "/api/v1/me/"] {
        let answer = ada.session.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.body), (200, expected.clone()));
    }
}

#[tokio::test]
async fn me_401_is_in_the_envelope() {
    let world = World::new().await;
    world.anonymous().get("/api/v1/me").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_key_and_the_operator_have_no_session_to_look_at() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    for path in ["/api/v1/auth/session", "/api/v1/me"] {
        key.get(path).await.refused(403, "FORBIDDEN");
        world.operator().get(path).await.refused(403, "FORBIDDEN");
    }
}
