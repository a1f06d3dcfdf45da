//! `POST /api/v1/auth/{github|google|oidc}/callback`: for providers that have the browser post their answer.

use http::Method;
use tests::{Browser, World};

use super::{ALL, world};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn a_posted_answer_is_sent_on_to_the_callback() {
    let (world, _) = world().await;
    for path in ALL {
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        let (callback, query) = back.split_once('?').unwrap();
        // From another site, so without the cookie; with what Apple says besides.
        let body = format!("{query}&user=%7B%22name%22%3A1%7D&session_state=x&id_token=secret");
        let origin = ("origin", "https://appleid.apple.com");
        let answer = world.send(Method::POST, callback, &[FORM, origin, ("sec-fetch-site", "cross-site")], body).await;
        assert!(answer.header("set-cookie").is_none());
        let on = answer.location();
        assert!(!on.as_str().contains("secret") && on.as_str().starts_with("http://localhost:8080/"), "{on}");
        browser.open(on.as_str().strip_prefix("http://localhost:8080").unwrap()).await.lands_with("token");
    }
}

#[tokio::test]
async fn post_404_without_the_provider_and_415_for_anything_but_a_form() {
    let (world, _) = world().await;
    let post = async |world: &World, kind: &str, body: &str| {
        world.send(Method::POST, "/api/v1/auth/oidc/callback", &[("content-type", kind)], body.to_owned()).await
    };
    post(&world, "application/json", "{}").await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    post(&World::new().await, FORM.1, "code=x&state=y").await.refused(404, "NOT_FOUND");
    // What is missing is said where it arrives.
    assert_eq!(post(&world, FORM.1, "").await.location().path(), "/api/v1/auth/oidc/callback");
}
