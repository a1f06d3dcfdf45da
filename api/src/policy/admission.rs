//! Leave from the limiter. Services behind a bucket ask for one, so none can be reached around it.

use std::net::IpAddr;

use entity::UserId;

use crate::{
    error::Result,
    limiter::{Account, Bucket, Limiter, Subject},
};

/// Proof that a request has drawn from its bucket. Made by `Caller::admit` and `Visitor::admit` only.
#[derive(Debug)]
pub struct Admission(());

impl Admission {
    pub(super) fn granted() -> Self {
        Self(())
    }

    /// One of what a user may have so many of at an address: a mint (004), say.
    pub(super) async fn of_user(limiter: &Limiter, bucket: Bucket, user: UserId, address: IpAddr) -> Result<Self> {
        limiter.take(bucket, Subject::UserAt(user, address)).await?;
        Ok(Self(()))
    }

    /// One attempt from an address on an account: both have a bucket.
    pub(super) async fn of_account(limiter: &Limiter, account: &Account, address: IpAddr) -> Result<Self> {
        limiter.take(Bucket::Login, Subject::Address(address)).await?;
        limiter.take(Bucket::Login, Subject::Account(account)).await?;
        Ok(Self(()))
    }
}
