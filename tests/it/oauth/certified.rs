//! With a certified OpenID provider, `oidc-provider`, in the place of Google and of any other.

use serde_json::json;
use tests::{Answer, Browser, CLIENT_ID, CLIENT_SECRET, Caller, Certified, Session, World};

use super::{GOOGLE, OIDC, user};

async fn world() -> (World, Certified) {
    let peer = Certified::start().await;
    let mut builder = World::with();
    for name in ["ALMOND_GOOGLE", "ALMOND_OIDC"] {
        builder = builder
            .set(&format!("{name}_ISSUER"), peer.url())
            .set(&format!("{name}_CLIENT_ID"), CLIENT_ID)
            .set(&format!("{name}_CLIENT_SECRET"), CLIENT_SECRET);
    }
    let world = builder.build().await;
    // The provider's clock is the system's.
    world.be_at_system_time();
    (world, peer)
}

async fn sign_in(world: &World, peer: &Certified, path: &str, account: Option<&str>) -> Answer {
    let mut browser = Browser::new(world);
    let away = browser.open(path).await.location();
    let back = peer.agree(away, account).await;
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
    peer.change("ada", json!({ "email": "new@example.com", "email_verified": true })).await;
    peer.change("eve", json!({ "email": "ada@example.com", "email_verified": true })).await;
    let token = sign_in(&world, &peer, OIDC, Some("ada")).await.lands_with("token");
    assert_eq!(user(&Session::bearer(world.clone(), &token)).await, ada);
    assert_eq!(sign_in(&world, &peer, OIDC, Some("eve")).await.lands_with("error"), "account_exists");
}

#[tokio::test]
async fn it_takes_a_code_once_and_only_with_its_verifier() {
    let (world, peer) = world().await;
    let (mut ada, mut eve) = (Browser::new(&world), Browser::new(&world));
    let of_ada = peer.agree(ada.open(OIDC).await.location(), Some("ada")).await;
    let of_eve = peer.agree(eve.open(OIDC).await.location(), Some("eve")).await;
    let code = |path: &str| path.split(['?', '&']).find(|pair| pair.starts_with("code=")).unwrap().to_owned();
    let injected = of_eve.replace(&code(&of_eve), &code(&of_ada));
    assert_eq!(eve.open(&injected).await.lands_with("error"), "provider_error");
}
