//! The ledger of machine payments: every state that one came to, and when. Rows are added and never changed; no payment
//! comes to a state twice.

use sea_orm::entity::prelude::*;

use crate::{OrgId, PaymentId, PaymentStatus, Timestamp};

/// A state that a payment came to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_payment_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub payment_id: PaymentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub status: PaymentStatus,
    pub org_id: OrgId,
    /// Why, where there is more to say.
    pub reason: Option<String>,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// All that became of the org's payment.
    pub fn of_payment_in_org(org: OrgId, payment: PaymentId) -> Select<Self> {
        Self::find().filter(Column::OrgId.eq(org)).filter(Column::PaymentId.eq(payment))
    }
}
