//! Which session at a provider each of ours came from.

use sea_orm::{Condition, entity::prelude::*, sea_query::Query};

use crate::{SessionId, session};

/// A session that a provider vouched for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    /// The name that it has in the settings.
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    /// The provider's own name for its session, where it says one.
    pub sid: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Where a session came from.
    pub fn of_session(session: SessionId) -> Select<Self> {
        Self::find_by_id(session)
    }

    /// The sessions, not ended here, that came from a provider's: those of a subject, of one of its sessions, or of the
    /// one in the other. Those of which the provider didn't say whose of its sessions they were count for each of them.
    pub fn open_there(issuer: &str, subject: Option<&str>, sid: Option<&str>) -> Select<session::Entity> {
        let mut there = Query::select();
        there.column(Column::SessionId).from(Self).and_where(Column::Issuer.eq(issuer));
        if let Some(subject) = subject {
            there.and_where(Column::Subject.eq(subject));
        }
        if let Some(sid) = sid {
            let named = Condition::any().add(Column::Sid.eq(sid));
            there.cond_where(if subject.is_some() { named.add(Column::Sid.is_null()) } else { named });
        }
        session::Entity::find()
            .filter(session::Column::Id.in_subquery(there))
            .filter(session::Column::EndedAt.is_null())
    }
}
