//! Each sign-in method × the user's factors × what the session may do next, with a real sign-in for each row:
//! `docs/guide/sign-in-methods.md`.

use std::{fmt::Write, time::Duration};

use serde_json::{Value, json};
use tests::{Answer, Authenticator, Browser, Caller, PASSWORD, Person, Session, World, golden, passkey};

use super::{login, magic_link::magic_link, recovery_codes, second_step, session_of, sign_up_mail::sign_up};
use crate::oauth;

const HEAD: &str = "\
# Sign-in methods

What each method gives, what is asked for besides, and what its session may do next. Written by `make golden`, a real
sign-in for each row; every one of them an hour after anything that its person had proved before.

A step-up can be made in every session but one that a recovery code began: that one repairs factors and never mints. A
password reset signs nobody in. A device login gives a key, not a session, once somebody approves it with a step-up.
An access token of a [trusted issuer](dialects.md#trusted-issuers) is a session at once, whatever its user has here: to ask
for a second factor is the issuer's business. Minting takes the step-up as in every session. Where a fresh sign-in is enough
(for the first factor, and for a dialect's mint of who has none), the one at the issuer counts.

A front end that is signed in to with GitHub, Google or an OpenID provider should send a random `frontend_state` of its own
along, keep it in the browser (`sessionStorage`, say), and take no `token` and no `code` that comes back without it. The
server makes sure that the browser which comes back is the one that left for the provider; only the front end can make sure
that it had sent it. Without that, who follows a stranger's link to `/auth/callback?token=…` works in the stranger's account
(login CSRF, RFC 9700, 4.7). The state says nothing to the server: it is signed, comes back as it was, and that is all.

| method | factors | the first step gives | second step | step-up | mint a key | change factors |
|---|---|---|---|---|---|---|
";

/// What somebody has beside a first step.
#[derive(Clone, Copy)]
struct Factors {
    totp: bool,
    passkey: bool,
}

const FACTORS: [Factors; 4] = [
    Factors { totp: false, passkey: false },
    Factors { totp: true, passkey: false },
    Factors { totp: false, passkey: true },
    Factors { totp: true, passkey: true },
];

impl Factors {
    fn name(self) -> &'static str {
        match (self.totp, self.passkey) {
            (false, false) => "none",
            (true, false) => "authenticator app",
            (false, true) => "passkey",
            (true, true) => "both",
        }
    }
}

/// Somebody, and all that they can prove with.
struct Equipped {
    world: World,
    person: Person,
    passkey: Authenticator,
    code: String,
}

/// Somebody with these factors, who proved something an hour ago.
async fn equipped(world: &World, factors: Factors) -> Equipped {
    let mut person = world.owner("ada").await;
    let mut passkey = Authenticator::default();
    if factors.totp {
        person = person.enrolled().await;
    }
    if factors.passkey {
        (person, passkey) = person.with_passkey().await;
    }
    let codes = if factors.totp || factors.passkey { recovery_codes(&person).await } else { Vec::new() };
    world.advance(Duration::from_secs(3600));
    Equipped { world: world.clone(), person, passkey, code: codes.first().cloned().unwrap_or_default() }
}

impl Equipped {
    async fn first_step(&mut self, way: &str) -> Answer {
        let (world, email) = (&self.world, &self.person.email);
        match way {
            "password" => login(world, email, PASSWORD).await,
            "magic link" => {
                let token = magic_link(world, email).await;
                world.anonymous().post("/api/v1/auth/magic-link/verify", json!({ "token": token })).await
            }
            "passkey" => passkey::sign_in(world, &mut self.passkey).await,
            "sign-up link" => {
                let token = sign_up(world, "new@example.com").await;
                world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await
            }
            provider => {
                let start = match provider {
                    "GitHub" => oauth::GITHUB,
                    "Google" => oauth::GOOGLE,
                    _ => oauth::OIDC,
                };
                let landed = Browser::new(world).sign_in(&format!("{start}&response_mode=code")).await;
                let code = landed.lands_with("code");
                world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await
            }
        }
    }

    async fn second_step(&mut self, required: &Value, method: &str) -> Answer {
        let token = required["mfaToken"].as_str().unwrap();
        match method {
            "totp" => second_step(&self.world, method, token, &self.person.code()).await,
            "recovery" => second_step(&self.world, method, token, &self.code).await,
            _ => passkey::sign_in(&self.world, &mut self.passkey).await,
        }
    }

    /// Whether a factor that its user has makes a step-up in this session.
    async fn can_step_up(&mut self, session: &Session) -> bool {
        if self.person.seed.is_some() {
            let code = json!({ "code": self.person.code() });
            return session.post("/api/v1/auth/step-up/totp", code).await.status.is_success();
        }
        let begun = session.post("/api/v1/auth/step-up/passkey/options", json!({})).await.ok(200);
        let answer = passkey::ending(&begun, self.passkey.answer(&begun["publicKey"]));
        session.post("/api/v1/auth/step-up/passkey/verify", answer).await.status.is_success()
    }

    /// What the session that these data came with may do.
    async fn may(&mut self, data: &Value, factors: Factors) -> [String; 3] {
        let step_up = &data["stepUp"];
        let stepped_up = step_up["satisfied"].as_bool().unwrap();
        let session = session_of(&self.world, data);
        let factor = verdict(&session.post_empty("/api/v1/me/totp").await);
        let mut mint = verdict(&session.post("/api/v1/api-keys", json!({ "name": "a key" })).await);
        if !stepped_up && (factors.totp || factors.passkey) && !self.can_step_up(&session).await {
            mint = "never".to_owned();
        }
        let method = if stepped_up { step_up["method"].as_str().unwrap() } else { "no" };
        [method.to_owned(), mint, factor]
    }
}

fn verdict(answer: &Answer) -> String {
    if answer.status.is_success() {
        return "yes".to_owned();
    }
    answer.asks_for_step_up();
    "after a step-up".to_owned()
}

/// The rows of one way for somebody with these factors: one for each second step they may take.
async fn rows(way: &str, factors: Factors) -> String {
    let mut table = String::new();
    let mut taken = 0;
    loop {
        let (world, _provider) = oauth::world().await;
        let mut ada = equipped(&world, factors).await;
        let answer = ada.first_step(way).await;
        let data = answer.body["data"].clone();
        assert!(answer.status.is_success(), "{way}, {}: {}", factors.name(), answer.text);
        let methods = data["methods"].as_array().cloned().unwrap_or_default();
        let (gives, second, data) = match methods.get(taken).and_then(Value::as_str) {
            None => ("a session", "none", data),
            Some(method) => {
                assert!(data["mfaRequired"] == true && data["token"].is_null(), "{data}");
                ("half a sign-in", method, ada.second_step(&data, method).await.ok(200))
            }
        };
        let [step_up, mint, factor] = ada.may(&data, factors).await;
        let have = factors.name();
        writeln!(table, "| {way} | {have} | {gives} | {second} | {step_up} | {mint} | {factor} |").unwrap();
        taken += 1;
        if taken >= methods.len() {
            return table;
        }
    }
}

#[tokio::test]
async fn golden_ways_in() {
    let mut page = HEAD.to_owned();
    for way in ["password", "magic link", "GitHub", "Google", "OpenID"] {
        for factors in FACTORS {
            page += &rows(way, factors).await;
        }
    }
    for factors in FACTORS.into_iter().filter(|factors| factors.passkey) {
        page += &rows("passkey", factors).await;
    }
    page += &rows("sign-up link", FACTORS[0]).await;
    golden("../../docs/guide/sign-in-methods.md", &page);
}
