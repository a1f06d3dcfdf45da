//! With a certified OpenID provider, `oidc-provider`, in the place of Google and of any other.

use std::collections::BTreeMap;

use almond::seam::{Http as _, Web};
use http::{Request, Response};
use serde_json::json;
use tests::{Answer, Browser, CLIENT_ID, CLIENT_SECRET, Caller, Peer, Session, World};
use url::Url;

use super::{GOOGLE, OIDC, user};

const HOME: &str = "http://localhost:8080";

async fn world() -> (World, Peer) {
    let accounts = json!({
        "ada": { "email": "ada@example.com", "email_verified": true, "name": "Ada", "picture": "https://p.example.com/a" },
        "eve": { "email": "ada@example.com", "email_verified": false, "name": "Eve" },
    });
    let callbacks = ["google", "oidc"].map(|name| format!("{HOME}/api/v1/auth/{name}/callback"));
    let (accounts, client) = (accounts.to_string(), json!([CLIENT_ID, CLIENT_SECRET]).to_string());
    let peer = Peer::start("openid-provider.mjs", &[&accounts, &client, &callbacks[0], &callbacks[1]]).await;
    let mut builder = World::with();
    for name in ["ALMOND_GOOGLE", "ALMOND_OIDC"] {
        builder = builder
            .set(&format!("{name}_ISSUER"), &peer.url)
            .set(&format!("{name}_CLIENT_ID"), CLIENT_ID)
            .set(&format!("{name}_CLIENT_SECRET"), CLIENT_SECRET);
    }
    let world = builder.build().await;
    // The provider's clock is the system's.
    world.be_at_system_time();
    (world, peer)
}

/// Goes where the provider sends a browser, as this account or nobody, until it is sent home.
async fn agree(peer: &Peer, from: Url, account: Option<&str>) -> String {
    let (web, mut cookies, mut at) = (Web::new().unwrap(), BTreeMap::new(), from);
    for _ in 0..10 {
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::get(at.as_str()).header("cookie", pairs.join("; "));
        if let Some(account) = account {
            request = request.header("x-account", account);
        }
        let answer: Response<_> = web.send(request.body(Vec::new()).unwrap()).await.unwrap();
        assert!(answer.status().is_redirection(), "{}", String::from_utf8_lossy(answer.body()));
        for set in answer.headers().get_all("set-cookie") {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let location = answer.headers()["location"].to_str().unwrap();
        if let Some(path) = location.strip_prefix(HOME) {
            return path.to_owned();
        }
        at = Url::parse(&peer.url).unwrap().join(location).unwrap();
    }
    panic!("the provider sends in circles");
}

async fn sign_in(world: &World, peer: &Peer, path: &str, account: Option<&str>) -> Answer {
    let mut browser = Browser::new(world);
    let away = browser.open(path).await.location();
    let back = agree(peer, away, account).await;
    browser.open(&back).await
}

#[tokio::test]
async fn it_signs_people_in_by_all_three_answers() {
    let (world, peer) = world().await;
    for path in [GOOGLE, OIDC] {
        let token = sign_in(&world, &peer, path, Some("ada")).await.lands_with("token");
        let ada = user(&Session::bearer(world.clone(), &token)).await;
        assert_eq!((ada["email"].as_str(), ada["name"].as_str()), (Some("ada@example.com"), Some("Ada")));
        assert_eq!(ada["avatar"], "https://p.example.com/a");

        let code = sign_in(&world, &peer, &format!("{path}&response_mode=code"), Some("ada")).await.lands_with("code");
        let data = world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await.ok(200);
        assert_eq!(data["user"]["id"], ada["id"]);

        let at_home = sign_in(&world, &peer, path.split('?').next().unwrap(), Some("ada")).await;
        assert_eq!(at_home.location().as_str(), "http://localhost:8080/");
        assert!(at_home.header("set-cookie").unwrap().starts_with("almond_session="));
    }
}

#[tokio::test]
async fn it_knows_who_is_verified_who_refuses_and_who_stays_the_same() {
    let (world, peer) = world().await;
    assert_eq!(sign_in(&world, &peer, OIDC, Some("eve")).await.lands_with("error"), "email_not_verified");
    assert_eq!(sign_in(&world, &peer, OIDC, None).await.lands_with("error"), "access_denied");
    let token = sign_in(&world, &peer, OIDC, Some("ada")).await.lands_with("token");
    let ada = user(&Session::bearer(world.clone(), &token)).await;

    // Ada has another address there now, and somebody else hers.
    let put = async |account: &str, email: &str| {
        let claims = json!({ "email": email, "email_verified": true }).to_string();
        let request = Request::put(format!("{}/accounts/{account}", peer.url)).body(claims.into_bytes()).unwrap();
        assert!(Web::new().unwrap().send(request).await.unwrap().status().is_success());
    };
    put("ada", "new@example.com").await;
    put("eve", "ada@example.com").await;
    let token = sign_in(&world, &peer, OIDC, Some("ada")).await.lands_with("token");
    assert_eq!(user(&Session::bearer(world.clone(), &token)).await, ada);
    assert_eq!(sign_in(&world, &peer, OIDC, Some("eve")).await.lands_with("error"), "account_exists");
}

#[tokio::test]
async fn it_takes_a_code_once_and_only_with_its_verifier() {
    let (world, peer) = world().await;
    let (mut ada, mut eve) = (Browser::new(&world), Browser::new(&world));
    let of_ada = agree(&peer, ada.open(OIDC).await.location(), Some("ada")).await;
    let of_eve = agree(&peer, eve.open(OIDC).await.location(), Some("eve")).await;
    let code = |path: &str| path.split(['?', '&']).find(|pair| pair.starts_with("code=")).unwrap().to_owned();
    let injected = of_eve.replace(&code(&of_eve), &code(&of_ada));
    assert_eq!(eve.open(&injected).await.lands_with("error"), "provider_error");
}
