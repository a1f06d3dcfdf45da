//! Providers as they are: what they say beside what is used, in whatever shape, keeps nobody out; what a sign-in rests on
//! is as strict as ever.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{CLIENT_ID, More, Provider, World};

use super::{GOOGLE, OIDC, counts, session, sign_in, user, world};

async fn world_with(settings: &[(&str, &str)]) -> (World, Provider) {
    let provider = Provider::start().await;
    let builder = World::with().provider(&provider);
    let world = settings.iter().fold(builder, |builder, (name, value)| builder.set(name, value)).build().await;
    (world, provider)
}

fn claims(claims: Value) -> More {
    More { claims, ..More::default() }
}

#[tokio::test]
async fn a_claim_that_nobody_uses_keeps_nobody_out() {
    let (world, provider) = world().await;
    let of_token = |token| More { token, ..More::default() };
    for more in [
        claims(json!({ "updated_at": "2026-11-20T10:00:00.000Z" })),
        claims(json!({ "updated_at": {}, "birthdate": 7, "gender": ["x"], "zoneinfo": null, "phone_number": 1 })),
        claims(json!({ "locale": { "country": "US", "language": "en" }, "address": "a street" })),
        claims(json!({ "aud": [CLIENT_ID], "amr": "pwd", "acr": 1, "auth_time": "yesterday", "roles": {} })),
        claims(json!({ "name": { "first": "Ada" }, "picture": 7, "website": "no URL", "profile": null })),
        claims(json!({ "exp": 2_780_315_200.5, "iat": 1_780_315_200.25, "nbf": "now", "email_verified": "true" })),
        of_token(json!({ "scope": ["openid"], "expires_in": "3599", "ext_expires_in": {}, "token_type": 7 })),
        of_token(json!({ "refresh_token": null, "expires_in": null, "scope": null, "not_before": "0" })),
        More {
            metadata: json!({ "ui_locales_supported": [7], "claims_supported": "all", "op_tos_uri": "" }),
            ..More::default()
        },
    ] {
        provider.change(|script| script.more = more.clone());
        world.advance(Duration::from_secs(3600));
        for path in [OIDC, GOOGLE] {
            let landed = sign_in(&world, path).await.location();
            assert!(landed.query().unwrap().starts_with("token="), "{more:?}: {landed}");
        }
    }
}

#[tokio::test]
async fn the_userinfo_endpoint_is_asked_where_the_id_token_does_not_say_whether_the_address_is_verified() {
    let (world, provider) = world().await;
    let userinfo = json!({ "updated_at": "2026-11-20T10:00:00Z", "locale": {}, "email_verified": "true" });
    provider.change(|script| {
        script.more = More { claims: json!({ "email_verified": null }), userinfo, ..More::default() };
    });
    assert_eq!(user(&session(&world, OIDC).await).await["email"], "ada@example.com");
    provider.visitor("1002", "bob@example.com");
    for verified in [json!(false), json!("false"), json!(null), json!("maybe"), json!(7), json!({})] {
        provider.change(|script| script.more.userinfo["email_verified"] = verified);
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "email_not_verified");
    }
}

#[tokio::test]
async fn an_address_of_which_the_provider_says_nothing_counts_only_where_the_operator_says_so() {
    let silent = More {
        claims: json!({ "email_verified": null, "tid": "t" }),
        userinfo: json!({ "email_verified": null }),
        ..More::default()
    };
    for (trust, expected) in [("false", "error"), ("true", "token")] {
        let (world, provider) = world_with(&[("ALMOND_OIDC_TRUST_EMAIL", trust)]).await;
        provider.change(|script| script.more = silent.clone());
        sign_in(&world, OIDC).await.lands_with(expected);
        // Not Google, of which nothing was said; and what is said to be unverified is not.
        assert_eq!(sign_in(&world, GOOGLE).await.lands_with("error"), "email_not_verified");
        provider.visitor("1002", "bob@example.com");
        provider.change(|script| script.more = claims(json!({ "email_verified": false })));
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "email_not_verified");
    }
}

#[tokio::test]
async fn an_audience_besides_us_has_to_be_named_and_the_token_issued_to_us() {
    let several = |aud: Value, azp: Value| claims(json!({ "aud": aud, "azp": azp }));
    let (plain, at_plain) = world().await;
    let (world, provider) = world_with(&[("ALMOND_OIDC_AUDIENCES", "334455,other")]).await;
    let theirs = several(json!([CLIENT_ID, "334455"]), json!(CLIENT_ID));
    at_plain.change(|script| script.more = theirs.clone());
    assert_eq!(sign_in(&plain, OIDC).await.lands_with("error"), "provider_error");
    provider.change(|script| script.more = theirs);
    session(&world, OIDC).await;
    for (aud, azp) in [
        (json!([CLIENT_ID, "334455"]), json!("334455")),
        (json!([CLIENT_ID, "334455"]), json!(null)),
        (json!([CLIENT_ID, "334455"]), json!([CLIENT_ID])),
        (json!(CLIENT_ID), json!("334455")),
        (json!([CLIENT_ID, "334455", "third"]), json!(CLIENT_ID)),
        (json!(["334455", "other"]), json!(CLIENT_ID)),
        (json!("334455"), json!(CLIENT_ID)),
        (json!([CLIENT_ID, 334_455]), json!(CLIENT_ID)),
        (json!({ CLIENT_ID: true }), json!(CLIENT_ID)),
        (json!([]), json!(CLIENT_ID)),
        (json!(null), json!(CLIENT_ID)),
    ] {
        provider.change(|script| script.more = several(aud.clone(), azp.clone()));
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error", "{aud} {azp}");
    }
}

#[tokio::test]
async fn what_a_sign_in_rests_on_is_not_read_generously() {
    let (world, provider) = world().await;
    for wrong in [
        json!({ "sub": 1001 }),
        json!({ "sub": "" }),
        json!({ "sub": "a".repeat(256) }),
        json!({ "exp": "2780315200" }),
        json!({ "exp": null }),
        json!({ "iat": null }),
        json!({ "iat": "2026-06-01T12:00:00Z" }),
        json!({ "nonce": null }),
        json!({ "nonce": 7 }),
        json!({ "iss": null }),
        json!({ "iss": ["x"] }),
        json!({ "at_hash": 7 }),
        json!({ "at_hash": "" }),
    ] {
        provider.change(|script| script.more = claims(wrong.clone()));
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error", "{wrong}");
    }
    assert_eq!(counts(&world).await, [0, 0, 0]);
    // Half of the SHA-512 of `an-access-token`, as tokens signed with Ed25519 have it.
    let at_hash = "nM_8k04LoVPQDh1346b6eHC5pCiIJeMDBg3Dhz6Pbt4";
    provider.change(|script| script.more = claims(json!({ "at_hash": at_hash })));
    session(&world, OIDC).await;
}
