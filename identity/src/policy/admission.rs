//! Leave from the limiter. Services behind a bucket ask for one, so none can be reached around it.

use std::net::IpAddr;

use entity::UserId;
use kernel::{
    error::Result,
    limiter::{Bucket, Limiter, Place, Subject, Target},
};

/// Proof that a request has drawn from its bucket. Made by `Caller::admit`, `Visitor::admit` and
/// `Visitor::admit_address` only.
#[derive(Debug)]
pub struct Admission {
    /// Whose attempts it was drawn from, if from an address's.
    address: Option<IpAddr>,
}

impl Admission {
    pub(super) fn granted() -> Self {
        Self { address: None }
    }

    /// The attempt succeeded: the address gets its token back, so that everybody behind one address can sign in. What was
    /// drawn from the account stays drawn.
    pub async fn succeeded(self, limiter: &Limiter) -> Result<()> {
        match self.address {
            Some(address) => limiter.give_back(Bucket::Login, Subject::Address(address)).await,
            None => Ok(()),
        }
    }

    /// As `succeeded`, where beginning had drawn a token too.
    pub async fn succeeded_in_two(self, limiter: &Limiter) -> Result<()> {
        Self { address: self.address }.succeeded(limiter).await?;
        self.succeeded(limiter).await
    }

    /// One of what a user may have so many of at an address: a mint, say.
    pub(crate) async fn of_user(limiter: &Limiter, bucket: Bucket, user: UserId, address: IpAddr) -> Result<Self> {
        limiter.take(bucket, Subject::UserAt(user, address)).await?;
        Ok(Self::granted())
    }

    /// One attempt from an address, on no account in particular.
    pub(super) async fn of_address(limiter: &Limiter, address: IpAddr) -> Result<Self> {
        limiter.take(Bucket::Login, Subject::Address(address)).await?;
        Ok(Self { address: Some(address) })
    }

    /// One attempt from an address on an account: both have a bucket.
    pub(super) async fn of_account(limiter: &Limiter, account: &Target, address: IpAddr) -> Result<Self> {
        let place = limiter.place(account, address).await?;
        Self::at_place(limiter, account, place, address).await
    }

    /// As `of_account`, where it is known whether the account's owner signs in from the address.
    pub(super) async fn at_place(limiter: &Limiter, account: &Target, place: Place, address: IpAddr) -> Result<Self> {
        limiter.take(Bucket::Login, Subject::Address(address)).await?;
        limiter.take(Bucket::Login, Subject::Target(account, place)).await?;
        Ok(Self { address: Some(address) })
    }

    /// One link to a project that is opened from an address.
    pub(super) async fn of_share_link(limiter: &Limiter, address: IpAddr) -> Result<Self> {
        limiter.take(Bucket::ShareLink, Subject::Address(address)).await?;
        Ok(Self::granted())
    }

    /// One device login that begins at an address: its bucket for attempts, its share of the codes, and everybody's.
    pub(super) async fn of_device_start(limiter: &Limiter, address: IpAddr) -> Result<Self> {
        limiter.take(Bucket::Login, Subject::Address(address)).await?;
        limiter.take(Bucket::DeviceStart, Subject::Address(address)).await?;
        limiter.take(Bucket::DeviceStart, Subject::Everybody).await?;
        Ok(Self::granted())
    }
}

/// Leave to try one user code: counted against the account and against everybody before it is looked up, given back
/// when it was no guess. Made by `Caller::try_user_code` only.
#[derive(Debug)]
pub struct UserCodeTry(Target);

impl UserCodeTry {
    /// The account first: it can't use up what is everybody's.
    pub(super) async fn of_account(limiter: &Limiter, account: Target) -> Result<Self> {
        limiter.take(Bucket::UserCode, Subject::Target(&account, Place::Elsewhere)).await?;
        limiter.take(Bucket::UserCode, Subject::Everybody).await?;
        Ok(Self(account))
    }

    /// The code was one that a device shows.
    pub async fn was_right(self, limiter: &Limiter) -> Result<()> {
        limiter.give_back(Bucket::UserCode, Subject::Target(&self.0, Place::Elsewhere)).await?;
        limiter.give_back(Bucket::UserCode, Subject::Everybody).await
    }
}
