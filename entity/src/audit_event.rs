//! The audit trail: who did what. Rows outlive what they name, so nothing here is a foreign key.

use sea_orm::entity::prelude::*;

use crate::{AuditEventId, OrgId, Timestamp, page::newest_first};

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// None for what concerns no tenant.
    pub org_id: Option<OrgId>,
    /// The kind of caller; says which table `actor_id` is of.
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub target_id: Option<String>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
    /// A JSON object.
    pub detail: Option<String>,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A page of the org's events, newest first.
    pub fn page_in_org(org: OrgId, after: Option<AuditEventId>, limit: u64) -> Select<Self> {
        newest_first(Self::find().filter(Column::OrgId.eq(org)), Column::Id, after, limit)
    }
}
