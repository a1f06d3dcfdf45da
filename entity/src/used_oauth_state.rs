//! The `state` parameters that have come back from a provider. A state is signed and says all there is to know, so
//! only that it was used has to be kept, and only until it would have expired.

use sea_orm::{DbBackend, DeleteMany, Statement, entity::prelude::*};

use crate::{Digest, Timestamp};

/// A used state.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_oauth_states")]
pub struct Model {
    /// Of the state's own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Digest,
    pub expires_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// SQLite takes `$n` too.
const USE_UP: &str = "INSERT INTO used_oauth_states (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";

impl Entity {
    /// Uses the state up: one row if it had not been used.
    pub fn use_up(backend: DbBackend, id: Digest, expires_at: Timestamp) -> Statement {
        let values: [sea_orm::Value; 2] = [id.into(), expires_at.into()];
        Statement::from_sql_and_values(backend, USE_UP, values)
    }

    /// Forgets the states that have expired: they are refused for that.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
