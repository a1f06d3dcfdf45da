//! What a user can show beside a first step.

use std::collections::BTreeSet;

use entity::{UserId, passkey, recovery_code, totp_secret};
use kernel::error::Result;
use sea_orm::{ConnectionTrait, PaginatorTrait};

/// True if the user has any confirmed second factor.
pub async fn has_second_factor(db: &impl ConnectionTrait, user: UserId) -> Result<bool> {
    Ok(Factors::of(db, user).await?.any())
}

/// How many users a statement asks of: far fewer than either database takes.
const AT_ONCE: usize = 1000;

/// Those of these users who have a confirmed second factor.
pub async fn with_second_factor(
    db: &impl ConnectionTrait,
    users: impl IntoIterator<Item = UserId>,
) -> Result<BTreeSet<UserId>> {
    let users: Vec<UserId> = users.into_iter().collect();
    let mut found = BTreeSet::new();
    for some in users.chunks(AT_ONCE) {
        found.extend(totp_secret::Entity::users_among(some.iter().copied()).all(db).await?);
        found.extend(passkey::Entity::users_among(some.iter().copied()).all(db).await?);
    }
    Ok(found)
}

/// What a user has beside a first step.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// A confirmed authenticator app.
    pub totp: bool,
    pub passkeys: u64,
    /// Unused recovery codes; no factor of their own, they stand in for one.
    pub recovery_codes: u64,
}

impl Factors {
    pub async fn of(db: &impl ConnectionTrait, user: UserId) -> Result<Self> {
        let secret = totp_secret::Entity::of_user(user).one(db).await?;
        Ok(Self {
            totp: secret.is_some_and(|secret| secret.confirmed_at.is_some()),
            passkeys: passkey::Entity::of_user(user).count(db).await?,
            recovery_codes: recovery_code::Entity::unused_of_user(user).count(db).await?,
        })
    }

    /// True if there is a second factor.
    pub fn any(self) -> bool {
        self.totp || self.passkeys > 0
    }

    /// As a sign-in names them that asks for the second step.
    pub fn methods(self) -> Vec<String> {
        let has = [("totp", self.totp), ("passkey", self.passkeys > 0), ("recovery", self.recovery_codes > 0)];
        has.into_iter().filter(|(_, there)| *there).map(|(name, _)| name.to_owned()).collect()
    }
}
