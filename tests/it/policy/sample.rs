//! A well-formed request for every operation: the one table that each new operation has to be entered in.

use std::sync::atomic::{AtomicU32, Ordering};

use entity::{OrgRole, WorkspaceRole, webhook_delivery};
use http::Method;
use serde_json::{Value, json};
use tests::{Authenticator, Browser, Caller, Operation, PASSWORD, Person, World, code_at, passkey::ending};

use super::{
    caller::{Actor, colleague, first_step, newcomer},
    rows::{insert_project, insert_share_link, insert_workspace, insert_workspace_member},
};
use crate::{
    crud::{Resource, resource_at},
    device::DeviceLogin,
    dialects::internal::type_id,
    payments::{PATH as PAYMENTS, pay},
    webhooks::PATH as WEBHOOKS,
};

pub struct Request {
    pub method: Method,
    pub path: String,
    pub body: Option<Value>,
    /// What a browser sends along besides.
    pub cookie: Option<String>,
}

/// Ways to ask that the rule treats differently.
pub fn variants(operation: &Operation) -> &'static [&'static str] {
    match operation.id.as_str() {
        "mint_api_key" => &["", "billing:machine:charge"],
        "update_api_key" => &["", "widening"],
        "update_member" | "create_invitation" => &["", "owner"],
        "remove_member" => &["", "owner", "leaving"],
        "remove_workspace_member" => &["", "leaving"],
        _ => &[""],
    }
}

/// What the actor asks. Prepares what has to be there for that.
pub async fn request(operation: &Operation, variant: &str, actor: &Actor) -> Request {
    if operation.path.ends_with("/callback") {
        return coming_back(operation, actor).await;
    }
    let target = target(operation, variant, actor).await;
    let path = path(operation, |collection| id(collection, actor, &target)) + &query(operation, actor).await;
    let body = if operation.body.is_some() { Some(body(operation, variant, actor).await) } else { None };
    Request { method: operation.method.clone(), path, body, cookie: None }
}

/// From the provider, where the browser was just sent.
async fn coming_back(operation: &Operation, actor: &Actor) -> Request {
    let mut browser = Browser::new(&actor.world);
    let begin = operation.path.strip_suffix("/callback").unwrap();
    let path = browser.leave(if begin == "/auth" { "/auth/login" } else { begin }).await;
    let cookie = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).next();
    Request { method: operation.method.clone(), path, body: None, cookie }
}

/// The operation's path, with what `id` gives for the collections that come before a parameter.
pub fn path(operation: &Operation, id: impl Fn(&str) -> String) -> String {
    operation.path.split('/').skip(1).fold(String::new(), |path, segment| {
        let segment = if segment.starts_with('{') { id(&path) } else { segment.to_owned() };
        format!("{path}/{segment}")
    })
}

/// The ids of what the path names, where that has to be made first.
#[derive(Default)]
struct Target {
    thing: String,
    last: String,
}

/// What the path's parameters name, where that has to be made first.
async fn target(operation: &Operation, variant: &str, actor: &Actor) -> Target {
    match resource_at(&operation.path).filter(|_| operation.has_path_id()) {
        Some(resource) => thing(operation, &resource, actor).await,
        None => Target { last: last(operation, variant, actor).await, ..Target::default() },
    }
}

/// One of what `crud` keeps, and somebody who takes part in it if they can.
async fn thing(operation: &Operation, resource: &Resource, actor: &Actor) -> Target {
    let owner = colleague(&actor.world, &actor.org, OrgRole::Owner).await.enrolled().await;
    let made = resource.make(&owner.session, &actor.workspace).await.ok(201);
    if operation.path.ends_with("{userId}") {
        let participants = format!("{}/participants", resource.at(&made));
        owner.session.post(&participants, json!({ "userId": owner.user })).await.ok(201);
    }
    Target { thing: made["id"].as_str().unwrap().to_owned(), last: owner.user }
}

/// The id of what the path's last parameter names, where that has to be made first.
async fn last(operation: &Operation, variant: &str, actor: &Actor) -> String {
    let (world, org) = (&actor.world, &actor.org);
    if operation.path.starts_with(&format!("{WEBHOOKS}/{{")) {
        return endpoint(world, org).await;
    }
    if operation.path.starts_with(&format!("{PAYMENTS}/{{")) {
        return payment(world, org).await;
    }
    match (operation.path.rsplit('/').next(), variant) {
        (Some("{userId}"), "leaving") if operation.id == "remove_workspace_member" => actor.user.clone(),
        (Some("{userId}"), _) if operation.path.starts_with("/api/v1/workspaces") => {
            let member = colleague(world, org, OrgRole::Member).await;
            insert_workspace_member(&member, actor.workspace.parse().unwrap(), WorkspaceRole::Viewer).await;
            member.user
        }
        (Some("{userId}"), "leaving") => {
            colleague(world, org, OrgRole::Owner).await;
            actor.user.clone()
        }
        (Some("{userId}"), "owner") if operation.id == "remove_member" => {
            colleague(world, org, OrgRole::Owner).await.user
        }
        (Some("{userId}"), _) => colleague(world, org, OrgRole::Member).await.user,
        (Some("{id}"), _) if operation.id == "update_team" => {
            let made = world.operator().post("/internal/teams", json!({ "name": "a team" })).await;
            made.body["id"].as_str().unwrap().to_owned()
        }
        (Some("{linkId}"), _) => {
            let editor = colleague(world, org, OrgRole::Member).await;
            insert_workspace_member(&editor, actor.workspace.parse().unwrap(), WorkspaceRole::Editor).await;
            insert_share_link(&editor, actor.project.parse().unwrap()).await.0
        }
        (Some("{invitationId}"), _) => invite(world, org, &address()).await,
        _ => match operation.path.split('/').nth(3) {
            Some("agents") if operation.has_path_id() => make(actor, "agents", json!({ "name": "an agent" })).await,
            Some("connections") if operation.has_path_id() => make(actor, "connections", connection()).await,
            Some("files") if operation.has_path_id() => file(actor).await,
            _ => String::new(),
        },
    }
}

/// What has to be asked for.
async fn query(operation: &Operation, actor: &Actor) -> String {
    match operation.id.as_str() {
        "get_device_login" => format!("?deviceCode={}", DeviceLogin::start(&actor.world).await.device_code),
        "upload_file" => "?name=a.txt".to_owned(),
        _ => String::new(),
    }
}

fn id(collection: &str, actor: &Actor, target: &Target) -> String {
    match collection {
        participants if participants.ends_with("/participants") => target.last.clone(),
        things if resource_at(things).is_some() => target.thing.clone(),
        "/api/v1/orgs" => actor.org.clone(),
        "/api/v1/workspaces" => actor.workspace.clone(),
        "/api/v1/projects" => actor.project.clone(),
        links if links.ends_with("/share-links") => target.last.clone(),
        members if members.ends_with("/members") => target.last.clone(),
        invitations if invitations.ends_with("/invitations") => target.last.clone(),
        "/api/v1/agents" | "/api/v1/connections" | "/api/v1/files" => target.last.clone(),
        WEBHOOKS => target.last.split_once('/').map_or_else(String::new, |(endpoint, _)| endpoint.to_owned()),
        deliveries if deliveries.ends_with("/deliveries") => {
            target.last.split_once('/').map_or_else(String::new, |(_, delivery)| delivery.to_owned())
        }
        PAYMENTS => target.last.clone(),
        "/api/v1/api-keys" => actor.key_id.clone(),
        "/auth/api-keys" => actor.key_id.clone(),
        "/api/v1/keys" => number(&actor.key_id),
        "/internal/api-keys" => type_id("ak", actor.key_id.parse().unwrap()),
        "/internal/teams" => target.last.clone(),
        // A tenant, and what is its.
        "/api/v1" => actor.org.clone(),
        tokens if tokens.ends_with("/tokens") => actor.key_id.clone(),
        "/api/v1/me/sessions" => actor.session_id.clone(),
        "/api/v1/me/passkeys" => actor.passkey_id.clone(),
        _ => panic!("{collection} has no sample id: enter it here"),
    }
}

async fn body(operation: &Operation, variant: &str, actor: &Actor) -> Value {
    let world = &actor.world;
    if let Some(resource) = resource_at(&operation.path).filter(|_| !operation.path.ends_with("/participants")) {
        return if operation.method == Method::POST { resource.body(&actor.workspace) } else { resource.required };
    }
    match (operation.id.as_str(), variant) {
        ("start_sign_up", _) => sign_up(),
        ("verify_sign_up", _) => json!({ "token": mailed_token(world).await }),
        ("login_password", _) => {
            json!({ "email": newcomer(world, OrgRole::Owner).await.email, "password": PASSWORD })
        }
        ("login_totp", _) => {
            let person = newcomer(world, OrgRole::Owner).await.enrolled().await;
            json!({ "mfaToken": first_step(&person, world).await, "code": next_code(world, person.seed.as_deref()) })
        }
        ("login_recovery", _) => {
            let person = newcomer(world, OrgRole::Owner).await.enrolled().await;
            json!({ "mfaToken": first_step(&person, world).await, "code": recovery_code(&person).await })
        }
        ("start_magic_link" | "forgot_password", _) => {
            json!({ "email": newcomer(world, OrgRole::Owner).await.email })
        }
        ("verify_magic_link", _) => json!({ "token": link(world, "magic-link").await }),
        ("reset_password", _) => json!({ "token": link(world, "password/forgot").await, "password": "another one" }),
        ("change_password", _) => json!({ "currentPassword": PASSWORD, "newPassword": "another password" }),
        ("begin_login_passkey" | "begin_step_up_passkey" | "begin_passkey", _) => json!({}),
        ("login_passkey", _) => {
            let (_, mut key) = newcomer(world, OrgRole::Owner).await.with_passkey().await;
            let begun = world.anonymous().post("/api/v1/auth/passkey/options", json!({})).await.ok(200);
            ending(&begun, key.answer(&begun["publicKey"]))
        }
        ("step_up_passkey", _) => {
            let begun = begin(actor, "/api/v1/auth/step-up/passkey/options").await;
            let answer = actor.passkey.clone().map(|mut key| key.answer(&begun["publicKey"]));
            ending(&begun, answer.unwrap_or_else(|| json!({})))
        }
        ("create_passkey", _) => {
            let begun = begin(actor, "/api/v1/me/passkeys/options").await;
            let mut body = ending(&begun, Authenticator::default().make(&begun["publicKey"]));
            body["name"] = "a passkey".into();
            body
        }
        ("update_passkey", _) => json!({ "name": "renamed" }),
        ("exchange_code", _) => {
            let path = "/api/v1/auth/github?frontend_url=http://localhost:5173&response_mode=code";
            json!({ "code": Browser::new(world).sign_in(path).await.lands_with("code") })
        }
        ("switch_org", _) => json!({ "orgId": actor.org }),
        ("step_up_totp", _) => json!({ "code": next_code(world, actor.seed.as_deref()) }),
        ("step_up_password", _) => json!({ "password": PASSWORD }),
        ("confirm_totp", _) => {
            let proposed = actor.send(&Method::POST, "/api/v1/me/totp", None).await;
            json!({ "code": next_code(world, proposed.body["data"]["secret"].as_str()) })
        }
        ("start_device_login", _) => json!({ "clientName": "a client" }),
        ("find_device_login" | "approve_device_login" | "deny_device_login", _) => {
            json!({ "userCode": DeviceLogin::start(world).await.user_code })
        }
        ("exchange_device_login", _) => {
            let login = DeviceLogin::start(world).await;
            login.approve(&newcomer(world, OrgRole::Member).await.enrolled().await).await.ok(200);
            json!({ "deviceCode": login.device_code })
        }
        ("start_oauth_device", _) => json!({ "client_id": "a-client" }),
        ("exchange_oauth_device", _) => {
            let login = DeviceLogin::start_oauth(world, "a-client").await;
            login.approve(&newcomer(world, OrgRole::Member).await.enrolled().await).await.ok(200);
            let grant_type = "urn:ietf:params:oauth:grant-type:device_code";
            json!({ "grant_type": grant_type, "device_code": login.device_code, "client_id": "a-client" })
        }
        ("mint_api_key", "") => json!({ "name": "a key" }),
        ("mint_api_key", scope) => json!({ "name": "a key", "scopes": [scope] }),
        ("update_api_key", "") => json!({ "name": "renamed", "scopes": [] }),
        ("update_api_key", _) => json!({ "scopes": ["models:read", "files:read"] }),
        ("rotate_api_key", _) => json!({ "overlapSeconds": 60 }),
        ("verify_api_key", _) => json!({ "key": actor.key }),
        ("create_org", _) => json!({ "name": "an org" }),
        ("update_org", _) => json!({ "name": "renamed", "maxKeyLifetimeDays": 90 }),
        ("update_member", "") => json!({ "role": "admin" }),
        ("create_invitation", "") => json!({ "email": address(), "role": "member" }),
        ("update_member", role) => json!({ "role": role }),
        ("create_invitation", role) => json!({ "email": address(), "role": role }),
        ("accept_invitation", _) => {
            invite(world, &newcomer(world, OrgRole::Owner).await.org, &actor.email).await;
            json!({ "token": world.mailed_token(&actor.email).await })
        }
        ("create_team" | "update_team", _) => json!({ "name": "a team", "tpm_limit": 1 }),
        ("create_internal_user", _) => json!({ "external_id": address() }),
        ("create_internal_key", _) => {
            let user = world.operator().post("/internal/users", json!({ "external_id": address() })).await;
            json!({ "name": "a key", "user_id": user.body["id"] })
        }
        ("create_auth_key" | "create_numbered_key", _) => json!({ "name": "a key" }),
        ("create_token", _) => json!({ "name": "a token", "expiry_date": "2099-12-31T23:59:59Z" }),
        ("create_webhook_endpoint", _) => json!({ "url": "https://hooks.example.com/" }),
        ("update_webhook_endpoint", _) => json!({ "enabled": false }),
        ("rotate_webhook_secret", _) => json!({ "overlapSeconds": 60 }),
        ("create_machine_payment", _) => json!({ "amount": 100, "currency": "EUR" }),
        ("settle_machine_payment", _) => {
            let org = newcomer(world, OrgRole::Owner).await.org;
            json!({ "paymentId": payment(world, &org).await, "status": "settled" })
        }
        ("create_agent", _) => json!({ "name": "an agent" }),
        ("update_agent" | "update_connection" | "update_file", _) => json!({ "name": address() }),
        ("heartbeat_agent", _) => json!({ "status": "well" }),
        ("create_connection", _) => connection(),
        ("rotate_connection", _) => json!({ "secret": "another-secret-of-theirs" }),
        ("create_workspace", _) => json!({ "name": "a workspace" }),
        ("update_budget", _) => json!({ "tpmLimit": 1000 }),
        ("update_workspace", _) => json!({ "name": "renamed" }),
        ("add_workspace_member", _) => {
            json!({ "userId": colleague(world, &actor.org, OrgRole::Member).await.user, "role": "viewer" })
        }
        ("add_agent_session_participant", _) => {
            json!({ "userId": colleague(world, &actor.org, OrgRole::Owner).await.user })
        }
        ("update_workspace_member", _) => json!({ "role": "editor" }),
        ("create_project", _) => json!({ "name": "a project", "workspaceId": actor.workspace }),
        ("update_project", _) => json!({ "name": "renamed" }),
        ("create_share_link", _) => json!({ "name": "a link" }),
        ("open_share_link", _) => {
            let owner = newcomer(world, OrgRole::Owner).await;
            let project = insert_project(&owner, insert_workspace(&owner).await).await;
            json!({ "token": insert_share_link(&owner, project).await.1 })
        }
        (id, _) => panic!("{id} has no sample body: enter it here"),
    }
}

/// What the dialect with numbers calls the key of this id: its last 53 bits.
fn number(id: &str) -> String {
    (id.parse::<uuid::Uuid>().unwrap().as_u128() & ((1 << 53) - 1)).to_string()
}

/// A code that wasn't used yet: the app's next one, which is accepted for a client whose clock is ahead.
fn next_code(world: &World, seed: Option<&str>) -> String {
    let ahead = world.state().now().plus(std::time::Duration::from_secs(30));
    seed.map_or_else(|| "000000".to_owned(), |seed| code_at(seed, ahead))
}

/// A WebAuthn ceremony, or what looks like one to those who may not begin it.
async fn begin(actor: &Actor, path: &str) -> Value {
    let begun = actor.send(&Method::POST, path, Some(&json!({}))).await;
    if begun.status.is_success() {
        return begun.body["data"].clone();
    }
    let options = json!({ "challenge": "AA", "rpId": "x", "rp": { "id": "x" }, "user": { "id": "AA" } });
    json!({ "ceremonyId": "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40", "publicKey": options })
}

async fn recovery_code(person: &Person) -> Value {
    person.session.post_empty("/api/v1/me/recovery-codes").await.ok(200)["recoveryCodes"][0].clone()
}

/// An address that nobody has.
fn address() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("visitor{}@example.com", COUNT.fetch_add(1, Ordering::Relaxed))
}

fn connection() -> Value {
    json!({ "name": address(), "provider": "github", "secret": "a-secret-of-theirs" })
}

/// Has an owner of the actor's org make one of these; gives its id.
async fn make(actor: &Actor, collection: &str, body: Value) -> String {
    let owner = colleague(&actor.world, &actor.org, OrgRole::Owner).await;
    let made = owner.session.post(&format!("/api/v1/{collection}"), body).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn file(actor: &Actor) -> String {
    let owner = colleague(&actor.world, &actor.org, OrgRole::Owner).await;
    crate::files::uploaded(&owner.session, "a.txt", "some text").await
}

/// Has an owner of the org invite somebody; gives the invitation's id.
async fn invite(world: &World, org: &str, email: &str) -> String {
    let owner = colleague(world, org, OrgRole::Owner).await.enrolled().await;
    let body = json!({ "email": email, "role": "member" });
    let made = owner.session.post(&format!("/api/v1/orgs/{org}/invitations"), body).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

/// Has an owner of the org make an endpoint; gives its id, a slash, and that of a delivery to it that is over.
async fn endpoint(world: &World, org: &str) -> String {
    let owner = colleague(world, org, OrgRole::Owner).await.enrolled().await;
    let made = owner.session.post(WEBHOOKS, json!({ "url": "https://hooks.example.com/" })).await.ok(201);
    let id = made["id"].as_str().unwrap();
    let sent = owner.session.post_empty(&format!("{WEBHOOKS}/{id}/test")).await.ok(202);
    let now = world.state().now();
    let over = webhook_delivery::Entity::give_up_all_of_endpoint(id.parse().unwrap(), "gone", now);
    over.exec(world.state().db.write()).await.unwrap();
    format!("{id}/{}", sent["id"].as_str().unwrap())
}

/// Has an owner of the org pay; gives the payment's id.
async fn payment(world: &World, org: &str) -> String {
    let owner = colleague(world, org, OrgRole::Owner).await.enrolled().await;
    pay(&owner.session, &address(), json!({ "amount": 100, "currency": "EUR" })).await.ok(201)["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn sign_up() -> Value {
    json!({ "email": address(), "password": PASSWORD, "name": "Visitor" })
}

/// The token of the link that somebody who has just signed up was sent.
async fn mailed_token(world: &World) -> String {
    let application = sign_up();
    world.anonymous().post("/api/v1/auth/signup", application.clone()).await.ok(202);
    world.mailed_token(application["email"].as_str().unwrap()).await
}

/// The token of the link that somebody was mailed who has just asked for one.
async fn link(world: &World, start: &str) -> String {
    let person = newcomer(world, OrgRole::Owner).await;
    world.anonymous().post(&format!("/api/v1/auth/{start}"), json!({ "email": person.email })).await.ok(202);
    world.mailed_token(&person.email).await
}
