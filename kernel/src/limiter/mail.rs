//! Mails to somebody who isn't in a session: how many one recipient gets, whoever asks for them and from wherever.
//! Notices to an account's owner of what was done on it are none of these, so that nobody uses them up.

use std::net::IpAddr;

use super::{Bucket, Limiter, Place, Subject, Target};
use crate::error::Result;

impl Limiter {
    /// Draws a mail that somebody at `address` asks for: with a link to sign in or to set a password. False when the
    /// recipient has had enough; that is said to nobody.
    pub async fn may_mail(&self, email: &str, address: IpAddr) -> Result<bool> {
        // Where the owner signs in from they have a bucket of their own, as everywhere.
        let place = self.place(&Target::of(email), address).await?;
        self.draws(Bucket::Mail, &Target::recipient(email), place).await
    }

    /// As `may_mail`, for a mail about a sign-up. Those to an address that finishes none soon become few: whoever did not
    /// ask for them did not know either whom to tell.
    pub async fn may_mail_sign_up(&self, email: &str, address: IpAddr) -> Result<bool> {
        let place = self.place(&Target::of(email), address).await?;
        let recipient = Target::recipient(email);
        Ok(self.draws(Bucket::SignUp, &recipient, place).await? && self.draws(Bucket::Mail, &recipient, place).await?)
    }

    /// Draws an invitation. Only who is signed in sends these, so strangers don't use them up.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests`: who invites is to know that no mail was sent.
    pub async fn admit_invitation(&self, email: &str) -> Result<()> {
        self.take(Bucket::Mail, Subject::Target(&Target::invited(email), Place::Elsewhere)).await
    }

    async fn draws(&self, bucket: Bucket, recipient: &Target, place: Place) -> Result<bool> {
        Ok(self.try_take(bucket, Subject::Target(recipient, place)).await?.is_ok())
    }
}
