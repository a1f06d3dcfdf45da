//! `/auth/api-keys`: an optional name, and `key_prefix`.

use serde_json::json;
use tests::{Answer, Caller};

use super::{Wire, fields, text, world};

pub struct AuthApiKeys;

impl Wire for AuthApiKeys {
    fn path(&self) -> &'static str {
        "/auth/api-keys"
    }

    fn lead(&self) -> &'static str {
        "atiru_"
    }

    fn minted(&self, answer: &Answer) -> (String, String) {
        assert_eq!(answer.status, 201, "{}", answer.text);
        (text(&answer.body["id"]), text(&answer.body["key"]))
    }

    fn listed(&self, answer: &Answer) -> Vec<(String, String)> {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let keys = answer.body["api_keys"].as_array().unwrap();
        keys.iter().map(|key| (text(&key["id"]), text(&key["name"]))).collect()
    }

    fn revoked(&self, answer: &Answer) {
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    }

    fn refused(&self, answer: &Answer, status: u16) {
        assert_eq!((answer.status.as_u16(), fields(&answer.body)), (status, vec!["error"]), "{}", answer.text);
    }
}

const PATH: &str = "/auth/api-keys";

#[tokio::test]
async fn post_201_has_the_fields_of_the_text() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let answer = ada.session.post(PATH, json!({ "name": "Production server" })).await;
    assert_eq!(fields(&answer.body), ["created_at", "id", "key", "key_prefix", "name"]);
    let (key, prefix) = (text(&answer.body["key"]), text(&answer.body["key_prefix"]));
    assert!(key.starts_with(&prefix) && prefix.starts_with("atiru_") && prefix.len() == 10, "{prefix}");
    assert_eq!(answer.body["created_at"], "2026-06-01T12:00:00.000Z");
    assert_eq!(answer.body["name"], "Production server");
}

#[tokio::test]
async fn post_201_without_a_name_and_without_a_body() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for answer in [
        ada.session.post_empty(PATH).await,
        ada.session.post(PATH, json!({})).await,
        ada.session.post(PATH, json!({ "name": null })).await,
    ] {
        assert_eq!((answer.status.as_u16(), &answer.body["name"]), (201, &json!("API key")), "{}", answer.text);
    }
    AuthApiKeys.refused(&ada.session.post(PATH, json!({ "name": "" })).await, 400);
}

#[tokio::test]
async fn get_200_has_the_fields_of_the_text() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let (_, key, _) = (&AuthApiKeys as &dyn Wire).mint(&ada, "CI").await;
    let list = ada.session.get(PATH).await;
    assert_eq!(fields(&list.body), ["api_keys"]);
    let shown = &list.body["api_keys"][0];
    assert_eq!(fields(shown), ["created_at", "id", "key_prefix", "last_used_at", "name"]);
    assert!(shown["last_used_at"].is_null());
    key.get("/api/v1/models").await.ok(200);
    let shown = &ada.session.get(PATH).await.body["api_keys"][0];
    assert_eq!(shown["last_used_at"], "2026-06-01T12:00:00.000Z");
}
