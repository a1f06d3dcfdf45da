//! `ALMOND_ALLOWED_EMAIL_DOMAINS`, on every way in.

use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{create, login};

async fn world() -> World {
    World::with().set("ALMOND_ALLOWED_EMAIL_DOMAINS", "corp.example,other.example").build().await
}

#[tokio::test]
async fn signup_403_for_another_domain() {
    let world = world().await;
    for (email, allowed) in [
        ("ada@corp.example", true),
        ("ada@OTHER.example", true),
        ("ada@example.com", false),
        ("ada@sub.corp.example", false),
        ("ada@corp.example.evil.example", false),
        ("ada@evil-corp.example", false),
    ] {
        let body = json!({ "email": email, "password": PASSWORD, "name": "Ada" });
        let answer = world.anonymous().post("/api/v1/auth/signup", body).await;
        if allowed {
            answer.ok(202);
        } else {
            answer.refused(403, "FORBIDDEN");
            assert_eq!(answer.message(), "domain_not_allowed");
        }
    }
}

#[tokio::test]
async fn login_403_for_another_domain_but_only_with_the_right_password() {
    let world = world().await;
    create(&world, "ada@corp.example").await;
    create(&world, "eve@example.com").await;
    login(&world, "ada@corp.example", PASSWORD).await.ok(200);
    let refused = login(&world, "eve@example.com", PASSWORD).await;
    refused.refused(403, "FORBIDDEN");
    assert_eq!(refused.message(), "domain_not_allowed");
    let wrong = login(&world, "eve@example.com", "wrong password").await;
    wrong.refused(401, "UNAUTHORIZED");
    wrong.same_as(&login(&world, "nobody@example.com", "wrong password").await);
}
