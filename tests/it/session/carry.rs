//! One credential a request, in a header or the cookie, and nowhere else.

use http::Method;
use tests::{Answer, Caller, World};

use super::cookie;

const PATH: &str = "/api/v1/auth/session";

async fn get(world: &World, headers: &[(&str, &str)]) -> Answer {
    world.send(Method::GET, PATH, headers, "").await
}

#[tokio::test]
async fn more_than_one_is_400() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials().remove(0).1;
    let cookie = cookie(&world, &ada.email).await;
    let twice = format!("{cookie}; {cookie}");
    get(&world, &[("authorization", &bearer)]).await.ok(200);
    get(&world, &[("cookie", &cookie)]).await.ok(200);
    for headers in [
        [("authorization", bearer.as_str()), ("cookie", cookie.as_str())],
        [("authorization", "Bearer dead"), ("cookie", &cookie)],
        [("authorization", &bearer), ("cookie", "almond_session=dead")],
        [("authorization", &bearer), ("cookie", "almond_session=")],
        [("authorization", &bearer), ("authorization", &bearer)],
        [("authorization", &bearer), ("authorization", "Bearer dead")],
        [("authorization", "Basic YTpi"), ("authorization", &bearer)],
        [("cookie", &cookie), ("cookie", &cookie)],
        [("cookie", &twice), ("x", "y")],
    ] {
        let answer = get(&world, &headers).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (400, "BAD_REQUEST"), "{headers:?}");
    }
}

#[tokio::test]
async fn other_cookies_do_not_matter() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials().remove(0).1;
    let cookie = format!("theme=dark; {}; __Host-almond_session=x; lang", cookie(&world, &ada.email).await);
    get(&world, &[("cookie", &cookie)]).await.ok(200);
    get(&world, &[("authorization", &bearer), ("cookie", "theme=dark; ALMOND_SESSION=x")]).await.ok(200);
}

#[tokio::test]
async fn a_password_that_a_proxy_asks_for_is_passed_over_beside_a_cookie_only() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let cookie = cookie(&world, &ada.email).await;
    for basic in ["Basic c3RhZ2luZzpwdw==", "basic c3RhZ2luZzpwdw=="] {
        get(&world, &[("authorization", basic), ("cookie", &cookie)]).await.ok(200);
        get(&world, &[("authorization", basic), ("cookie", "almond_session=dead")]).await.refused(401, "UNAUTHORIZED");
        get(&world, &[("authorization", basic)]).await.refused(401, "UNAUTHORIZED");
    }
    get(&world, &[("authorization", "Digest x"), ("cookie", &cookie)]).await.refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn the_schemes_name_has_no_case_and_one_token_follows() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials().remove(0).1;
    let token = bearer.strip_prefix("Bearer ").unwrap();
    for scheme in ["bearer", "BEARER", "Bearer"] {
        get(&world, &[("authorization", &format!("{scheme} {token}"))]).await.ok(200);
    }
    for bad in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        token.to_owned(),
        format!("Basic {token}"),
        format!("Token {token}"),
        format!("Bearer {token} {token}"),
        format!("Bearer {token},{token}"),
        format!("Bearer \"{token}\""),
    ] {
        let answer = get(&world, &[("authorization", &bad)]).await;
        answer.refused(401, "UNAUTHORIZED");
        let expected = "Bearer realm=\"almond\", error=\"invalid_token\"";
        assert_eq!(answer.header("www-authenticate"), Some(expected), "{bad}");
    }
}

#[tokio::test]
async fn none_is_401_without_an_error_code() {
    let world = World::new().await;
    let answer = get(&world, &[]).await;
    answer.refused(401, "UNAUTHORIZED");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"almond\""));
}

#[tokio::test]
async fn in_the_query_or_another_header_they_are_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bearer = ada.session.credentials().remove(0).1;
    let token = bearer.strip_prefix("Bearer ").unwrap();
    let (key, _) = ada.mint(&["models:read"]).await;
    let key = key.credentials().remove(0).1;
    let key = key.strip_prefix("Bearer ").unwrap();
    for name in ["token", "access_token", "api_key", "apikey", "key", "authorization", "almond_session"] {
        for credential in [token, key, tests::MASTER_KEY] {
            let path = format!("/api/v1/agents?{name}={credential}");
            world.anonymous().get(&path).await.refused(401, "UNAUTHORIZED");
        }
    }
    for name in ["x-api-key", "api-key", "x-auth-token", "proxy-authorization", "x-almond-user", "x-forwarded-user"] {
        get(&world, &[(name, &bearer)]).await.refused(401, "UNAUTHORIZED");
        get(&world, &[(name, &ada.user)]).await.refused(401, "UNAUTHORIZED");
    }
}
