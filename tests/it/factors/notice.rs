//! The owner of an account is mailed about every change of its factors.

use serde_json::json;
use tests::{Caller, World};

use super::propose;

async fn subjects(world: &World, email: &str) -> Vec<String> {
    world.mails(email).await.into_iter().map(|mail| mail.subject).collect()
}

#[tokio::test]
async fn each_change_is_told_once_it_is_made_and_only_then() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    propose(&mut ada).await;
    super::confirm(&ada.session, "000000").await.refused(400, "BAD_REQUEST");
    assert!(subjects(&world, &ada.email).await.is_empty());

    let mut ada = ada.enrolled().await;
    let codes = ada.session.post_empty("/api/v1/me/recovery-codes").await.ok(200);
    let login = json!({ "email": ada.email, "password": tests::PASSWORD });
    let half = world.anonymous().post("/api/v1/auth/login", login).await.ok(200);
    let code = json!({ "mfaToken": half["mfaToken"], "code": codes["recoveryCodes"][0] });
    world.anonymous().post("/api/v1/auth/login/recovery", code).await.ok(200);
    ada.step_up().await;
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    let told = subjects(&world, &ada.email).await;
    assert_eq!(
        told,
        [
            "An authenticator app was added",
            "Your recovery codes were replaced",
            "A recovery code was used",
            "Your authenticator app was removed",
        ]
    );
}

#[tokio::test]
async fn a_notice_has_no_link_and_no_secret() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mail = world.mails(&ada.email).await.pop().unwrap();
    assert!(mail.link.is_none() && !mail.text.contains("http") && !mail.html.contains("href"), "{}", mail.text);
    assert!(!mail.text.contains(ada.seed.as_deref().unwrap()), "{}", mail.text);
}
