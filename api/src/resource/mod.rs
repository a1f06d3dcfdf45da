//! What callers come for: a folder each, with its rules, its wire, its handlers and its service. Handlers translate,
//! services decide, entities store. To add one: its folder, and one line below.

pub mod agent;
pub mod agent_session;
pub mod audit_event;
pub mod budget;
pub mod connection;
pub mod factor;
pub mod file;
pub mod guardrail;
pub mod invitation;
pub mod key;
pub mod me;
pub mod member;
pub mod memory;
pub mod model;
pub mod org;
pub mod passkey;
pub mod password;
pub mod payment;
pub mod project;
pub mod provision;
pub mod session;
pub mod share_link;
pub mod skill;
pub mod webhook_endpoint;
pub mod workspace;
pub mod workspace_member;

use poem_openapi::OpenApi;

/// The operations of every resource.
pub fn all() -> impl OpenApi {
    (
        (session::Api, session::MineApi, me::Api, password::Api, factor::Api, passkey::Api),
        (key::Api, model::Api, agent::Api, connection::Api, file::Api, audit_event::Api),
        (org::Api, member::Api, invitation::Api),
        key::dialect::all(),
        (webhook_endpoint::Api, payment::Api),
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
