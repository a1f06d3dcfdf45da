//! Agents: programs that an org runs with Almond's keys, which say now and then that they are there. No scope of their
//! own: a key inherits its user's rights here, unless the org has strict scopes.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
use entity::{AgentId, agent};
use identity::policy::Tenant;
use kernel::{
    change::Change,
    error::{Error, Result},
};

/// Checks the agent that another resource names, if it names one.
///
/// # Errors
/// `BAD_REQUEST` that names `agentId`.
pub async fn check(tenant: &Tenant, change: &Change, id: Option<AgentId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let found = agent::Entity::find_in_org(tenant.org(), id).one(change).await?;
    found.map(drop).ok_or_else(|| Error::field("agentId", "is no agent of this organization"))
}
