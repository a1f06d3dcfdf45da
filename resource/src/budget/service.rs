//! Looking at a workspace's budget, and setting it.

use entity::{OrgRole, WorkspaceId, budget};
use identity::policy::{Held, SteppedUp, Tenant};
use kernel::error::Result;

use super::{
    limits::{NewLimits, set},
    wire::BudgetOut,
};

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: WorkspaceId) -> Result<BudgetOut> {
    let workspace = tenant.enter(id).await?;
    let found = budget::Entity::find_in_org(tenant.org(), workspace.id()).one(tenant.read()).await?;
    let row = found.unwrap_or_else(|| budget::Model::unlimited(tenant.org(), id));
    Ok(BudgetOut::new(&row, tenant.state().now()))
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` names the field.
pub async fn update(tenant: &Tenant, _proof: SteppedUp, id: WorkspaceId, limits: NewLimits) -> Result<BudgetOut> {
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    let workspace = tenant.enter_with(&change, id).await?;
    set(&change, tenant.actor(), (org.id, workspace.id()), limits, tenant.state().now()).await?;
    change.commit().await?;
    get(tenant, id).await
}
