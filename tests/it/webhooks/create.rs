//! POST and GET /webhook-endpoints.

use base64::{Engine, engine::general_purpose::STANDARD};
use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{Endpoint, PATH, scene};

#[tokio::test]
async fn an_endpoint_is_made_201_with_a_secret_that_is_shown_once() {
    let (world, ada, receiver, endpoint) = scene().await;
    assert!(endpoint.secret.starts_with("whsec_") && endpoint.secret.len() == 6 + 44, "{}", endpoint.secret);
    let shown = endpoint.get(&ada.session).await;
    assert_eq!(
        (&shown["url"], &shown["events"], &shown["enabled"]),
        (&json!(receiver.url()), &Value::Null, &json!(true))
    );
    assert!(shown.get("secret").is_none());
    let listed = ada.session.get(PATH).await.ok(200);
    assert_eq!(listed["items"], json!([shown]));

    let key = STANDARD.decode(&endpoint.secret["whsec_".len()..]).unwrap();
    for sealed in sealed(&world).await {
        assert!(!sealed.windows(key.len()).any(|part| part == key), "the secret is stored in the clear");
    }
    let audited = ada.session.get("/api/v1/audit-events?action=webhook.created").await.ok(200);
    assert_eq!(audited["items"][0]["detail"], json!({ "host": "127.0.0.1", "events": null }));
    assert_eq!(audited["items"][0]["targetId"], json!(endpoint.id));
}

async fn sealed(world: &World) -> Vec<Vec<u8>> {
    use sea_orm::EntityTrait;
    let rows = entity::webhook_endpoint::Entity::find().all(world.state().db.read()).await.unwrap();
    rows.into_iter().map(|row| row.secret).collect()
}

#[tokio::test]
async fn a_url_that_nothing_may_be_sent_to_is_400_and_named() {
    let (_, ada, ..) = scene().await;
    for url in [
        "",
        "hooks.example.com",
        "ftp://hooks.example.com/",
        "http://hooks.example.com:80@127.0.0.1/",
        "https://user@hooks.example.com/",
        "https://hooks.example.com/#x",
        "http://1.1.1.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://192.168.1.1:8443/",
        "https://1.1.1.1:25/",
    ] {
        ada.session.post(PATH, json!({ "url": url })).await.names_field("url");
    }
    for (field, value) in
        [("events", json!([])), ("description", json!("x".repeat(1001))), ("secret", json!("whsec_x"))]
    {
        let mut body = json!({ "url": "https://hooks.example.com/" });
        body[field] = value;
        ada.session.post(PATH, body).await.names_field(field);
    }
    let unknown = json!({ "url": "https://hooks.example.com/", "events": ["key.minted", "audit.sealed"] });
    ada.session.post(PATH, unknown).await.names_field("events[1]");
    ada.session.post(PATH, json!({})).await.names_field("url");
}

#[tokio::test]
async fn in_production_the_machine_itself_is_inside_too() {
    let world = World::with().set("ALMOND_WEBHOOK_ALLOWED_NETWORKS", "10.1.0.0/16").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for url in ["http://127.0.0.1:9000/", "https://127.0.0.1/", "https://[::1]/", "https://10.2.0.1/"] {
        ada.session.post(PATH, json!({ "url": url })).await.names_field("url");
    }
    Endpoint::create(&ada, "http://10.1.2.3/hook").await;
}

#[tokio::test]
async fn an_org_has_at_most_20_endpoints_409() {
    let (_, ada, ..) = scene().await;
    for n in 1..20 {
        Endpoint::create(&ada, &format!("https://hooks.example.com/{n}")).await;
    }
    let one_more = ada.session.post(PATH, json!({ "url": "https://hooks.example.com/20" })).await;
    one_more.refused(409, "CONFLICT");
}

#[tokio::test]
async fn keys_look_and_change_nothing_and_members_do_neither_403() {
    let (world, ada, _, endpoint) = scene().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    assert_eq!(endpoint.get(&key).await["id"], json!(endpoint.id));
    key.post(PATH, json!({ "url": "https://hooks.example.com/" })).await.refused(403, "FORBIDDEN");
    key.delete(&endpoint.path()).await.refused(403, "FORBIDDEN");
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    bob.session.get(PATH).await.refused(403, "FORBIDDEN");
    bob.session.post(PATH, json!({ "url": "https://hooks.example.com/" })).await.refused(403, "FORBIDDEN");
}
