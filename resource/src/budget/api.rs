//! `/workspaces/{id}/budget`.

use entity::WorkspaceId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{Reply, Text},
};
use poem_openapi::{OpenApi, param::Path};

use super::{
    rule::{GetBudget, UpdateBudget},
    service,
    wire::{BudgetOut, UpdateBudgetIn},
};
use crate::workspace::SECTION;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/workspaces", tag = "SECTION")]
impl Api {
    /// Look at a workspace's budget.
    #[oai(path = "/:id/budget", method = "get")]
    async fn get_budget(
        &self,
        caller: Caller<GetBudget>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
    ) -> Result<Reply<BudgetOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Limit what a workspace may spend.
    ///
    /// Absent is unchanged, `null` lifts the limit. By an owner or admin of the org, with a step-up. Keys that are bound
    /// to the workspace are held to it from the answer on, where they are verified with a `cost`.
    #[oai(path = "/:id/budget", method = "patch")]
    async fn update_budget(
        &self,
        caller: Caller<UpdateBudget>,
        /// The workspace's id.
        id: Path<Text<WorkspaceId>>,
        body: JsonBody<UpdateBudgetIn>,
    ) -> Result<Reply<BudgetOut>> {
        let proof = caller.stepped_up()?;
        Ok(Reply::new(service::update(&caller.tenant(), proof, id.0.0, body.0.into()).await?))
    }
}
