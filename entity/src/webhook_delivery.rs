//! Deliveries of webhooks: one for each event and endpoint, written with the change that the event tells of. Sending is
//! claimed by one statement, for a span: what a node that died had claimed is due again when that is over
//! (`webhook_queue`).

use std::fmt;

use sea_orm::{
    DeleteMany, InsertMany, IntoActiveModel, QueryTrait, UpdateMany, entity::prelude::*, sea_query::OnConflict,
};

use crate::{DeliveryStatus, Id, OrgId, PaymentId, Timestamp, WebhookEndpointId, page::newest_first};

pub type WebhookDeliveryId = Id<Entity>;

/// A message on its way, or what became of it. `Debug` leaves out the message.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookDeliveryId,
    pub org_id: OrgId,
    /// Where it goes; none is the operator's payment service.
    pub endpoint_id: Option<WebhookEndpointId>,
    /// The payment that it asks the payment service for.
    pub payment_id: Option<PaymentId>,
    /// The same for all endpoints that an event is sent to, and for every attempt.
    pub message_id: Uuid,
    pub event: String,
    /// The body, byte by byte: what was signed is what is sent.
    pub payload: String,
    pub status: DeliveryStatus,
    /// Attempts that were begun.
    pub attempts: i32,
    /// When it is to be sent, or the claim below ends; none once it is over.
    pub due_at: Option<Timestamp>,
    /// Of whoever is sending it.
    pub claim: Option<Uuid>,
    pub last_attempt_at: Option<Timestamp>,
    /// The HTTP status that the last attempt got.
    pub last_status: Option<i32>,
    /// What went wrong with it, in a word.
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookDelivery").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// One attempt's end.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    pub status: Option<u16>,
    /// What went wrong, in a word.
    pub error: Option<&'a str>,
    pub at: Timestamp,
}

impl Entity {
    /// Adds deliveries.
    pub fn append(rows: Vec<Model>) -> InsertMany<ActiveModel> {
        Self::insert_many(rows.into_iter().map(|row| row.into_active_model()))
    }

    /// Adds those of which there is no delivery yet.
    pub fn append_missing(rows: Vec<Model>) -> InsertMany<ActiveModel> {
        Self::append(rows).on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
    }

    /// A page of what was sent to the org's endpoint, newest first.
    pub fn page_of_endpoint_in_org(
        org: OrgId,
        endpoint: WebhookEndpointId,
        status: Option<DeliveryStatus>,
        after: Option<WebhookDeliveryId>,
        limit: u64,
    ) -> Select<Self> {
        let rows = of_endpoint(org, endpoint);
        let rows = rows.apply_if(status, |rows, status| rows.filter(Column::Status.eq(status)));
        newest_first(rows, Column::Id, after, limit)
    }

    /// What was sent to the org's endpoint.
    pub fn find_of_endpoint_in_org(org: OrgId, endpoint: WebhookEndpointId, id: WebhookDeliveryId) -> Select<Self> {
        of_endpoint(org, endpoint).filter(Column::Id.eq(id))
    }

    /// It arrived; one row if the claim still stands.
    pub fn deliver(id: WebhookDeliveryId, claim: Uuid, attempt: Attempt<'_>) -> UpdateMany<Self> {
        over(ended(id, claim, attempt), DeliveryStatus::Delivered, attempt.at)
    }

    /// It is to be sent again at `due`; one row if the claim still stands.
    pub fn put_off(id: WebhookDeliveryId, claim: Uuid, attempt: Attempt<'_>, due: Timestamp) -> UpdateMany<Self> {
        ended(id, claim, attempt).col_expr(Column::DueAt, Expr::value(due))
    }

    /// It is given up; one row if the claim still stands.
    pub fn give_up(id: WebhookDeliveryId, claim: Uuid, attempt: Attempt<'_>) -> UpdateMany<Self> {
        over(ended(id, claim, attempt), DeliveryStatus::Failed, attempt.at)
    }

    /// Gives up what is still to be sent to an endpoint; an attempt under way counts for nothing.
    pub fn give_up_all_of_endpoint(endpoint: WebhookEndpointId, error: &str, now: Timestamp) -> UpdateMany<Self> {
        over(open_of_endpoint(endpoint, error), DeliveryStatus::Failed, now)
    }

    /// The payment service has answered for the payment: nothing is left to send.
    pub fn close_of_payment(payment: PaymentId, now: Timestamp) -> UpdateMany<Self> {
        over(open().filter(Column::PaymentId.eq(payment)), DeliveryStatus::Delivered, now)
    }

    /// Has it sent to the org's endpoint once more, from the first attempt on; one row if it was over.
    pub fn revive_of_endpoint_in_org(
        org: OrgId,
        endpoint: WebhookEndpointId,
        id: WebhookDeliveryId,
        now: Timestamp,
    ) -> UpdateMany<Self> {
        reviving(now)
            .filter(Column::OrgId.eq(org))
            .filter(Column::EndpointId.eq(endpoint))
            .filter(Column::Id.eq(id))
            .filter(Column::DueAt.is_null())
    }

    /// Has what waits for its next attempt sent now; one row if it waited.
    pub fn hasten_of_endpoint_in_org(
        org: OrgId,
        endpoint: WebhookEndpointId,
        id: WebhookDeliveryId,
        now: Timestamp,
    ) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::DueAt, Expr::value(now))
            .filter(Column::OrgId.eq(org))
            .filter(Column::EndpointId.eq(endpoint))
            .filter(Column::Id.eq(id))
            .filter(Column::Status.eq(DeliveryStatus::Pending))
            .filter(Column::Claim.is_null())
    }

    /// Has what was given up of an interval sent to the org's endpoint once more, from the first attempt on.
    pub fn revive_failed_of_endpoint_in_org(
        org: OrgId,
        endpoint: WebhookEndpointId,
        (from, to): (Timestamp, Timestamp),
        now: Timestamp,
    ) -> UpdateMany<Self> {
        reviving(now)
            .filter(Column::OrgId.eq(org))
            .filter(Column::EndpointId.eq(endpoint))
            .filter(Column::Status.eq(DeliveryStatus::Failed))
            .filter(Column::CreatedAt.gte(from))
            .filter(Column::CreatedAt.lt(to))
    }

    /// Deletes what is over and was written before `before`, which is an id of that instant.
    pub fn delete_over_before(before: WebhookDeliveryId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.lt(before)).filter(Column::DueAt.is_null())
    }
}

fn reviving(now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(DeliveryStatus::Pending))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::FinishedAt, Expr::value(Option::<i64>::None))
}

fn of_endpoint(org: OrgId, endpoint: WebhookEndpointId) -> Select<Entity> {
    Entity::find().filter(Column::OrgId.eq(org)).filter(Column::EndpointId.eq(endpoint))
}

/// An attempt that this claim was for.
pub(crate) fn ended(id: WebhookDeliveryId, claim: Uuid, attempt: Attempt<'_>) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Claim, Expr::value(Option::<Uuid>::None))
        .col_expr(Column::LastAttemptAt, Expr::value(attempt.at))
        .col_expr(Column::LastStatus, Expr::value(attempt.status.map(i32::from)))
        .col_expr(Column::LastError, Expr::value(attempt.error))
        .filter(Column::Id.eq(id))
        .filter(Column::Claim.eq(claim))
}

/// Whatever is still to be sent; an attempt under way counts for nothing.
fn open() -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::Claim, Expr::value(Option::<Uuid>::None)).filter(Column::DueAt.is_not_null())
}

pub(crate) fn open_of_endpoint(endpoint: WebhookEndpointId, error: &str) -> UpdateMany<Entity> {
    open().col_expr(Column::LastError, Expr::value(error)).filter(Column::EndpointId.eq(endpoint))
}

pub(crate) fn over(update: UpdateMany<Entity>, status: DeliveryStatus, now: Timestamp) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::DueAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::FinishedAt, Expr::value(now))
}
