//! Clients with a document of their own, at a server of the tests. In development the machine itself is within reach.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, Reaction, Receiver, World};

use super::{ASKED, CALLBACK, Program, answered, approve, refused, sent_to, status};

/// A client whose document is at `receiver`, with these fields in place of its own.
async fn client(world: &World, receiver: &Receiver, other: Value) -> Program {
    let id = receiver.url().to_owned();
    let mut document = json!({ "client_id": id, "client_name": "Agent", "redirect_uris": [CALLBACK] });
    document.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    say(receiver, 200, &document.to_string(), "max-age=600");
    Program { world: world.clone(), id, redirect_uri: CALLBACK.to_owned() }
}

fn say(receiver: &Receiver, status: u16, body: &str, cache: &str) {
    let headers = vec![("cache-control", cache.to_owned()), ("content-type", "application/json".to_owned())];
    receiver.react(Reaction { status, headers, body: body.to_owned(), ..Reaction::default() });
}

async fn ada() -> (Person, Receiver) {
    (World::new().await.owner("ada").await.enrolled().await, Receiver::start().await)
}

fn unreachable(answer: &Answer) {
    answer.refused(503, "UNAVAILABLE");
    assert!(answer.header("location").is_none());
}

#[tokio::test]
async fn the_whole_way_with_one_fetch() {
    let (ada, receiver) = ada().await;
    let program = client(ada.session.world(), &receiver, json!({})).await;
    let request = program.request(&[]).await;
    let asked = ada.session.get(&format!("{ASKED}?request={request}")).await.ok(200);
    let expected = json!({ "id": program.id, "name": "Agent", "host": "127.0.0.1", "receiver": "127.0.0.1" });
    assert_eq!(asked["client"], expected);
    let approved = approve(&ada, json!({ "request": request })).await.ok(200);
    let tokens = program.tokens(&program.exchange(&answered(&approved).1["code"], &[]).await);
    assert_eq!(status(&tokens.access).await, 200);
    program.tokens(&program.refresh(&tokens.refresh, &[]).await);
    assert_eq!(receiver.take().len(), 1, "it is kept");
    assert_eq!(super::listed(&ada).await[0]["client"], expected);
}

#[tokio::test]
async fn it_is_asked_for_again_when_its_headers_say() {
    let (ada, receiver) = ada().await;
    let world = ada.session.world().clone();
    let program = client(&world, &receiver, json!({})).await;
    sent_to(&program.ask(&[]).await);
    world.advance(Duration::from_secs(599));
    sent_to(&program.ask(&[]).await);
    assert_eq!(receiver.take().len(), 1);
    world.advance(Duration::from_secs(1));
    client(&world, &receiver, json!({ "redirect_uris": ["https://elsewhere.example/"] })).await;
    program.ask(&[]).await.refused(400, "BAD_REQUEST").names_field("redirect_uri");
    assert_eq!(receiver.take().len(), 1);
}

#[tokio::test]
async fn what_can_not_be_fetched_is_a_page_of_ours_with_503_and_no_redirect() {
    let (ada, receiver) = ada().await;
    let program = client(ada.session.world(), &receiver, json!({})).await;
    for status in [500, 404, 302, 204] {
        say(&receiver, status, "{}", "max-age=600");
        unreachable(&program.ask(&[]).await);
    }
    say(&receiver, 200, &format!("{{\"x\":\"{}\"}}", "x".repeat(17 * 1024)), "max-age=600");
    unreachable(&program.ask(&[]).await);
    let nowhere = Program { id: "http://127.0.0.1:1/client.json".to_owned(), ..program.clone() };
    unreachable(&nowhere.ask(&[]).await);
    // It was there when the person was asked, and is gone when the code comes.
    let program = client(ada.session.world(), &receiver, json!({})).await;
    let code = program.code(&ada, "mcp:read").await;
    program.world.advance(Duration::from_secs(30));
    let other = program.at(&program.world.restarted().await);
    say(&receiver, 500, "", "no-store");
    refused(&other.exchange(&code, &[]).await, 503, "temporarily_unavailable");
    client(ada.session.world(), &receiver, json!({})).await;
    program.tokens(&other.exchange(&code, &[]).await);
}

#[tokio::test]
async fn what_is_not_the_clients_own_document_is_refused() {
    let (ada, receiver) = ada().await;
    for other in [
        json!({ "client_id": "http://127.0.0.1/other.json" }),
        json!({ "client_id": 7 }),
        json!({ "redirect_uris": "x" }),
        json!({ "token_endpoint_auth_method": "client_secret_basic" }),
        json!({ "token_endpoint_auth_method": "private_key_jwt" }),
    ] {
        let program = client(ada.session.world(), &receiver, other.clone()).await;
        program.ask(&[]).await.refused(400, "BAD_REQUEST").names_field("client_id");
        program.world.advance(Duration::from_secs(600));
    }
    say(&receiver, 200, "no JSON", "max-age=1");
    let program = Program {
        world: ada.session.world().clone(),
        id: receiver.url().to_owned(),
        redirect_uri: CALLBACK.to_owned(),
    };
    program.ask(&[]).await.refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn nothing_inside_is_asked_and_no_odd_url() {
    let world = World::new().await;
    world.resolve("inside.example", &["10.0.0.1"]);
    world.resolve("mixed.example", &["1.1.1.1", "169.254.169.254"]);
    let ask = async |id: &str| {
        let program = Program { world: world.clone(), id: id.to_owned(), redirect_uri: CALLBACK.to_owned() };
        program.ask(&[]).await
    };
    world.resolve("outside.example", &["1.1.1.1"]);
    for id in ["https://inside.example/c.json", "https://mixed.example/c.json", "https://outside.example:22/c.json"] {
        unreachable(&ask(id).await);
    }
    for id in [
        "https://10.0.0.1/c.json",
        "https://169.254.169.254/latest",
        "https://[fd00::1]/c.json",
        "https://agent.example/",
        "https://agent.example",
        "https://agent.example/c.json#x",
        "https://u:p@agent.example/c.json",
        "https://agent.example/a/../c.json",
        "https://AGENT.example/c.json",
    ] {
        ask(id).await.refused(400, "BAD_REQUEST").names_field("client_id");
    }
}

#[tokio::test]
async fn an_address_has_so_many_fetched() {
    let (ada, receiver) = ada().await;
    let world = ada.session.world().clone();
    client(&world, &receiver, json!({})).await;
    let ask = async |number: usize| {
        let id = format!("{}?{number}", receiver.url());
        Program { world: world.clone(), id, redirect_uri: CALLBACK.to_owned() }.ask(&[]).await
    };
    for number in 0..30 {
        ask(number).await.refused(400, "BAD_REQUEST").names_field("client_id");
    }
    let limited = ask(30).await;
    assert_eq!((limited.status.as_u16(), limited.message()), (400, "Too many requests"));
    assert_eq!(receiver.take().len(), 30);
}
