//! Identities: who a person is at a provider that they sign in with. The provider names them by a subject that never
//! changes and is never given to somebody else; their address there may change, and counts for nothing here.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, UserId};

/// A subject at an issuer, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    pub user_id: UserId,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The identity, if it is known.
    pub fn by_subject(issuer: &str, subject: &str) -> Select<Self> {
        Self::find_by_id((issuer.to_owned(), subject.to_owned()))
    }

    /// Who the user is at this issuer.
    pub fn of_user_at(user: UserId, issuer: &str) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user)).filter(Column::Issuer.eq(issuer))
    }
}
