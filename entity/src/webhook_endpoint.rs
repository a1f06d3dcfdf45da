//! Webhook endpoints: where an org wants its events sent, and what they are signed with.

use std::fmt;

use sea_orm::{
    DeleteMany, SelectGetableTuple, Selector, UpdateMany, entity::prelude::*, query::*, sea_query::LockType,
};

use crate::{Id, OrgId, Timestamp, page::newest_first};

pub type WebhookEndpointId = Id<Entity>;

/// An endpoint. `Debug` leaves out the secrets, and the URL, which may have one in it.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_endpoints")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookEndpointId,
    pub org_id: OrgId,
    pub url: String,
    pub description: Option<String>,
    /// The names of the events it wants, with spaces between; none means all.
    pub events: Option<String>,
    /// Sealed.
    pub secret: Vec<u8>,
    /// The secret before, sealed: signed with as well until the instant below.
    pub previous_secret: Option<Vec<u8>>,
    pub previous_secret_until: Option<Timestamp>,
    /// From when on it is sent nothing.
    pub disabled_at: Option<Timestamp>,
    /// Why, where it wasn't somebody's wish.
    pub disabled_reason: Option<String>,
    /// Since when nothing has arrived, if the last attempt failed.
    pub failing_since: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookEndpoint").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An endpoint's id, and the events it wants.
pub type Listening = (WebhookEndpointId, Option<String>);

impl Entity {
    /// The org's endpoint.
    pub fn find_in_org(org: OrgId, id: WebhookEndpointId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's endpoints, newest first.
    pub fn page_in_org(org: OrgId, after: Option<WebhookEndpointId>, limit: u64) -> Select<Self> {
        newest_first(of_org(org), Column::Id, after, limit)
    }

    /// How many endpoints the org has: select a count.
    pub fn in_org(org: OrgId) -> Select<Self> {
        of_org(org)
    }

    /// The org's endpoints that are sent something, held against being deleted until the transaction ends; in the order
    /// of their ids, so that nobody waits for each other in a ring.
    pub fn listening_in_org(org: OrgId) -> Selector<SelectGetableTuple<Listening>> {
        of_org(org)
            .filter(Column::DisabledAt.is_null())
            .select_only()
            .columns([Column::Id, Column::Events])
            .order_by_asc(Column::Id)
            .lock(LockType::KeyShare)
            .into_tuple()
    }

    /// The endpoint, whoever's: for what sends to it.
    pub fn by_id(id: WebhookEndpointId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// Deletes the org's endpoint, and by the foreign key its deliveries; one row if it was there.
    pub fn remove_in_org(org: OrgId, id: WebhookEndpointId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }

    /// Stops sending to the endpoint; one row unless that has happened already.
    pub fn disable(id: WebhookEndpointId, reason: &str, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::DisabledAt, Expr::value(now))
            .col_expr(Column::DisabledReason, Expr::value(reason))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::DisabledAt.is_null())
    }

    /// Notes that an attempt failed, if the one before didn't.
    pub fn note_failing(id: WebhookEndpointId, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::FailingSince, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::FailingSince.is_null())
    }

    /// Notes that something arrived, if the attempt before failed.
    pub fn note_working(id: WebhookEndpointId) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::FailingSince, Expr::value(Option::<i64>::None))
            .filter(Column::Id.eq(id))
            .filter(Column::FailingSince.is_not_null())
    }
}

fn of_org(org: OrgId) -> Select<Entity> {
    Entity::find().filter(Column::OrgId.eq(org))
}
