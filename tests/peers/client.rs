//! The Rust client as it is packed, from sign-in to revocation. Arguments: the server's URL, a password, the address of somebody
//! with an authenticator app and a code of it, the address of somebody without. Prints what it saw, as JSON.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use almond_client::{
    Client, Error, items,
    types::{LoginPassword, MintApiKey, Password, SecondStep, SignIn, VerifyApiKey},
};
use futures_util::TryStreamExt;
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let [_, url, password, careful, totp, email] = &std::env::args().collect::<Vec<_>>()[..] else { panic!("arguments") };
    let login = |email: &str| LoginPassword { email: email.parse().unwrap(), password: password.clone(), session: None };

    // The callback needs the client that it is a part of.
    let (itself, asked) = (Arc::new(OnceLock::<Client>::new()), Arc::new(AtomicUsize::new(0)));
    let (within, counted, again) = (Arc::clone(&itself), Arc::clone(&asked), password.clone());
    let client = Client::at(url).on_step_up(move |needed| {
        let (within, counted, password) = (Arc::clone(&within), Arc::clone(&counted), again.clone());
        async move {
            assert_eq!((needed.operation.as_str(), needed.max_age), ("mint_api_key", Some(600)));
            counted.fetch_add(1, Ordering::Relaxed);
            within.get()?.step_up_password(&Password { password }).await.ok()?.into_inner().data.token
        }
    });
    let client = itself.get_or_init(|| client.build().unwrap());

    // The second step of somebody with a second factor.
    let first = client.login_password(&login(careful)).await.unwrap().into_inner().data;
    let SignIn::MfaRequired(first) = first else { panic!("{first:?}") };
    let second = SecondStep { mfa_token: first.mfa_token, code: totp.parse().unwrap(), session: None };
    client.login_totp(&second).await.unwrap();

    let session = client.login_password(&login(email)).await.unwrap().into_inner().data;
    let SignIn::Session(session) = session else { panic!("{session:?}") };
    assert!(session.step_up.method.is_none());
    client.set_credential(&session.token.unwrap());

    let mut minted = Vec::new();
    for name in ["one", "two", "three"] {
        let scopes = ["models:read", "files:read", "files:write"].map(|scope| scope.parse().unwrap()).to_vec();
        let body = MintApiKey {
            name: name.parse().unwrap(),
            scopes: Some(scopes),
            description: None,
            expires_at: None,
            workspace_id: None,
            allowed_cidrs: None,
        };
        minted.push(client.mint_api_key(None, &body).await.unwrap().into_inner().data);
    }
    let listed = items(async |cursor| client.list_api_keys(cursor, Some(std::num::NonZero::<u32>::MIN), None, None).await);
    let names: Vec<String> = listed.map_ok(|key| key.name).try_collect().await.unwrap();

    let machine = Client::with_key(url, &minted[0].key).unwrap();
    let content: Vec<u8> = (0..100_000_u32).map(|at| (at % 251) as u8).collect();
    let name = "a.bin".parse().unwrap();
    let file = machine.upload_file(&name, None, None, content.clone()).await.unwrap().into_inner().data;
    let back = machine.download_file(&file.id, None, None, None).await.unwrap().into_inner();
    let back: Vec<_> = back.into_inner().try_collect().await.unwrap();
    assert_eq!(back.concat(), content);

    let verify = async || {
        let body = VerifyApiKey { key: minted[0].key.clone(), scope: None, cost: None };
        client.verify_api_key(&body).await.unwrap().into_inner().data.code
    };
    let before = verify().await;
    client.revoke_api_key(&minted[0].id).await.unwrap();
    let after = verify().await;

    let refused = Error::from(machine.list_models(None, None).await.unwrap_err());
    let refused = refused.refusal().unwrap();
    assert!(!refused.needs_step_up);
    let away = Client::at("http://127.0.0.1:9").retries(0).build().unwrap();
    assert!(matches!(Error::from(away.get_health().await.unwrap_err()), Error::Unreachable(_)));
    let refused = json!({ "status": refused.status.as_u16(), "code": refused.code, "requestId": refused.request_id });
    let asked = asked.load(Ordering::Relaxed);
    println!("{}", json!({ "asked": asked, "names": names, "before": before, "after": after, "refused": refused }));
}
