//! What a provider says is believed only if it is signed by it, for us, for this sign-in.

use std::time::Duration;

use tests::{Browser, Caller, Lie};

use super::{GITHUB, OIDC, counts, session, sign_in, world};

#[tokio::test]
async fn an_id_token_or_answer_that_does_not_hold_lets_nobody_in() {
    let (world, provider) = world().await;
    for lie in [
        Lie::OtherAudience,
        Lie::SecondAudience,
        Lie::OtherIssuer,
        Lie::OtherNonce,
        Lie::NoNonce,
        Lie::Expired,
        Lie::Unsigned,
        Lie::SignedWithOurSecret,
        Lie::SignedWithAnotherKey,
        Lie::OtherAccessToken,
        Lie::NoIdToken,
        Lie::NoSubject,
        Lie::AnswersForAnother,
        Lie::AnswersForNobody,
    ] {
        provider.change(|script| script.lie = lie);
        for path in [OIDC, super::GOOGLE, "/api/v1/auth/oidc"] {
            let landed = sign_in(&world, path).await.location();
            assert!(landed.as_str().ends_with("?error=provider_error"), "{lie:?}: {landed}");
        }
    }
    provider.change(|script| (script.lie, script.email_in_id_token) = (Lie::UserinfoOfAnother, false));
    assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error");
    assert_eq!(counts(&world).await, [0, 0, 0]);
    provider.change(|script| script.lie = Lie::None);
    session(&world, OIDC).await;
}

#[tokio::test]
async fn metadata_of_an_issuer_that_is_not_to_the_letter_the_configured_one_is_not_believed() {
    let (world, provider) = world().await;
    for lie in [Lie::MetadataOfAnother, Lie::MetadataWithASlash] {
        provider.change(|script| script.lie = lie);
        for path in [OIDC, super::GOOGLE] {
            let answer = world.anonymous().get(path).await;
            assert!(answer.header("location").is_none(), "{lie:?}: {}", answer.text);
            answer.refused(503, "UNAVAILABLE");
        }
        world.advance(Duration::from_secs(60));
    }
    provider.change(|script| script.lie = Lie::None);
    session(&world, OIDC).await;
}

#[tokio::test]
async fn a_code_of_another_sign_in_is_worth_nothing() {
    let (world, _) = world().await;
    for path in super::ALL {
        let (mut ada, mut eve) = (Browser::new(&world), Browser::new(&world));
        let (of_ada, of_eve) = (ada.leave(path).await, eve.leave(path).await);
        let part = |path: &str, name: &str| {
            path.split(['?', '&']).find(|pair| pair.starts_with(name)).map(str::to_owned).unwrap()
        };
        // Eve brings the code that was meant for Ada into her own sign-in: its challenge isn't hers.
        let injected = of_eve.replace(&part(&of_eve, "code="), &part(&of_ada, "code="));
        assert_eq!(eve.open(&injected).await.lands_with("error"), "provider_error");
    }
    assert_eq!(counts(&world).await, [0, 0, 0]);
}

#[tokio::test]
async fn an_answer_in_anothers_name_is_refused_from_github_too() {
    let (world, provider) = world().await;
    let evil = ["https://evil.example", &format!("{}.evil.example", provider.url()), ""].map(str::to_owned);
    for issuer in evil {
        let mut browser = Browser::new(&world);
        let back = browser.leave(GITHUB).await;
        assert_eq!(browser.open(&format!("{back}&iss={issuer}")).await.lands_with("error"), "provider_error");
    }
    let mut browser = Browser::new(&world);
    let back = browser.leave(GITHUB).await;
    browser.open(&format!("{back}&iss={}/login/oauth", provider.url())).await.lands_with("token");
}
