//! What the parameters of an operation's path name.

use entity::{OrgRole, WorkspaceRole};
use serde_json::json;
use tests::{Caller, Operation};

use super::{
    super::{
        caller::{Actor, colleague, newcomer},
        rows::{insert_share_link, insert_workspace_member},
    },
    made::{address, connection, endpoint, failed_mail, file, invite, make, payment},
};
use crate::{
    crud::{Resource, resource_at},
    dialects::internal::type_id,
    payments::PATH as PAYMENTS,
    webhooks::PATH as WEBHOOKS,
};

/// The ids of what the path names, where that has to be made first.
#[derive(Default)]
pub struct Target {
    thing: String,
    last: String,
}

/// What the path's parameters name, where that has to be made first.
pub async fn target(operation: &Operation, variant: &str, actor: &Actor) -> Target {
    match resource_at(&operation.path).filter(|_| operation.has_path_id()) {
        Some(resource) => thing(operation, &resource, actor).await,
        None => Target { last: last(operation, variant, actor).await, ..Target::default() },
    }
}

/// One of what `crud` keeps, and what the path names of it besides.
async fn thing(operation: &Operation, resource: &Resource, actor: &Actor) -> Target {
    let owner = colleague(&actor.world, &actor.org, OrgRole::Owner).await.enrolled().await;
    let made = resource.make(&owner.session, &actor.workspace).await.ok(201);
    let thing = made["id"].as_str().unwrap().to_owned();
    let last = match operation.path.rsplit('/').next() {
        Some("{userId}") => {
            let participants = format!("{}/participants", resource.at(&made));
            owner.session.post(&participants, json!({ "userId": owner.user })).await.ok(201);
            owner.user
        }
        Some("{linkId}") => insert_share_link(&owner, thing.parse().unwrap()).await.0,
        _ => String::new(),
    };
    Target { thing, last }
}

/// The id of what the path's last parameter names, where that has to be made first.
async fn last(operation: &Operation, variant: &str, actor: &Actor) -> String {
    let (world, org) = (&actor.world, &actor.org);
    if operation.path.starts_with(&format!("{WEBHOOKS}/{{")) {
        return endpoint(world, org).await;
    }
    if operation.path.starts_with("/internal/users/{") {
        return newcomer(world, OrgRole::Owner).await.user;
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
        (Some("retry"), _) if operation.id == "retry_mail" => failed_mail(world).await,
        (Some("link"), _) if operation.id == "create_invitation_link" => invite(world, org, &address()).await,
        (Some("{invitationId}"), _) => invite(world, org, &address()).await,
        _ => match operation.path.split('/').nth(3) {
            Some("agents") if operation.has_path_id() => make(actor, "agents", json!({ "name": "an agent" })).await,
            Some("connections") if operation.id == "get_connection_secret" => usable_connection(actor, org).await,
            Some("connections") if operation.has_path_id() => make(actor, "connections", connection()).await,
            Some("files") if operation.has_path_id() => file(actor).await,
            _ => String::new(),
        },
    }
}

pub fn id(collection: &str, actor: &Actor, target: &Target) -> String {
    match collection {
        participants if participants.ends_with("/participants") => target.last.clone(),
        links if links.ends_with("/share-links") => target.last.clone(),
        things if resource_at(things).is_some() => target.thing.clone(),
        "/api/v1/orgs" => actor.org.clone(),
        "/api/v1/workspaces" => actor.workspace.clone(),
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
        "/internal/teams" | "/internal/users" | "/internal/mails" => target.last.clone(),
        keys if keys.ends_with("/api-keys") => actor.key_id.clone(),
        // A provider, of the world that all are asked in.
        "/api/v1/auth" => "acme".to_owned(),
        // A tenant, and what is its.
        "/api/v1" => actor.org.clone(),
        tokens if tokens.ends_with("/tokens") => actor.key_id.clone(),
        "/api/v1/me/sessions" => actor.session_id.clone(),
        "/api/v1/me/passkeys" => actor.passkey_id.clone(),
        grants if grants.ends_with("/grants") => actor.grant_id.clone(),
        _ => panic!("{collection} has no sample id: enter it here"),
    }
}

/// What the dialect with numbers calls the key of this id: its last 53 bits.
fn number(id: &str) -> String {
    (id.parse::<uuid::Uuid>().unwrap().as_u128() & ((1 << 53) - 1)).to_string()
}

/// One whose credential keys may fetch.
async fn usable_connection(actor: &Actor, org: &str) -> String {
    let id = make(actor, "connections", connection()).await;
    let state = actor.world.state();
    let (org, row) = (org.parse().unwrap(), id.parse().unwrap());
    let allow = entity::connection::Entity::let_keys_in_org(org, row, true, state.now());
    allow.exec(state.db.write()).await.unwrap();
    id
}
