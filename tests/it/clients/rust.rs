//! The Rust client against the real program.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use almond_client::{
    Client, Error, items,
    reqwest::StatusCode,
    types::{ApiKey, LoginPassword, MintApiKey, Password, SecondStep, SignIn, VerifyApiKey},
};
use futures_util::TryStreamExt;
use tests::PASSWORD;

use super::Typed;
use crate::process::Site;

fn login(email: &str) -> LoginPassword {
    LoginPassword { email: email.parse().unwrap(), password: PASSWORD.to_owned(), session: None }
}

fn mint(name: &str) -> MintApiKey {
    let scopes = ["models:read", "files:read", "files:write"].map(|scope| scope.parse().unwrap());
    MintApiKey {
        name: name.parse().unwrap(),
        scopes: Some(scopes.to_vec()),
        description: None,
        expires_at: None,
        workspace_id: None,
        allowed_cidrs: None,
    }
}

#[tokio::test]
async fn it_signs_in_steps_up_mints_verifies_and_revokes() {
    let site = Site::new().await;
    let server = site.serve_with("ALMOND_STEP_UP_METHODS", "totp,passkey,password").await;
    let typed = Typed::new(&site, &server, "ada").await;
    let bo = typed.other.as_str();

    // The callback needs the client that it is a part of.
    let (itself, asked) = (Arc::new(OnceLock::<Client>::new()), Arc::new(AtomicUsize::new(0)));
    let (within, counted) = (Arc::clone(&itself), Arc::clone(&asked));
    let client = Client::at(&server.url).on_step_up(move |needed| {
        let (within, counted) = (Arc::clone(&within), Arc::clone(&counted));
        async move {
            assert_eq!((needed.operation.as_str(), needed.max_age), ("mint_api_key", Some(600)));
            counted.fetch_add(1, Ordering::Relaxed);
            let body = Password { password: PASSWORD.to_owned() };
            within.get()?.step_up_password(&body).await.ok()?.into_inner().data.token
        }
    });
    let client = itself.get_or_init(|| client.build().unwrap());

    let first = client.login_password(&login(&typed.email)).await.unwrap().into_inner().data;
    let SignIn::MfaRequired(first) = first else { panic!("{first:?}") };
    let second = SecondStep { mfa_token: first.mfa_token, code: typed.totp.parse().unwrap(), session: None };
    client.login_totp(&second).await.unwrap();
    let session = client.login_password(&login(bo)).await.unwrap().into_inner().data;
    let SignIn::Session(session) = session else { panic!("{session:?}") };
    assert!(session.step_up.method.is_none());
    client.set_credential(&session.token.unwrap());

    let mut minted = Vec::new();
    for name in ["one", "two", "three"] {
        minted.push(client.mint_api_key(&mint(name)).await.unwrap().into_inner().data);
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1, "one step-up is enough");
    let listed = items::<ApiKey>(client, "/api/v1/api-keys", &[("limit", "1")]);
    let names: Vec<String> = listed.map_ok(|key| key.name).try_collect().await.unwrap();
    assert_eq!(names, ["three", "two", "one"]);

    let machine = Client::with_key(&server.url, &minted[0].key).unwrap();
    let sent = machine.upload_file(&"a.txt".parse().unwrap(), None, None, "almonds").await.unwrap().into_inner().data;
    assert_eq!((sent.size, sent.name.as_str()), (7, "a.txt"));
    let verify = async || {
        let body = VerifyApiKey { key: minted[0].key.clone(), scope: None, cost: None };
        client.verify_api_key(&body).await.unwrap().into_inner().data.code
    };
    assert_eq!(verify().await, "VALID");
    client.revoke_api_key(&minted[0].id).await.unwrap();
    assert_eq!(verify().await, "REVOKED");

    let refused = Error::from(machine.list_models(None, None).await.unwrap_err());
    let refusal = refused.refusal().unwrap();
    assert_eq!((refusal.status, refusal.code.as_str()), (StatusCode::UNAUTHORIZED, "UNAUTHORIZED"));
    assert!(refusal.request_id.len() > 8 && !refusal.needs_step_up);
    let away = Client::at("http://127.0.0.1:9").retries(0).build().unwrap();
    assert!(matches!(Error::from(away.get_health().await.unwrap_err()), Error::Unreachable(_)));
}
