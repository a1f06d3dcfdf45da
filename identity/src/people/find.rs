//! Finding people as the operator does: by id or by address, or a page of all there are. What belongs to them is counted,
//! not shown.

use std::str::FromStr;

use entity::{UserId, api_key, org, session, user};
use kernel::{
    error::{Error, Result},
    state::State,
    wire::email::Email,
};
use sea_orm::{ConnectionTrait, PaginatorTrait};

use crate::account::factors::Factors;

/// What a person is named by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Id(UserId),
    Address(Email),
}

impl FromStr for Named {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = text.parse().map(Self::Id).ok();
        id.or_else(|| text.parse().map(Self::Address).ok()).ok_or("expected a user's id or e-mail address")
    }
}

/// # Errors
/// `NOT_FOUND`
pub async fn find(db: &impl ConnectionTrait, named: &Named) -> Result<user::Model> {
    let found = match named {
        Named::Id(id) => user::Entity::by_id(*id),
        Named::Address(email) => user::Entity::by_email(&email.normalised()),
    };
    found.one(db).await?.ok_or_else(Error::not_found)
}

/// A person, and how much is theirs.
pub struct About {
    pub user: user::Model,
    pub factors: Factors,
    /// What they are in which org, oldest org first.
    pub orgs: Vec<org::OrgOfUser>,
    /// Sessions that have not been ended.
    pub sessions: u64,
    /// Keys that are not revoked.
    pub keys: u64,
}

pub async fn about(state: &State, user: user::Model) -> Result<About> {
    let db = state.db.read();
    Ok(About {
        factors: Factors::of(db, user.id).await?,
        orgs: org::Entity::of_user(user.id).all(db).await?,
        sessions: session::Entity::open_of_user(user.id, None).count(db).await?,
        keys: api_key::Entity::live_of_user(user.id).count(db).await?,
        user,
    })
}

/// At most `limit` people, the newest first.
pub async fn list(
    state: &State,
    wanted: user::Wanted<'_>,
    after: Option<UserId>,
    limit: u64,
) -> Result<Vec<user::Model>> {
    Ok(user::Entity::page_of_all(wanted, after, limit).all(state.db.read()).await?)
}
