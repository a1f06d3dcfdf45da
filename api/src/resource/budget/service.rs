//! Looking at a workspace's budget, and setting it.

use entity::{OrgRole, WorkspaceId, budget};

use super::{
    limits::{Change, set},
    wire::BudgetOut,
};
use crate::{
    context::Context,
    error::Result,
    policy::{Held, SteppedUp, Tenant},
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
pub async fn update(
    tenant: &Tenant,
    context: &Context,
    _proof: SteppedUp,
    id: WorkspaceId,
    change: Change,
) -> Result<BudgetOut> {
    let Held { write, org, .. } = tenant.hold(OrgRole::Admin).await?;
    let workspace = tenant.enter_with(&write, id).await?;
    set(tenant.state(), context, &write, tenant.actor(), (org.id, workspace.id()), change).await?;
    write.commit().await?;
    get(tenant, id).await
}
