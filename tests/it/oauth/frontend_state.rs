//! `frontend_state`: what a front end gets back as it gave it, however the sign-in ends, and what nothing depends on.

use std::time::Duration;

use tests::{Answer, Browser, Caller};

use super::{ALL, GITHUB, counts, world};

const STATE: &str = "Az09-._~";

/// What the front end is told besides, and the state that it gets back.
#[track_caller]
fn told(answer: &Answer) -> (Vec<String>, Option<String>) {
    let url = answer.location();
    assert_eq!(url.as_str().split('?').next(), Some("http://localhost:5173/auth/callback"));
    let (state, rest): (Vec<_>, Vec<_>) =
        url.query_pairs().into_owned().partition(|(name, _)| name == "frontend_state");
    assert!(state.len() < 2);
    (rest.into_iter().map(|(name, _)| name).collect(), state.into_iter().next().map(|(_, value)| value))
}

#[tokio::test]
async fn it_comes_back_with_whatever_the_sign_in_ends_with() {
    let (world, provider) = world().await;
    for path in ALL {
        for (mode, name) in [("token", "token"), ("code", "code")] {
            let path = format!("{path}&response_mode={mode}&frontend_state={STATE}");
            let landed = Browser::new(&world).sign_in(&path).await;
            assert_eq!(told(&landed), (vec![name.to_owned()], Some(STATE.to_owned())));
        }
    }
    provider.change(|script| script.verified = false);
    provider.visitor("1003", "eve@example.com");
    let failed = Browser::new(&world).sign_in(&format!("{GITHUB}&frontend_state={STATE}")).await;
    assert_eq!(told(&failed), (vec!["error".to_owned()], Some(STATE.to_owned())));
}

#[tokio::test]
async fn it_comes_back_when_the_person_said_no_and_when_it_took_too_long() {
    let (world, _) = world().await;
    let path = format!("{GITHUB}&frontend_state={STATE}");
    let mut browser = Browser::new(&world);
    let back = browser.leave(&path).await;
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let no = browser.open(&format!("/api/v1/auth/github/callback?error=access_denied&state={state}")).await;
    assert_eq!(told(&no), (vec!["error".to_owned()], Some(STATE.to_owned())));
    let mut browser = Browser::new(&world);
    let back = browser.leave(&path).await;
    world.advance(Duration::from_secs(600));
    assert_eq!(told(&browser.open(&back).await), (vec!["error".to_owned()], Some(STATE.to_owned())));
}

#[tokio::test]
async fn it_comes_back_beside_the_wish_for_a_second_factor() {
    let (world, _) = world().await;
    world.owner("ada").await.enrolled().await;
    let landed = Browser::new(&world).sign_in(&format!("{GITHUB}&frontend_state={STATE}")).await;
    assert_eq!(told(&landed), (vec!["mfa_token".to_owned(), "methods".to_owned()], Some(STATE.to_owned())));
}

#[tokio::test]
async fn without_one_none_comes_back_and_one_of_512_characters_fits() {
    let (world, _) = world().await;
    assert_eq!(told(&Browser::new(&world).sign_in(GITHUB).await), (vec!["token".to_owned()], None));
    let longest = "a".repeat(512);
    let landed = Browser::new(&world).sign_in(&format!("{GITHUB}&frontend_state={longest}")).await;
    assert_eq!(told(&landed).1, Some(longest));
}

#[tokio::test]
async fn get_400_names_it() {
    let (world, _) = world().await;
    let long = "a".repeat(513);
    for state in ["", "%20", "a%0Ab", "a%26error%3Dx", "%C3%A9", "a%2Fb", "a%3Db", "%00", &long] {
        let answer = world.anonymous().get(&format!("{GITHUB}&frontend_state={state}")).await;
        answer.refused(400, "BAD_REQUEST").names_field("frontend_state");
        assert!(answer.header("location").is_none());
    }
    for query in [format!("frontend_state={STATE}"), format!("frontend_state={STATE}&frontend_url=http://evil.example")]
    {
        world.anonymous().get(&format!("/api/v1/auth/github?{query}")).await.refused(400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn only_the_one_that_was_left_with_comes_back() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(&format!("{GITHUB}&frontend_state={STATE}")).await;
    let landed = browser.open(&format!("{back}&frontend_state=another")).await;
    assert_eq!(told(&landed), (vec!["token".to_owned()], Some(STATE.to_owned())));
    assert_eq!(counts(&world).await[2], 1);
}
