//! Clients that register themselves (RFC 7591), and loopback addresses, of which the port is free (RFC 8252, 7.3).

use std::time::Duration;

use entity::{OauthClientId, oauth_client};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::json;
use tests::{Answer, Caller, World};

use super::{Program, ada, refused, sent_to};

async fn register(world: &World, body: serde_json::Value) -> Answer {
    world.anonymous().post("/oauth2/register", body).await
}

#[tokio::test]
async fn post_201_gives_a_public_client_whatever_else_it_says() {
    let world = World::new().await;
    let body = json!({
        "redirect_uris": ["http://localhost/callback", "cursor://anysphere.cursor-retrieval/oauth/callback"],
        "client_name": "Agent", "token_endpoint_auth_method": "client_secret_post", "grant_types": ["password"],
        "logo_uri": "https://evil.example/", "software_id": 7,
    });
    let answer = register(&world, body.clone()).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (201, Some("no-store")), "{}", answer.text);
    let id = answer.body["client_id"].clone();
    let expected = json!({
        "client_id": id, "client_id_issued_at": world.state().now().seconds(), "client_name": "Agent",
        "redirect_uris": body["redirect_uris"], "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
    });
    assert_eq!(answer.body, expected);
    // A name that nobody can read is none.
    let hidden =
        register(&world, json!({ "redirect_uris": ["https://a.example/"], "client_name": "a\u{202e}b" })).await;
    assert!(hidden.status == 201 && hidden.body.get("client_name").is_none(), "{}", hidden.text);
}

#[tokio::test]
async fn post_400_for_what_no_code_may_go_to() {
    let world = World::new().await;
    let many = vec!["https://a.example/"; 11];
    for uris in [
        json!([]),
        json!(many),
        json!(["http://a.example/"]),
        json!(["https://a.example/", "javascript:alert(1)"]),
        json!(["https://a.example/#x"]),
        json!(["data:text/html,x"]),
    ] {
        refused(&register(&world, json!({ "redirect_uris": uris })).await, 400, "invalid_redirect_uri");
    }
    for body in [json!({}), json!({ "redirect_uris": "https://a.example/" }), json!([]), json!(7)] {
        refused(&register(&world, body).await, 400, "invalid_client_metadata");
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer = world.send(http::Method::POST, "/oauth2/register", &form, "a=b").await;
    refused(&answer, 415, "invalid_request");
}

#[tokio::test]
async fn an_address_registers_so_many_and_others_go_on() {
    let world = World::new().await;
    let body = json!({ "redirect_uris": ["https://a.example/"] });
    let from = async |address: &str| {
        let path = "/oauth2/register";
        world.anonymous().request_from(address, http::Method::POST, path, Some(body.clone())).await
    };
    for _ in 0..30 {
        assert_eq!(from("203.0.113.1").await.status, 201);
    }
    let limited = from("203.0.113.1").await;
    refused(&limited, 400, "slow_down");
    assert!(limited.header("retry-after").is_some());
    assert_eq!(from("203.0.113.2").await.status, 201);
}

#[tokio::test]
async fn what_nobody_uses_is_forgotten_after_a_day_and_the_oldest_make_room() {
    let (ada, program) = ada().await;
    let unused = Program::register(&program.world).await;
    program.granted(&ada, "mcp:read").await;
    program.world.advance(Duration::from_secs(24 * 3600 + 1));
    resource::grant::forget_expired(program.world.state()).await.unwrap();
    unused.ask(&[]).await.refused(400, "BAD_REQUEST").names_field("client_id");
    sent_to(&program.ask(&[]).await);

    let (state, now) = (program.world.state(), program.world.state().now());
    let oldest = Program::register(&program.world).await;
    program.world.advance(Duration::from_millis(1));
    for age in 0..5u64 {
        let at = now.plus(Duration::from_millis(1 + age));
        let row = oauth_client::Model {
            id: OauthClientId::new(at, state.random()),
            name: None,
            redirect_uris: "[]".to_owned(),
            used_at: None,
            created_at: at,
        };
        row.into_active_model().insert(state.db.write()).await.unwrap();
    }
    let count = async || oauth_client::Entity::find().count(state.db.read()).await.unwrap();
    assert_eq!(count().await, 7);
    oauth_client::Entity::delete_beyond(3).exec(state.db.write()).await.unwrap();
    assert_eq!(count().await, 4);
    oldest.ask(&[]).await.refused(400, "BAD_REQUEST");
    sent_to(&program.ask(&[]).await);
}

#[tokio::test]
async fn a_program_on_ones_own_machine_may_listen_at_any_port() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for host in ["127.0.0.1", "[::1]", "localhost"] {
        let answer = register(&world, json!({ "redirect_uris": [format!("http://{host}/callback")] })).await;
        let id = answer.body["client_id"].as_str().unwrap().to_owned();
        let redirect_uri = format!("http://{host}:54321/callback");
        let program = Program { world: world.clone(), id, redirect_uri };
        let tokens = program.granted(&ada, "mcp:read").await;
        assert_eq!(super::status(&tokens.access).await, 200, "{host}");
        for other in ["http://127.0.0.2:1/callback", "http://evil.example:1/callback"] {
            program.ask(&[("redirect_uri", other)]).await.refused(400, "BAD_REQUEST");
        }
    }
}
