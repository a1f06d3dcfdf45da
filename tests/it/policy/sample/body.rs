//! What an operation is sent.

use entity::OrgRole;
use http::Method;
use identity::signin::setup::offer;
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Value, json};
use tests::{
    Authenticator, Browser, CLIENT_ID, Caller, Operation, PASSWORD, Person, World, code_at, jwt, passkey::ending,
};

use super::{
    super::{
        caller::{Actor, colleague, first_step, newcomer},
        rows::{insert_project, insert_share_link, insert_workspace},
    },
    asked,
    made::{address, connection, invite, payment},
};
use crate::{
    crud::{Resource, resource_at},
    device::DeviceLogin,
};

pub async fn of(operation: &Operation, variant: &str, actor: &Actor) -> Value {
    let world = &actor.world;
    let own = |resource: &Resource| matches!(operation.path.strip_prefix(resource.path), Some("" | "/{id}"));
    if let Some(resource) = resource_at(&operation.path).filter(own) {
        return if operation.method == Method::POST { resource.body(&actor.workspace) } else { resource.required };
    }
    match (operation.id.as_str(), variant) {
        ("start_sign_up", _) => sign_up(),
        ("verify_sign_up", _) => json!({ "token": mailed_token(world).await }),
        ("claim_sign_up", _) => json!({ "token": mailed_token(world).await, "password": PASSWORD }),
        ("set_up", _) => {
            // Only an installation without anybody can be set up.
            for table in ["orgs", "users"] {
                world.execute(&format!("DELETE FROM {table}")).await;
            }
            let token = offer(world.state()).await.unwrap().unwrap();
            json!({ "token": token.expose(), "email": address(), "password": PASSWORD, "name": "Ada", "orgName": "Acme" })
        }
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
        ("end_provider_session", _) => {
            let issuer = world.state().config.providers.tables[0].issuer.clone();
            let now = world.state().now().seconds();
            let claims = json!({
                "iss": issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 120, "jti": address(), "sub": "nobody",
                "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
            });
            json!({ "logout_token": jwt(0, Header::new(Algorithm::EdDSA), &claims) })
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
        ("approve_authorization", "writing") => json!({ "request": asked(world, "mcp:read mcp:write").await }),
        ("approve_authorization" | "deny_authorization", _) => json!({ "request": asked(world, "mcp:read").await }),
        ("register_oauth_client", _) => json!({ "redirect_uris": ["https://agent.example/callback"] }),
        ("revoke_oauth_token", _) => json!({ "token": "a-token", "client_id": "a-client" }),
        ("issue_oauth_token", _) => {
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
        ("update_me", _) => json!({ "name": "renamed" }),
        ("change_my_email", _) => json!({ "email": address() }),
        ("verify_my_email" | "stop_my_email_change", _) => json!({ "token": email_change(world, &operation.id).await }),
        ("update_org_api_key", _) => json!({ "enabled": false }),
        ("set_internal_user_password", _) => json!({ "password": PASSWORD }),
        ("set_internal_user_email", _) => json!({ "email": address() }),
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
        ("replay_webhooks", _) => {
            json!({ "since": world.state().now().minus(std::time::Duration::from_secs(60)).to_string() })
        }
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
        ("create_share_link", _) => json!({ "name": "a link" }),
        ("open_share_link", _) => {
            let owner = newcomer(world, OrgRole::Owner).await;
            let project = insert_project(&owner, insert_workspace(&owner).await).await;
            json!({ "token": insert_share_link(&owner, project).await.1 })
        }
        (id, _) => panic!("{id} has no sample body: enter it here"),
    }
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

/// The token that finishes or stops a change of address that somebody has just asked for.
async fn email_change(world: &World, id: &str) -> String {
    let (person, new) = (newcomer(world, OrgRole::Owner).await.enrolled().await, address());
    person.session.post("/api/v1/me/email", json!({ "email": new })).await.ok(202);
    world.mailed_token(if id == "verify_my_email" { &new } else { &person.email }).await
}
