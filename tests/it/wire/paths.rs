//! Paths in odd forms get no more than the plain one.

use http::Method;
use tests::{Answer, Caller, Session, World};

#[tokio::test]
async fn a_trailing_slash_makes_no_difference() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let read = tests::operations().iter().filter(|operation| operation.method == Method::GET);
    // The age of what its node knows, which `/readyz` says, is another at each call.
    for operation in read.filter(|operation| operation.path != "/readyz") {
        let path = operation.path.trim_end_matches('/').replace("{id}", "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40");
        ada.session.get(&path).await.same_as(&ada.session.get(&format!("{path}/")).await);
        let (plain, slashed) = (world.anonymous().get(&path).await, world.anonymous().get(&format!("{path}/")).await);
        plain.same_as(&slashed);
    }
    world.anonymous().get("/readyz/").await.ok(200);
    ada.session.get("/api/v1/agents/?limit=1").await.ok(200);
    ada.session.get("/api/v1/agents/?limit=0").await.names_field("limit");
    ada.session.post("/api/v1/api-keys/", serde_json::json!({ "name": "CI" })).await.ok(201);
}

fn odd_forms(resource: &str) -> Vec<String> {
    vec![
        format!("//api/v1/{resource}"),
        format!("/api//v1/{resource}"),
        format!("/api/v1//{resource}"),
        format!("/api/v1/{resource}//"),
        format!("/api/v1/./{resource}"),
        format!("/api/v1/x/../{resource}"),
        format!("/api/v1/%2e/{resource}"),
        format!("/api/v1/x/%2e%2e/{resource}"),
        format!("/api/v1/%2E%2E/v1/{resource}"),
        format!("/api/v1%2F{resource}"),
        format!("/api%2fv1/{resource}"),
        format!("/api/v1/{resource}%2F"),
        format!("/api/v1/{resource}%00"),
        format!("/api/v1/{resource}%20"),
        format!("/api/v1/{resource};x=1"),
        format!("/api/v1;x=1/{resource}"),
        format!("/api/v1/{resource}."),
        format!("/api/v1/{resource}.json"),
        format!("/api/v1/{}", resource.to_uppercase()),
        format!("/API/V1/{resource}"),
        format!("/api/v1/\u{ff0f}{resource}").replace('\u{ff0f}', "%ef%bc%8f"),
        format!("/api/v1/docs/../{resource}"),
        format!("/api/v1/docs/%2e%2e/{resource}"),
        format!("/api/v1/docs%2f..%2f{resource}"),
        format!("/healthz/../api/v1/{resource}"),
    ]
}

#[tokio::test]
async fn odd_forms_are_404_for_everybody() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    for resource in ["models", "agents", "api-keys", "auth/session", "me", "workspaces"] {
        for path in odd_forms(resource) {
            let answers: [Answer; 4] = [
                world.anonymous().get(&path).await,
                ada.session.get(&path).await,
                key.get(&path).await,
                ada.session.post(&path, serde_json::json!({ "name": "CI" })).await,
            ];
            for answer in answers {
                assert_eq!((answer.status.as_u16(), answer.code()), (404, "NOT_FOUND"), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn an_encoded_letter_is_that_letter_or_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    for path in ["/api/v1/api%2Dkeys", "/api/v1/%61pi-keys", "/%61pi/v1/api-keys", "/api/v1/m%65"] {
        let anonymous = world.anonymous().get(path).await.status.as_u16();
        assert!(matches!(anonymous, 401 | 404), "{path}: {anonymous}");
        let with_key = key.get(path).await.status.as_u16();
        assert!(matches!(with_key, 403 | 404), "{path}: {with_key}");
    }
}

#[tokio::test]
async fn an_id_that_cannot_be_one_is_404_like_one_that_could() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let random = ada.session.get("/api/v1/api-keys/019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40").await;
    random.refused(404, "NOT_FOUND");
    for id in ["x", "0", "-1", "%00", "%2e%2e", "..", "null", "%f0%9f%8c%b0", "%ff", &"a".repeat(5_000), "a%2fb", "'"] {
        let answer = ada.session.get(&format!("/api/v1/api-keys/{id}")).await;
        assert_eq!(answer.code(), "NOT_FOUND", "{id}");
        answer.same_as(&random);
        let anonymous = world.anonymous().get(&format!("/api/v1/api-keys/{id}")).await.status.as_u16();
        assert!(matches!(anonymous, 401 | 404), "{id}: {anonymous}");
    }
}

#[tokio::test]
async fn a_query_is_checked_and_its_strangers_ignored() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let get = |query: &'static str| {
        let session: Session = ada.session.clone();
        async move { session.get(&format!("/api/v1/api-keys?{query}")).await }
    };
    for query in ["limit=0", "limit=101", "limit=-1", "limit=x", "limit=1.5", "limit=99999999999", "limit=%00"] {
        get(query).await.names_field("limit");
    }
    for query in ["cursor=!", "cursor=%00", "cursor=AAA", "cursor=_w", "cursor=%ff"] {
        get(query).await.names_field("cursor");
    }
    for query in ["", "&&", "x=1", "limit=1", "limit=100", "cursor=", "=", "%", "%zz=1"] {
        let status = get(query).await.status.as_u16();
        assert!(matches!(status, 200 | 400), "{query}: {status}");
    }
}
