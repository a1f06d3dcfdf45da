//! Passkeys: WebAuthn credentials of a user, each with its public key and the counter of its authenticator.

use sea_orm::{DeleteMany, QueryOrder, QuerySelect, SelectGetableTuple, Selector, UpdateMany, entity::prelude::*};

use crate::{Id, Timestamp, UserId, page::newest_first};

pub type PasskeyId = Id<Entity>;

/// One passkey. There is no secret in it: the private key never leaves the authenticator.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    pub user_id: UserId,
    /// What its owner calls it.
    pub name: String,
    /// The authenticator's name for it; unique.
    pub credential_id: Vec<u8>,
    /// Public key and policy, in the JSON of webauthn-rs.
    pub credential: String,
    /// The authenticator's counter at the last use; it only grows. Zero for authenticators that don't count.
    pub sign_count: i64,
    /// True if there is a copy elsewhere, as passkeys that are synchronised have.
    pub backed_up: bool,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a use of a passkey changes of it.
#[derive(Clone, Debug)]
pub struct Use {
    pub credential: String,
    pub sign_count: i64,
    pub backed_up: bool,
    pub at: Timestamp,
}

impl Entity {
    /// Deletes every passkey of the user.
    pub fn delete_all_of_user(user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user))
    }

    /// Those of these users who have a passkey: select into a `UserId`.
    pub fn users_among(users: impl IntoIterator<Item = UserId>) -> Selector<SelectGetableTuple<UserId>> {
        let some = Self::find().filter(Column::UserId.is_in(users)).select_only().column(Column::UserId);
        some.distinct().into_tuple()
    }

    /// Every passkey of the user, oldest first.
    pub fn of_user(user: UserId) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user)).order_by_asc(Column::Id)
    }

    /// A page of the user's passkeys, newest first.
    pub fn page_of_user(user: UserId, after: Option<PasskeyId>, limit: u64) -> Select<Self> {
        newest_first(Self::find().filter(Column::UserId.eq(user)), Column::Id, after, limit)
    }

    /// The passkey, if it is the user's.
    pub fn find_of_user(user: UserId, id: PasskeyId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::UserId.eq(user))
    }

    /// The passkey that an authenticator means, whoever's: this is where a sign-in finds its user.
    pub fn by_credential_id(credential_id: &[u8]) -> Select<Self> {
        Self::find().filter(Column::CredentialId.eq(credential_id))
    }

    /// Notes a use: one row if the counter has grown since the last one, or the authenticator has never counted.
    pub fn accept_use(id: PasskeyId, used: Use) -> UpdateMany<Self> {
        let count = used.sign_count;
        let grown = if count == 0 { Column::SignCount.eq(0) } else { Column::SignCount.lt(count) };
        Self::update_many()
            .col_expr(Column::Credential, Expr::value(used.credential))
            .col_expr(Column::SignCount, Expr::value(count))
            .col_expr(Column::BackedUp, Expr::value(used.backed_up))
            .col_expr(Column::LastUsedAt, Expr::value(used.at))
            .filter(Column::Id.eq(id))
            .filter(grown)
    }

    /// Renames the user's passkey; one row if it is theirs.
    pub fn rename_of_user(user: UserId, id: PasskeyId, name: &str) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Name, Expr::value(name))
            .filter(Column::UserId.eq(user))
            .filter(Column::Id.eq(id))
    }

    /// Deletes the user's passkey; one row if it was theirs.
    pub fn delete_of_user(user: UserId, id: PasskeyId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user)).filter(Column::Id.eq(id))
    }
}
