//! Connections: credentials that an org has with third parties, sealed. Names are unique in an org.

use std::fmt;

use sea_orm::{DeleteMany, ExprTrait, UpdateMany, entity::prelude::*};

use crate::{Id, OrgId, Timestamp, UserId, page::newest_first};

pub type ConnectionId = Id<Entity>;

/// A credential with a third party. `Debug` leaves it out.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "connections")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConnectionId,
    pub org_id: OrgId,
    pub name: String,
    pub provider: String,
    pub description: Option<String>,
    /// The credential, AEAD-sealed for this org and this row.
    pub sealed: Vec<u8>,
    /// How many credentials it has had.
    pub version: i32,
    pub rotated_at: Option<Timestamp>,
    /// True if keys that have the scope for it may fetch the credential.
    pub usable_by_keys: bool,
    /// May name a user who is gone.
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The connection, if it is the org's.
    pub fn find_in_org(org: OrgId, id: ConnectionId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's connections, newest first.
    pub fn page_in_org(org: OrgId, after: Option<ConnectionId>, limit: u64) -> Select<Self> {
        newest_first(Self::find().filter(Column::OrgId.eq(org)), Column::Id, after, limit)
    }

    /// Lets keys use it, or no longer.
    pub fn let_keys_in_org(org: OrgId, id: ConnectionId, is_usable: bool, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::UsableByKeys, Expr::value(is_usable))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::OrgId.eq(org))
            .filter(Column::Id.eq(id))
    }

    /// Puts another credential in the place of the one before; one row if the connection is the org's.
    pub fn rotate_in_org(org: OrgId, id: ConnectionId, sealed: Vec<u8>, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Sealed, Expr::value(sealed))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .col_expr(Column::RotatedAt, Expr::value(now))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::OrgId.eq(org))
            .filter(Column::Id.eq(id))
    }

    /// Deletes the connection; one row if it was the org's.
    pub fn delete_in_org(org: OrgId, id: ConnectionId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }
}
