//! How a caller of each kind comes about: through the API, except for what `rows` writes directly.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use entity::{OrgRole, Scope};
use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Authenticator, Caller, MASTER_KEY, PASSWORD, PAYMENT_SECRET, Person, Session, World, sign};
use uuid::Uuid;

use super::{
    kind::Kind,
    rows::{Terms, be_strict, insert_grant, insert_key, insert_workspace, insert_workspace_member},
};
use crate::payments::{CALLBACK, PATH as PAYMENTS};

/// The same on every request, so that answers can be compared byte by byte.
pub const REQUEST_ID: &str = "00000000-0000-4000-8000-000000000000";

/// A caller, and what there is for their requests to be about.
pub struct Actor {
    pub world: World,
    pub credentials: Vec<(String, String)>,
    /// Of their authenticator app.
    pub seed: Option<String>,
    pub user: String,
    pub email: String,
    /// What holds their passkey, if they have one.
    pub passkey: Option<Authenticator>,
    /// A passkey of theirs, or of another tenant's.
    pub passkey_id: String,
    /// Their org, or another tenant's.
    pub org: String,
    /// A workspace of that org.
    pub workspace: String,
    /// A key of theirs, or of another tenant's.
    pub key: String,
    pub key_id: String,
    /// A session of theirs, or of another tenant's owner.
    pub session_id: String,
    /// A grant of theirs, or of another tenant's owner.
    pub grant_id: String,
}

impl Actor {
    pub async fn send(&self, method: &Method, path: &str, body: Option<&Value>) -> Answer {
        self.send_with(method, path, body, None).await
    }

    /// As `send`, with a cookie besides the actor's own.
    pub async fn send_with(&self, method: &Method, path: &str, body: Option<&Value>, cookie: Option<&str>) -> Answer {
        let mut headers = vec![("x-request-id", REQUEST_ID)];
        headers.extend(self.credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let is_form = path.starts_with("/oauth2/") && path != "/oauth2/register"
            || path.starts_with("/api/v1/auth/")
                && (path.ends_with("/callback") || path.ends_with("/backchannel-logout"));
        let besides = besides(&self.world, method, path, body);
        headers.extend(besides.iter().map(|(name, value)| (*name, value.as_str())));
        headers.extend(cookie.map(|cookie| ("cookie", cookie)));
        if body.is_some() {
            headers
                .push(("content-type", if is_form { "application/x-www-form-urlencoded" } else { "application/json" }));
        }
        let body = body.map(if is_form { form } else { Value::to_string }).unwrap_or_default();
        self.world.send(method.clone(), path, &headers, body).await
    }
}

/// What a request has besides credential and body where it needs that: a payment its key, a callback its signature.
fn besides(world: &World, method: &Method, path: &str, body: Option<&Value>) -> Vec<(&'static str, String)> {
    match (method, path) {
        (&Method::POST, PAYMENTS) => vec![("idempotency-key", Uuid::now_v7().to_string())],
        (_, CALLBACK) => {
            let (id, at, text) = ("msg_1", world.state().now().seconds(), body.map(Value::to_string));
            let signature = sign(PAYMENT_SECRET, id, at, &text.unwrap_or_default());
            vec![("webhook-id", id.to_owned()), ("webhook-timestamp", at.to_string()), ("webhook-signature", signature)]
        }
        _ => Vec::new(),
    }
}

/// The fields of an object, as a form.
fn form(fields: &Value) -> String {
    let fields = fields.as_object().into_iter().flatten();
    fields.map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default())).collect::<Vec<_>>().join("&")
}

/// Somebody of this kind, new in the world.
pub async fn cast(world: &World, kind: Kind) -> Actor {
    let mut person = newcomer(world, kind.role()).await;
    let mut passkey = None;
    let now = world.state().now();
    let full = Terms { scopes: Scope::ALL.iter().copied().collect(), ..Terms::default() };
    let owner_of_target =
        if kind == Kind::OtherTenant { newcomer(world, OrgRole::Owner).await } else { person.clone() };
    let sessions = owner_of_target.session.get("/api/v1/me/sessions").await.ok(200);
    let session_id = sessions["items"][0]["id"].as_str().unwrap().to_owned();
    let workspace = insert_workspace(&owner_of_target).await;
    if let Some(role) = kind.workspace_role() {
        insert_workspace_member(&owner_of_target, workspace, role).await;
    }
    let narrow = Terms { scopes: [Scope::ModelsRead].into_iter().collect(), ..Terms::default() };
    let (key_id, key) = insert_key(&owner_of_target, &narrow).await;
    let (grant_id, _) = insert_grant(&owner_of_target, &[Scope::McpRead]).await;
    let of_key = async |terms: Terms| bearer(&insert_key(&person, &terms).await.1);

    let credentials = match kind {
        Kind::Anonymous => Vec::new(),
        Kind::Garbage => bearer("garbage"),
        Kind::WrongMasterKey => bearer(&format!("{MASTER_KEY}!")),
        Kind::Master => bearer(MASTER_KEY),
        Kind::Key(scope) => of_key(Terms { scopes: [scope].into_iter().collect(), ..full }).await,
        Kind::FullKey | Kind::MembersKey => of_key(full).await,
        Kind::DistantKey => of_key(Terms { cidrs: Some("203.0.113.0/24"), ..full }).await,
        Kind::BoundKey => of_key(Terms { workspace: Some(workspace), ..full }).await,
        Kind::StrayKey => of_key(Terms { workspace: Some(insert_workspace(&person).await), ..full }).await,
        Kind::StrictKey => {
            be_strict(&person).await;
            of_key(full).await
        }
        Kind::ExpiredKey => of_key(Terms { expires_at: Some(now), ..full }).await,
        Kind::RevokedKey => {
            let (id, key) = insert_key(&person, &full).await;
            person.session.delete(&format!("/api/v1/api-keys/{id}")).await.ok(200);
            bearer(&key)
        }
        Kind::OwnerWithoutFactor => person.session.credentials(),
        Kind::ExpiredSession => {
            world.advance(Duration::from_secs(24 * 3600));
            person.session.credentials()
        }
        Kind::EndedSession => {
            person.session.post_empty("/api/v1/auth/logout").await.ok(200);
            person.session.credentials()
        }
        Kind::OldToken => {
            let old = person.session.credentials();
            person = equipped(person, &mut passkey).await;
            old
        }
        Kind::SteppedUp(_) | Kind::InWorkspace(_) | Kind::OtherTenant => {
            person = equipped(person, &mut passkey).await;
            person.session.credentials()
        }
        Kind::Owner => {
            person = equipped(person, &mut passkey).await;
            world.advance(Duration::from_secs(600));
            person.session.credentials()
        }
        Kind::HalfSignedIn => {
            person = equipped(person, &mut passkey).await;
            bearer(&first_step(&person, world).await)
        }
        Kind::Recovery => {
            person = equipped(person, &mut passkey).await;
            let codes = person.session.post_empty("/api/v1/me/recovery-codes").await.ok(200);
            let body = json!({ "mfaToken": first_step(&person, world).await, "code": codes["recoveryCodes"][0] });
            let session = world.anonymous().post("/api/v1/auth/login/recovery", body).await.ok(200);
            bearer(session["token"].as_str().unwrap())
        }
        Kind::Cookie | Kind::CrossSite => {
            person = equipped(person, &mut passkey).await;
            world.advance(Duration::from_secs(30));
            let mfa_token = first_step(&person, world).await;
            let body = json!({ "mfaToken": mfa_token, "code": person.code(), "session": "cookie" });
            let answer = world.anonymous().post("/api/v1/auth/login/totp", body).await;
            let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap();
            if kind == Kind::Cookie {
                Session::cookie(world.clone(), cookie).credentials()
            } else {
                vec![("cookie".to_owned(), cookie.to_owned()), ("sec-fetch-site".to_owned(), "cross-site".to_owned())]
            }
        }
    };
    let (passkey, mut passkey_id) = passkey.unzip();
    if kind == Kind::OtherTenant {
        let mut others = None;
        equipped(owner_of_target.clone(), &mut others).await;
        passkey_id = others.map(|(_, id)| id);
    }
    Actor {
        world: world.clone(),
        credentials,
        seed: person.seed,
        user: person.user,
        email: person.email,
        passkey,
        passkey_id: passkey_id.unwrap_or_else(|| Uuid::now_v7().to_string()),
        org: owner_of_target.org,
        workspace: workspace.to_string(),
        key,
        key_id,
        session_id,
        grant_id,
    }
}

/// The same person with an authenticator app, which counts as a step-up, and a passkey, which is handed out with its id.
async fn equipped(person: Person, passkey: &mut Option<(Authenticator, String)>) -> Person {
    let mut person = person.enrolled().await;
    let mut authenticator = Authenticator::default();
    let made = person.enrol(&mut authenticator, "a passkey").await;
    *passkey = Some((authenticator, made["id"].as_str().unwrap().to_owned()));
    person
}

/// A person of this role in a new org, which has an owner in any case.
pub async fn newcomer(world: &World, role: OrgRole) -> Person {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    let org = format!("org {n}");
    if role != OrgRole::Owner {
        world.member(&format!("founder{n}"), &org, OrgRole::Owner).await;
    }
    world.member(&format!("person{n}"), &org, role).await
}

/// A person of this role in an org that is there.
pub async fn colleague(world: &World, org: &str, role: OrgRole) -> Person {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let n = COUNT.fetch_add(1, Ordering::Relaxed);
    world.member(&format!("colleague{n}"), org, role).await
}

/// The token that signing in with the password alone gives somebody who has a second factor.
pub async fn first_step(person: &Person, world: &World) -> String {
    let body = json!({ "email": person.email, "password": PASSWORD });
    let half = world.anonymous().post("/api/v1/auth/login", body).await.ok(200);
    half["mfaToken"].as_str().unwrap().to_owned()
}

fn bearer(token: &str) -> Vec<(String, String)> {
    vec![("authorization".to_owned(), format!("Bearer {token}"))]
}
