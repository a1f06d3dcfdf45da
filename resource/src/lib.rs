//! What callers come for: a folder each, with its rules, its wire, its handlers and its service. Handlers translate,
//! services decide, entities store. `crud` writes the five standard operations once, `webhook` sends what changes tell.
//!
//! Rooms, each of which may use those before it: `crud`, `agent`, `org`, `payment`, `workspace`, `agent_session`,
//! `audit_event`, `budget`, `connection`, `file`, `guardrail`, `health`, `mail`, `member`, `memory`, `model`, `project`,
//! `skill`, `webhook`, `webhook_endpoint`, `workspace_member`, `invitation`, `provision`, `share_link`, `key`, `org_key`,
//! `usage`, `device_login`, `mcp`, `grant`, `oauth2`.
//!
//! A resource may use another one where they belong together, `kernel`, and of `identity` what it is handed: a `Caller`, a
//! `Tenant`, a proof. What must never be here: a credential that is read, a session that is begun, a right that is decided
//! by anything but the rule. Nothing but `almond` uses this crate.
//!
//! To add a resource: its folder, and its three lines here (`docs/recipes.md`).

pub mod agent;
pub mod agent_session;
pub mod audit_event;
pub mod budget;
pub mod connection;
pub mod crud;
pub mod device_login;
pub mod file;
pub mod grant;
pub mod guardrail;
pub mod health;
pub mod invitation;
pub mod key;
pub mod mail;
pub mod mcp;
pub mod member;
pub mod memory;
pub mod model;
pub mod oauth2;
pub mod org;
pub mod org_key;
pub mod payment;
pub mod project;
pub mod provision;
pub mod share_link;
pub mod skill;
pub mod usage;
pub mod webhook;
pub mod webhook_endpoint;
pub mod workspace;
pub mod workspace_member;

use poem_openapi::OpenApi;

/// The operations of every resource.
pub fn all() -> impl OpenApi {
    (
        (device_login::Api, grant::Api, grant::MeApi, grant::OrgApi, oauth2::Api),
        (key::Api, model::Api, agent::Api, connection::Api, file::Api, audit_event::Api, audit_event::MeApi),
        (org::Api, member::Api, invitation::Api, org_key::Api, usage::Api),
        key::dialect::all(),
        (webhook_endpoint::Api, payment::Api, health::Api),
        (workspace::Api, workspace_member::Api, share_link::Api, budget::Api),
        (
            project::Api::default(),
            skill::Api::default(),
            guardrail::Api::default(),
            memory::Api::default(),
            agent_session::Api::default(),
            agent_session::ParticipantApi,
        ),
    )
}
