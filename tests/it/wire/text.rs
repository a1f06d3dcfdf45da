//! Names and descriptions: counted in characters, without control characters, stored as they are.

use serde_json::{Value, json};
use tests::{Caller, World};

#[tokio::test]
async fn what_people_write_comes_back_as_it_was() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for name in [
        "bot",
        "Ünïcödé 名前 🌰",
        "'; DROP TABLE agents; --",
        "<script>alert(1)</script>",
        "\"quoted\" \\ back",
        "a  b",
        "{{7*7}} ${x} %s %n",
        &"名".repeat(100),
        &"🌰".repeat(100),
    ] {
        let made = ada.session.post("/api/v1/agents", json!({ "name": name, "description": name })).await.ok(201);
        assert_eq!((&made["name"], &made["description"]), (&json!(name), &json!(name)));
        let listed = ada.session.get("/api/v1/agents").await.ok(200);
        let same = |row: &Value| row["id"] == made["id"] && row["name"] == name;
        assert!(listed["items"].as_array().unwrap().iter().any(same), "{listed}");
    }
    let made = ada.session.post("/api/v1/agents", json!({ "name": " \t padded \n " })).await.ok(201);
    assert_eq!(made["name"], "padded");
}

#[tokio::test]
async fn what_cannot_be_a_name_400_is_named() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bad: Vec<Value> = [
        "",
        " ",
        "\u{0}",
        "a\u{0}b",
        "a\nb",
        "a\rb",
        "a\tb",
        "\u{1b}[31m",
        "a\u{7f}b",
        "a\u{85}b",
        "\u{202e}gnp.exe",
        "\u{200b}",
    ]
    .map(Value::from)
    .into_iter()
    .chain([json!("a".repeat(101)), json!("🌰".repeat(101)), json!(1), Value::Null, json!([]), json!({})])
    .collect();
    for name in &bad {
        let body = json!({ "name": name });
        for path in ["/api/v1/agents", "/api/v1/workspaces", "/api/v1/api-keys"] {
            ada.session.post(path, body.clone()).await.names_field("name");
        }
    }
    for description in [json!("a\u{0}b"), json!("a".repeat(1001)), json!(1), json!(["a"])] {
        let body = json!({ "name": "bot", "description": description });
        ada.session.post("/api/v1/agents", body.clone()).await.names_field("description");
        ada.session.post("/api/v1/api-keys", body).await.names_field("description");
    }
    assert_eq!(ada.session.get("/api/v1/agents").await.ok(200)["items"], json!([]));
}
