//! A start with another root secret than the database was sealed with, and with another prefix of keys.

use sea_orm::{Database, EntityTrait};
use tests::process;

use super::{
    Site, refusal,
    story::{Owner, models},
};

const ONE: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const OTHER: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

#[tokio::test]
async fn another_secret_is_refused_at_the_start_and_by_commands() {
    let site = Site::new().await;
    let command = |secret: &str, previous: &str| {
        let mut command = site.command();
        command.env("ALMOND_SECRET", secret).env("ALMOND_SECRET_PREVIOUS", previous);
        command
    };
    process::serve(command(ONE, "")).await.terminate().await;
    for arguments in [&["serve"][..], &["model", "list"]] {
        let said = refusal(command(OTHER, ""), arguments, "").await;
        assert!(said.starts_with("ALMOND_SECRET is another secret than "), "{said}");
        assert!(said.contains("ALMOND_SECRET_PREVIOUS") && !said.contains(OTHER), "{said}");
    }
    // Rotated as documented; from then on the new one is the database's.
    process::serve(command(OTHER, ONE)).await.terminate().await;
    process::serve(command(OTHER, "")).await.terminate().await;
    let said = refusal(command(ONE, ""), &["serve"], "").await;
    assert!(said.starts_with("ALMOND_SECRET is another secret than "), "{said}");
    // Lost.
    let (success, _, errors) = process::run(command(ONE, ""), &["secret", "accept"], "").await;
    assert!(success, "{errors}");
    let db = Database::connect(site.url()).await.unwrap();
    let records = entity::audit_event::Entity::find().all(&db).await.unwrap();
    db.close().await.unwrap();
    assert_eq!(records.iter().filter(|record| record.action == "secret.accepted").count(), 1);
    process::serve(command(ONE, "")).await.terminate().await;
}

#[tokio::test]
async fn another_prefix_ends_no_key() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (id, key) = owner.mint(&server).await;
    server.terminate().await;
    let server = site.serve_with("ALMOND_KEY_PREFIX", "acme").await;
    models(&server, &key).await.ok(200);
    let verified = server.post("/api/v1/api-keys/verify", Some(&owner.token), serde_json::json!({ "key": key }));
    assert_eq!(verified.await.ok(200)["code"], "VALID");
    let (_, new) = owner.mint(&server).await;
    assert!(new.starts_with("acme_test_"), "{new}");
    models(&server, &new).await.ok(200);
    owner.revoke(&server, &id).await;
    models(&server, &key).await.refused(401, "UNAUTHORIZED");
}
