//! By key: reading takes `files:read`, changing `files:write`, and neither gives the other.

use serde_json::json;
use tests::{Answer, Caller, World};

use super::{FILES, content, download, path, upload, uploaded};

#[track_caller]
fn lacks(refused: Answer, scope: &str) {
    refused.refused(403, "FORBIDDEN");
    let challenge = refused.header("www-authenticate").unwrap();
    assert!(challenge.contains(&format!("scope=\"{scope}\"")), "{challenge}");
}

#[tokio::test]
async fn each_scope_opens_its_own_operations() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (reader, _) = ada.mint(&["files:read"]).await;
    let (writer, _) = ada.mint(&["files:write"]).await;
    let (other, _) = ada.mint(&["models:read"]).await;
    let id = uploaded(&writer, "x", "some text").await;
    reader.get(FILES).await.ok(200);
    reader.get(&path(&id)).await.ok(200);
    assert_eq!(download(&reader, &id, &[]).await.text, "some text");
    for key in [&reader, &other] {
        lacks(upload(key, "x", &[], "some text").await, "files:write");
        lacks(key.patch(&path(&id), json!({ "name": "y" })).await, "files:write");
        lacks(key.delete(&path(&id)).await, "files:write");
    }
    for key in [&writer, &other] {
        for path in [FILES.to_owned(), path(&id), content(&id)] {
            lacks(key.get(&path).await, "files:read");
        }
    }
    writer.patch(&path(&id), json!({ "name": "y" })).await.ok(200);
    writer.delete(&path(&id)).await.ok(200);
}
