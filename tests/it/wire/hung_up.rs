//! Whoever hangs up is counted all the same, once: an answer that nobody waits for is dropped where it is.

use std::panic::AssertUnwindSafe;

use almond::app;
use futures_util::FutureExt;
use http::Method;
use poem::{Endpoint, Request};
use poem_openapi::{OpenApi, payload::PlainText};
use tests::World;

const LOGIN: &str = "/api/v1/auth/login";
const BODY: &str = r#"{"email":"ada@example.com","password":"wrong"}"#;

/// Lines of the metrics that count requests, without the name they begin with.
fn counted(world: &World) -> Vec<String> {
    let page = world.state().metrics.render().unwrap();
    let mut lines: Vec<_> =
        page.lines().filter_map(|line| line.strip_prefix("almond_http_requests_total")).map(str::to_owned).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn a_request_that_is_given_up_counts_once_as_499_by_its_operation() {
    let world = World::new().await;
    let headers = [("content-type", "application/json")];
    for _ in 0..3 {
        // Asked once whether it is ready, which it isn't, and dropped.
        assert!(world.send(Method::POST, LOGIN, &headers, BODY).now_or_never().is_none());
    }
    assert_eq!(counted(&world), ["{operation=\"login_password\",status=\"499\"} 3"]);
    world.send(Method::POST, LOGIN, &headers, BODY).await.refused(401, "UNAUTHORIZED");
    let expected =
        ["{operation=\"login_password\",status=\"401\"} 1", "{operation=\"login_password\",status=\"499\"} 3"];
    assert_eq!(counted(&world), expected);
}

#[tokio::test]
async fn one_that_never_reached_its_operation_has_no_name_but_counts() {
    let world = World::new().await;
    let endpoint = app::endpoint(world.state());
    drop(endpoint.call(Request::builder().uri_str(LOGIN).header("host", "h").finish()));
    assert_eq!(counted(&world), ["{operation=\"none\",status=\"499\"} 1"]);
}

struct Broken;

#[OpenApi]
impl Broken {
    #[oai(path = "/broken", method = "get")]
    async fn broken(&self) -> PlainText<String> {
        panic!("on purpose")
    }
}

#[tokio::test]
async fn a_handler_that_panics_is_counted_as_the_500_that_it_is_answered_with() {
    let world = World::new().await;
    let endpoint = app::behind_front_door(world.state(), Broken);
    let request = Request::builder().uri_str("/broken").header("host", "h").finish();
    assert!(AssertUnwindSafe(endpoint.call(request)).catch_unwind().await.is_err());
    assert_eq!(counted(&world), ["{operation=\"none\",status=\"500\"} 1"]);
}
