//! WebAuthn ceremonies that were begun and not finished: the server's half of a challenge. Rows never change; to take
//! one is to delete it.

use sea_orm::{DeleteMany, Insert, entity::prelude::*};

use crate::{CeremonyPurpose, Id, SessionId, Timestamp, UserId};

pub type CeremonyId = Id<Entity>;

/// A challenge that was handed out, and whom it binds.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webauthn_ceremonies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CeremonyId,
    pub purpose: CeremonyPurpose,
    /// Who began it; nobody in particular for a sign-in.
    pub user_id: Option<UserId>,
    /// The session it was begun in and has to end in.
    pub session_id: Option<SessionId>,
    /// The challenge and the policy, in the JSON of webauthn-rs.
    pub state: String,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The ceremony, expired or not.
    pub fn by_id(id: CeremonyId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// Keeps a ceremony that begins.
    pub fn begin(ceremony: Model) -> Insert<ActiveModel> {
        Self::insert(ActiveModel::from(ceremony).reset_all())
    }

    /// Deletes what was begun for this purpose in this session: a newer ceremony takes its place.
    pub fn replace_in_session(session: SessionId, purpose: CeremonyPurpose) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::SessionId.eq(session)).filter(Column::Purpose.eq(purpose))
    }

    /// Takes the ceremony: one row for whoever comes first, none for everybody after.
    pub fn take(id: CeremonyId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.eq(id))
    }

    /// Deletes the ceremonies that nobody finished in time.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
