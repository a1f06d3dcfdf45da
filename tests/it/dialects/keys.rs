//! `/api/v1/keys`: numbers, empty strings and messages.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Answer, Caller};

use super::{Wire, fields, text, world};

pub struct Keys;

impl Wire for Keys {
    fn path(&self) -> &'static str {
        "/api/v1/keys"
    }

    fn lead(&self) -> &'static str {
        "sk-"
    }

    fn minted(&self, answer: &Answer) -> (String, String) {
        assert_eq!(answer.status, 201, "{}", answer.text);
        let key = &answer.body["api_key"];
        (key["id"].as_u64().unwrap().to_string(), text(&key["key"]))
    }

    fn listed(&self, answer: &Answer) -> Vec<(String, String)> {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let keys = answer.body["api_keys"].as_array().unwrap();
        keys.iter().map(|key| (key["id"].as_u64().unwrap().to_string(), text(&key["name"]))).collect()
    }

    fn revoked(&self, answer: &Answer) {
        let said = json!({ "message": "API key deleted successfully" });
        assert_eq!((answer.status.as_u16(), &answer.body), (200, &said), "{}", answer.text);
    }

    fn refused(&self, answer: &Answer, status: u16) {
        assert_eq!((answer.status.as_u16(), fields(&answer.body)), (status, vec!["error"]), "{}", answer.text);
    }

    fn unknown_id(&self) -> &'static str {
        "42"
    }
}

const PATH: &str = "/api/v1/keys/";

#[tokio::test]
async fn post_201_has_the_fields_of_the_text_and_empty_strings_for_what_is_unset() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let body = json!({ "name": "Northeast Cluster", "description": "Production GPU hosts" });
    let answer = ada.session.post(PATH, body).await;
    let Value::Object(mut key) = answer.body["api_key"].clone() else { panic!("{}", answer.text) };
    let value = text(&key.remove("key").unwrap());
    assert!(value.starts_with("sk-") && value.len() == 35, "{value}");
    assert!(key.remove("id").unwrap().as_u64().unwrap() < 1 << 53);
    let expected = json!({
        "name": "Northeast Cluster", "description": "Production GPU hosts", "is_active": true, "expires_at": "",
        "last_used_at": "", "created_at": "2026-06-01T12:00:00Z", "updated_at": "2026-06-01T12:00:00Z",
    });
    assert_eq!(Value::Object(key), expected);
    assert_eq!(answer.body["message"], "API key created successfully");
    assert_eq!(fields(&answer.body), ["api_key", "message"]);

    let bare = ada.session.post(PATH, json!({ "name": "bare" })).await;
    assert_eq!(bare.body["api_key"]["description"], "");
}

#[tokio::test]
async fn get_200_tells_when_a_key_was_used_and_whether_it_has_expired() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let (id, key, _) = (&Keys as &dyn Wire).mint(&ada, "CI").await;
    world.advance(Duration::from_secs(5));
    key.get("/api/v1/models").await.ok(200);
    let list = ada.session.get(PATH).await;
    let shown = &list.body["api_keys"][0];
    assert_eq!((&shown["last_used_at"], &shown["is_active"]), (&json!("2026-06-01T12:00:05Z"), &json!(true)));
    assert_eq!(shown["id"].to_string(), id);
    assert!(shown.get("key").is_none());

    let native = ada.session.get("/api/v1/api-keys").await.ok(200)["items"][0]["id"].clone();
    let end = json!({ "expiresAt": "2026-06-01T12:01:00Z" });
    ada.session.patch(&format!("/api/v1/api-keys/{}", text(&native)), end).await.ok(200);
    world.advance(Duration::from_secs(60));
    let shown = &ada.session.get(PATH).await.body["api_keys"][0];
    assert_eq!((&shown["expires_at"], &shown["is_active"]), (&json!("2026-06-01T12:01:00Z"), &json!(false)));
}

#[tokio::test]
async fn delete_404_for_what_is_no_number() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for id in ["019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40", "-1", "1.0", "99999999999999999999", "%00"] {
        let answer = ada.session.delete(&format!("{PATH}{id}")).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (404, &json!({ "error": "API key not found" })));
    }
}
