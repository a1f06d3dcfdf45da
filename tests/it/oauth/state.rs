//! `state`: signed, for one provider, one browser, one use, ten minutes.

use std::time::Duration;

use http::Method;
use tests::{Browser, Caller};

use super::{ALL, GITHUB, GOOGLE, OIDC, counts, world};

/// The path with a part of its query replaced.
fn with(path: &str, name: &str, value: &str) -> String {
    let (route, query) = path.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| match pair.split_once('=').unwrap() {
        (key, _) if key == name => format!("{key}={value}"),
        _ => pair.to_owned(),
    });
    format!("{route}?{}", pairs.collect::<Vec<_>>().join("&"))
}

fn part(path: &str, name: &str) -> String {
    let pairs = path.split(['?', '&']).filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).next().unwrap()
}

#[tokio::test]
async fn get_401_for_a_forged_state_and_nothing_is_used_up() {
    let (world, _) = world().await;
    for path in ALL {
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        let state = part(&back, "state");
        let [header, claims, signature] = state.split('.').collect::<Vec<_>>().try_into().unwrap();
        let mut turned: Vec<char> = signature.chars().collect();
        turned.swap(3, 4);
        turned[0] = if turned[0] == 'A' { 'B' } else { 'A' };
        for forged in [
            String::new(),
            "x".to_owned(),
            "a".repeat(5000),
            format!("{header}.{claims}."),
            format!("{header}.{claims}.{}", turned.iter().collect::<String>()),
            format!("eyJhbGciOiJub25lIn0.{claims}."),
            format!("{claims}.{header}.{signature}"),
        ] {
            let answer = browser.look(Method::GET, &with(&back, "state", &forged)).await;
            answer.refused(401, "UNAUTHORIZED");
            assert!(answer.header("location").is_none() && answer.header("set-cookie").is_none());
        }
        browser.open(&back).await.lands_with("token");
    }
}

#[tokio::test]
async fn get_401_when_it_comes_back_a_second_time() {
    let (world, _) = world().await;
    for path in ALL {
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        browser.open(&back).await.lands_with("token");
        browser.open(&back).await.refused(401, "UNAUTHORIZED");
        browser.open(&with(&back, "code", "another")).await.refused(401, "UNAUTHORIZED");
        let restarted = world.restarted().await;
        let mut later = Browser::new(&restarted);
        later.cookies = browser.cookies.clone();
        later.open(&back).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn get_401_in_another_browser() {
    let (world, _) = world().await;
    for path in ALL {
        let (mut victim, mut attacker) = (Browser::new(&world), Browser::new(&world));
        let back = attacker.leave(path).await;
        // One that never left, one that left by itself, one with a cookie that can't be ours, one with two.
        victim.look(Method::GET, &back).await.refused(401, "UNAUTHORIZED");
        victim.leave(path).await;
        victim.look(Method::GET, &back).await.refused(401, "UNAUTHORIZED");
        for value in ["", "x", &"a".repeat(43)] {
            victim.cookies.insert("almond_oauth".to_owned(), value.to_owned());
            victim.look(Method::GET, &back).await.refused(401, "UNAUTHORIZED");
        }
        let both = format!("almond_oauth={0}; almond_oauth={0}", attacker.cookies["almond_oauth"]);
        world.send(Method::GET, &back, &[("cookie", &both)], "").await.refused(401, "UNAUTHORIZED");
        // Nothing was used up.
        attacker.open(&back).await.lands_with("token");
    }
}

#[tokio::test]
async fn get_401_at_another_providers_callback() {
    let (world, _) = world().await;
    for (path, others) in [(GITHUB, ["google", "oidc"]), (GOOGLE, ["github", "oidc"]), (OIDC, ["github", "google"])] {
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        for other in others {
            let query = back.split_once('?').unwrap().1;
            let elsewhere = format!("/api/v1/auth/{other}/callback?{query}");
            browser.look(Method::GET, &elsewhere).await.refused(401, "UNAUTHORIZED");
        }
        browser.open(&back).await.lands_with("token");
    }
}

#[tokio::test]
async fn after_ten_minutes_the_front_end_is_told() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(GITHUB).await;
    world.advance(Duration::from_secs(600));
    for mut browser in [browser.clone(), Browser::new(&world)] {
        assert_eq!(browser.open(&back).await.lands_with("error"), "invalid_state");
    }
    assert_eq!(counts(&world).await, [0, 0, 0]);
    let back = browser.leave(GITHUB).await;
    world.advance(Duration::from_secs(599));
    browser.open(&back).await.lands_with("token");
}

#[tokio::test]
async fn get_400_when_something_is_missing_and_nothing_is_used_up() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(OIDC).await;
    let state = part(&back, "state");
    world.anonymous().get("/api/v1/auth/oidc/callback").await.names_field("state");
    world.anonymous().get("/api/v1/auth/oidc/callback?code=x").await.names_field("state");
    browser.open(&format!("/api/v1/auth/oidc/callback?state={state}")).await.names_field("code");
    browser.open(&back).await.lands_with("token");
}

#[tokio::test]
async fn two_tabs_of_a_browser_both_arrive() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let (first, second) = (browser.leave(GITHUB).await, browser.leave(OIDC).await);
    browser.open(&first).await.lands_with("token");
    browser.open(&second).await.lands_with("token");
}
