//! Machine payments: what keys of an org have the operator's payment service charge. Every step from one state to the
//! next is one conditional statement; `machine_payment_event` has them all.

use sea_orm::{Insert, IntoActiveModel, QueryTrait, UpdateMany, entity::prelude::*, sea_query::OnConflict};

use crate::{Id, OrgId, PaymentStatus, Timestamp, UserId, page::newest_first};

pub type PaymentId = Id<Entity>;

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaymentId,
    pub org_id: OrgId,
    /// The client's name for its wish; unique in the org.
    pub idempotency_key: String,
    /// In the currency's smallest unit.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    pub description: Option<String>,
    /// The client's own id for what is paid.
    pub reference: Option<String>,
    pub status: PaymentStatus,
    /// The payment service's id for it.
    pub external_id: Option<String>,
    pub failure_reason: Option<String>,
    /// Who asked for it, himself or by a key.
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which payments a list shows; what is `None` lets all pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub status: Option<PaymentStatus>,
    pub reference: Option<&'a str>,
}

impl Entity {
    /// Adds the payment; no row if the org has one with this idempotency key.
    pub fn put_new(row: Model) -> Insert<ActiveModel> {
        let known = OnConflict::columns([Column::OrgId, Column::IdempotencyKey]).do_nothing().to_owned();
        Self::insert(row.into_active_model()).on_conflict(known)
    }

    /// The org's payment with this idempotency key.
    pub fn by_idempotency_key_in_org(org: OrgId, key: &str) -> Select<Self> {
        Self::find().filter(Column::OrgId.eq(org)).filter(Column::IdempotencyKey.eq(key))
    }

    /// The org's payment.
    pub fn find_in_org(org: OrgId, id: PaymentId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's payments, newest first.
    pub fn page_in_org(org: OrgId, wanted: Wanted<'_>, after: Option<PaymentId>, limit: u64) -> Select<Self> {
        let rows = Self::find()
            .filter(Column::OrgId.eq(org))
            .apply_if(wanted.status, |rows, status| rows.filter(Column::Status.eq(status)))
            .apply_if(wanted.reference, |rows, reference| rows.filter(Column::Reference.eq(reference)));
        newest_first(rows, Column::Id, after, limit)
    }

    /// The payment, whoever's: for the payment service, which is everybody's.
    pub fn by_id(id: PaymentId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// The payment service took it; one row if nothing was known of that.
    pub fn note_delivered(id: PaymentId, now: Timestamp) -> UpdateMany<Self> {
        becoming(id, PaymentStatus::Delivered, now).filter(Column::Status.eq(PaymentStatus::Pending))
    }

    /// It never reached the payment service, as far as is known; one row if it was still on its way.
    pub fn give_up(id: PaymentId, reason: &str, now: Timestamp) -> UpdateMany<Self> {
        becoming(id, PaymentStatus::Failed, now)
            .col_expr(Column::FailureReason, Expr::value(reason))
            .filter(Column::Status.eq(PaymentStatus::Pending))
    }

    /// The payment service says how it ended; one row if that was open.
    pub fn settle(id: PaymentId, end: End<'_>, now: Timestamp) -> UpdateMany<Self> {
        becoming(id, end.status, now)
            .col_expr(Column::ExternalId, Expr::value(end.external_id))
            .col_expr(Column::FailureReason, Expr::value(end.reason))
            .filter(Column::Status.is_in([PaymentStatus::Pending, PaymentStatus::Delivered]))
    }
}

/// How a payment ended.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    pub status: PaymentStatus,
    pub external_id: Option<&'a str>,
    pub reason: Option<&'a str>,
}

fn becoming(id: PaymentId, status: PaymentStatus, now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
}
