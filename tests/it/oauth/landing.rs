//! Where a sign-in ends and with what: a token for a quarter of an hour, the server's own cookie, or the reason why not.

use std::time::Duration;

use serde_json::json;
use tests::{Browser, Caller, Provider, Session, World};

use super::{ALL, GITHUB, OIDC, counts, session, sign_in, user, world};

#[tokio::test]
async fn a_front_end_gets_a_token_that_works_for_fifteen_minutes() {
    for path in ALL {
        let (world, _) = world().await;
        let session = session(&world, path).await;
        let looked = session.get("/api/v1/auth/session").await.ok(200);
        assert_eq!(looked["expiresAt"], "2026-06-01T12:15:00.000Z");
        assert_eq!(looked["stepUp"]["satisfied"], false);
        assert_eq!(looked["org"]["role"], "owner");
        world.advance(Duration::from_secs(899));
        session.get("/api/v1/auth/session").await.ok(200);
        world.advance(Duration::from_secs(1));
        session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_person_is_as_the_provider_describes_them() {
    let (world, provider) = world().await;
    let me = session(&world, GITHUB).await.get("/api/v1/me").await;
    assert_eq!(me.body["user"]["email"], "ada@example.com");
    assert_eq!(me.body["user"]["name"], "Ada Lovelace");
    assert_eq!(me.body["user"]["avatar"], "https://avatars.example.com/1001");

    provider.visitor("1002", "bob@example.com");
    provider.change(|script| script.name = Some("\u{7}".to_owned()));
    let bob = user(&session(&world, OIDC).await).await;
    assert_eq!((bob["name"].as_str(), bob["avatar"].as_str()), (Some("bob"), Some("https://pictures.example.com/ada")));
}

#[tokio::test]
async fn the_userinfo_endpoint_is_asked_for_an_address_that_the_id_token_lacks() {
    let (world, provider) = world().await;
    provider.change(|script| script.email_in_id_token = false);
    let ada = user(&session(&world, OIDC).await).await;
    assert_eq!((ada["email"].as_str(), ada["name"].as_str()), (Some("ada@example.com"), Some("Ada Lovelace")));
}

#[tokio::test]
async fn without_a_front_end_the_session_is_in_the_cookie_and_the_browser_at_home() {
    let (world, _) = world().await;
    for provider in ["github", "google", "oidc"] {
        let mut browser = Browser::new(&world);
        let answer = browser.sign_in(&format!("/api/v1/auth/{provider}")).await;
        assert_eq!(answer.location().as_str(), "http://localhost:8080/");
        assert!(answer.header("set-cookie").unwrap().contains("; Max-Age=86400; HttpOnly; SameSite=Lax"));
        let cookie = format!("almond_session={}", browser.cookies["almond_session"]);
        let looked = Session::cookie(world.clone(), &cookie).get("/api/v1/auth/session").await.ok(200);
        assert_eq!(looked["user"]["email"], "ada@example.com");
    }
}

#[tokio::test]
async fn a_failure_without_a_front_end_is_told_at_home() {
    let (world, provider) = world().await;
    provider.change(|script| script.verified = false);
    let answer = sign_in(&world, "/api/v1/auth/oidc").await;
    assert_eq!(answer.location().as_str(), "http://localhost:8080/?error=email_not_verified");
    assert!(answer.header("set-cookie").is_none());
}

#[tokio::test]
async fn who_says_no_at_the_provider_is_denied_once() {
    let (world, _) = world().await;
    for path in ALL {
        let mut browser = Browser::new(&world);
        let (route, query) =
            browser.leave(path).await.split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let state = query.split('&').find(|pair| pair.starts_with("state=")).unwrap();
        let denied = format!("{route}?error=access_denied&error_description=secret&{state}");
        assert_eq!(browser.open(&denied).await.lands_with("error"), "access_denied");
        browser.open(&format!("{route}?{query}")).await.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(counts(&world).await, [0, 0, 0]);
}

#[tokio::test]
async fn only_people_of_the_allowed_domains_come_in() {
    let provider = Provider::start().await;
    let builder = World::with().provider(&provider).set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com");
    let world = builder.build().await;
    for (path, domain) in [(GITHUB, "evil.example"), (OIDC, "sub.example.com"), (OIDC, "example.com.evil.example")] {
        provider.visitor("2001", &format!("eve@{domain}"));
        assert_eq!(sign_in(&world, path).await.lands_with("error"), "domain_not_allowed");
        let by_code = sign_in(&world, &format!("{path}&response_mode=code")).await;
        assert_eq!(by_code.lands_with("error"), "domain_not_allowed");
    }
    assert_eq!(counts(&world).await, [0, 0, 0]);
    provider.visitor("2002", "Ada@EXAMPLE.com");
    session(&world, GITHUB).await;
}

#[tokio::test]
async fn a_sign_in_that_succeeds_costs_its_address_nothing() {
    let provider = Provider::start().await;
    let world = World::with().provider(&provider).set("ALMOND_LOGIN_BURST", "2").set("ALMOND_LOGIN_PER_MINUTE", "1");
    let world = world.build().await;
    for number in 0..4 {
        provider.visitor(&format!("200{number}"), &format!("person{number}@example.com"));
        session(&world, GITHUB).await;
        let code = sign_in(&world, &format!("{OIDC}&response_mode=code")).await.lands_with("code");
        let body = serde_json::json!({ "code": code });
        world.anonymous().post("/api/v1/auth/exchange", body).await.ok(200);
    }
}

#[tokio::test]
async fn where_sign_up_is_barred_only_who_has_an_account_comes_in() {
    for (setting, why) in [("closed", "sign_up_closed"), ("invited", "not_invited")] {
        let provider = Provider::start().await;
        let world = World::with().provider(&provider).set("ALMOND_SIGN_UP", setting).build().await;
        provider.visitor("2001", "eve@example.com");
        for path in ALL {
            assert_eq!(sign_in(&world, path).await.lands_with("error"), why, "{path}");
        }
        assert_eq!(counts(&world).await, [0, 0, 0]);
        let ada = world.owner("ada").await.enrolled().await;
        provider.visitor("2002", &ada.email);
        assert!(
            sign_in(&world, GITHUB).await.location().as_str().contains("mfa_token="),
            "who has an account comes in"
        );
        if setting == "invited" {
            let path = format!("/api/v1/orgs/{}/invitations", ada.org);
            let body = serde_json::json!({ "email": "eve@example.com", "role": "member" });
            ada.session.post(&path, body).await.ok(201);
            provider.visitor("2001", "eve@example.com");
            session(&world, OIDC).await;
        }
    }
}

#[tokio::test]
async fn a_token_from_a_provider_is_no_step_up() {
    let (world, _) = world().await;
    let session = session(&world, GITHUB).await;
    session.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
}
