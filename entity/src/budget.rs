//! Budgets: how many tokens a workspace may spend in a minute and in a day, and how many it has. Limits and counts are one
//! row, so that one statement judges and counts, whoever else does at the same instant.

use sea_orm::{
    DbBackend, Insert, IntoActiveModel, SelectModel, SelectorRaw, Statement, entity::prelude::*, sea_query::OnConflict,
};

use crate::{OrgId, Timestamp, WorkspaceId};

/// A workspace's budget. One without a row has no limits.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budgets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: WorkspaceId,
    pub org_id: OrgId,
    /// Tokens in a minute.
    pub tpm_limit: Option<i64>,
    /// Tokens in a day.
    pub daily_token_limit: Option<i64>,
    /// When the minute began in which `minute_tokens` were spent.
    pub minute_at: Timestamp,
    pub minute_tokens: i64,
    /// When the day began in which `day_tokens` were spent.
    pub day_at: Timestamp,
    pub day_tokens: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What may be spent; `None`: any number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    pub per_minute: Option<i64>,
    pub per_day: Option<i64>,
}

/// When the minute and the day began in which something is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub minute_at: Timestamp,
    pub day_at: Timestamp,
}

impl Model {
    /// What a workspace without a row has.
    pub fn unlimited(org_id: OrgId, workspace_id: WorkspaceId) -> Self {
        let never = Timestamp::default();
        Self {
            workspace_id,
            org_id,
            tpm_limit: None,
            daily_token_limit: None,
            minute_at: never,
            minute_tokens: 0,
            day_at: never,
            day_tokens: 0,
            created_at: never,
            updated_at: never,
        }
    }

    pub fn limits(&self) -> Limits {
        Limits { per_minute: self.tpm_limit, per_day: self.daily_token_limit }
    }
}

/// `$1` workspace, `$2` org, `$3` tokens, `$4` the minute, `$5` the day. A window that a node whose clock is ahead has
/// begun goes on: nobody begins an earlier one, so no count is ever lost.
const SPEND: &str = "\
UPDATE budgets SET \
minute_tokens = (CASE WHEN minute_at < $4 THEN 0 ELSE minute_tokens END) + $3, \
minute_at = (CASE WHEN minute_at < $4 THEN $4 ELSE minute_at END), \
day_tokens = (CASE WHEN day_at < $5 THEN 0 ELSE day_tokens END) + $3, \
day_at = (CASE WHEN day_at < $5 THEN $5 ELSE day_at END) \
WHERE workspace_id = $1 AND org_id = $2 \
AND (tpm_limit IS NULL OR (CASE WHEN minute_at < $4 THEN 0 ELSE minute_tokens END) + $3 <= tpm_limit) \
AND (daily_token_limit IS NULL OR (CASE WHEN day_at < $5 THEN 0 ELSE day_tokens END) + $3 <= daily_token_limit) \
RETURNING *";

impl Entity {
    /// The workspace's budget.
    pub fn find_in_org(org: OrgId, workspace: WorkspaceId) -> Select<Self> {
        Self::find_by_id(workspace).filter(Column::OrgId.eq(org))
    }

    /// The budgets of these workspaces.
    pub fn all_in_org(org: OrgId, workspaces: impl IntoIterator<Item = WorkspaceId>) -> Select<Self> {
        Self::find().filter(Column::OrgId.eq(org)).filter(Column::WorkspaceId.is_in(workspaces))
    }

    /// Spends tokens in one statement: the budget afterwards, or nothing where the limits don't allow it, which costs
    /// nothing. Fetch it with `all`: only then the statement has ended.
    pub fn spend_in_org(
        backend: DbBackend,
        org: OrgId,
        workspace: WorkspaceId,
        tokens: i64,
        Windows { minute_at, day_at }: Windows,
    ) -> SelectorRaw<SelectModel<Model>> {
        let values: [sea_orm::Value; 5] =
            [workspace.into(), org.into(), tokens.into(), minute_at.into(), day_at.into()];
        Self::find().from_raw_sql(Statement::from_sql_and_values(backend, SPEND, values))
    }

    /// Sets the limits of a workspace of the org, and leaves what it has spent.
    pub fn set_limits(org: OrgId, workspace: WorkspaceId, limits: Limits, now: Timestamp) -> Insert<ActiveModel> {
        let Limits { per_minute: tpm_limit, per_day: daily_token_limit } = limits;
        let unlimited = Model::unlimited(org, workspace);
        let row = Model { tpm_limit, daily_token_limit, created_at: now, updated_at: now, ..unlimited };
        let row = row.into_active_model().reset_all();
        let columns = [Column::TpmLimit, Column::DailyTokenLimit, Column::UpdatedAt];
        Self::insert(row).on_conflict(OnConflict::column(Column::WorkspaceId).update_columns(columns).to_owned())
    }
}
