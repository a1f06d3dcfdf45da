//! The queries of sending webhooks: where something is due, claiming it, and how an attempt ended. None of them reads
//! all that is due, however much that is.

use sea_orm::{
    FromQueryResult, SelectGetableTuple, SelectModel, Selector, UpdateMany,
    entity::prelude::*,
    query::*,
    sea_query::{LockBehavior, LockType, SelectStatement},
};

use crate::{
    OrgId, Timestamp, WebhookDeliveryId, WebhookEndpointId, org,
    webhook_delivery::{Attempt, Column, Entity, ended, open_of_endpoint, over},
    webhook_endpoint,
};

/// Where something is to be sent: an endpoint, or the payment service for an org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, FromQueryResult)]
pub struct Destination {
    pub org_id: OrgId,
    /// None is the payment service.
    pub endpoint_id: Option<WebhookEndpointId>,
}

impl Entity {
    /// Where the `limit` deliveries go that have been due the longest; a destination comes as often as it has any.
    pub fn due_the_longest(now: Timestamp, limit: u64) -> Selector<SelectModel<Destination>> {
        Self::find()
            .select_only()
            .columns([Column::OrgId, Column::EndpointId])
            .filter(Column::DueAt.lte(now))
            .order_by_asc(Column::DueAt)
            .limit(limit)
            .into_model()
    }

    /// The endpoints to which something is due: one step in an index for each endpoint there is.
    pub fn endpoints_due(now: Timestamp) -> Selector<SelectModel<Destination>> {
        use webhook_endpoint::{Column as Of, Entity as Endpoint};
        let first = first_due(now, Expr::col((Self, Column::EndpointId)).equals((Endpoint, Of::Id)));
        Endpoint::find()
            .select_only()
            .column(Of::OrgId)
            .column_as(Of::Id, "endpoint_id")
            .filter(Expr::from(first).is_not_null())
            .into_model()
    }

    /// The orgs for which something is due to the payment service: one step in an index for each org there is.
    pub fn payments_due(now: Timestamp) -> Selector<SelectModel<Destination>> {
        let of_org = Expr::col((Self, Column::OrgId)).equals((org::Entity, org::Column::Id));
        let first = first_due(now, of_org.and(Column::EndpointId.is_null()));
        org::Entity::find()
            .select_only()
            .column_as(org::Column::Id, "org_id")
            .column_as(Expr::value(Option::<Uuid>::None), "endpoint_id")
            .filter(Expr::from(first).is_not_null())
            .into_model()
    }

    /// When the next one is due that isn't yet.
    pub fn next_due(now: Timestamp) -> Selector<SelectGetableTuple<Option<Timestamp>>> {
        Self::find()
            .select_only()
            .column(Column::DueAt)
            .filter(Column::DueAt.gt(now))
            .order_by_asc(Column::DueAt)
            .limit(1)
            .into_tuple()
    }

    /// One row if more than `most` are due at the endpoint.
    pub fn behind_by_more_than(
        most: u64,
        endpoint: WebhookEndpointId,
        now: Timestamp,
    ) -> Selector<SelectGetableTuple<Option<Timestamp>>> {
        Self::find()
            .select_only()
            .column(Column::DueAt)
            .filter(Column::EndpointId.eq(endpoint))
            .filter(Column::DueAt.lte(now))
            .order_by_asc(Column::DueAt)
            .offset(most)
            .limit(1)
            .into_tuple()
    }

    /// Claims up to `most` of what is due at a destination, until `until`, for an attempt. Two nodes never claim the
    /// same.
    pub fn claim(to: Destination, most: u64, claim: Uuid, until: Timestamp, now: Timestamp) -> UpdateMany<Self> {
        let there = match to.endpoint_id {
            Some(endpoint) => Column::EndpointId.eq(endpoint),
            None => Column::EndpointId.is_null().and(Column::OrgId.eq(to.org_id)),
        };
        let due = Self::find()
            .select_only()
            .column(Column::Id)
            .filter(there)
            .filter(Column::DueAt.lte(now))
            .order_by_asc(Column::DueAt)
            .limit(most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .into_query();
        Self::update_many()
            .col_expr(Column::DueAt, Expr::value(until))
            .col_expr(Column::Claim, Expr::value(claim))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.in_subquery(due))
    }

    /// What this claim got.
    pub fn claimed(claim: Uuid, until: Timestamp) -> Select<Self> {
        Self::find().filter(Column::DueAt.eq(until)).filter(Column::Claim.eq(claim))
    }

    /// It is to be sent again at `due`, and this attempt doesn't count; one row if the claim still stands.
    pub fn postpone(id: WebhookDeliveryId, claim: Uuid, attempt: Attempt<'_>, due: Timestamp) -> UpdateMany<Self> {
        ended(id, claim, attempt)
            .col_expr(Column::DueAt, Expr::value(due))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
    }

    /// Gives up at most `most` of what is still to be sent to an endpoint that was turned off; an attempt under way
    /// counts for nothing.
    pub fn give_up_some_of_endpoint(
        endpoint: WebhookEndpointId,
        most: u64,
        error: &str,
        now: Timestamp,
    ) -> UpdateMany<Self> {
        let some = Self::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::EndpointId.eq(endpoint))
            .filter(Column::DueAt.is_not_null())
            .limit(most)
            .into_query();
        over(open_of_endpoint(endpoint, error).filter(Column::Id.in_subquery(some)), crate::DeliveryStatus::Failed, now)
    }
}

/// When the first is due of those that `there` chooses from within another query; null if none is. Sorted and cut, so
/// that no planner makes a join of it, which would read everything that is due.
fn first_due(now: Timestamp, there: Expr) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::DueAt)
        .filter(there)
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .limit(1)
        .into_query()
}
