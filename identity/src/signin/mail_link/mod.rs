//! Mailed links that work once, for a quarter of an hour: whoever has one reads the account's mail. Nothing tells
//! whether an address has an account: the answer, its time and what is written down are the same, only a mail is or
//! is not sent. What a link is good for is its purpose; the folders beside this one act on it.

mod mail;

use std::time::Duration;

use entity::{Digest, LinkPurpose, mail_link, user};
use kernel::{
    error::{Error, Result},
    inbound::Inbound,
    share::Holder,
    state::State,
    token::link,
    wire::email::{Email, is_allowed},
};

use crate::policy::Admission;

/// How long a link works.
const LIFETIME: Duration = Duration::from_secs(15 * 60);

/// The one answer for a link that is unknown, of another purpose, expired, used, replaced or its account's no more.
pub(super) fn refused() -> Error {
    Error::unauthorized("The link is unknown, expired or was used before")
}

/// Mails a link to the account at `email`, if there is one that may use it; a newer one voids the older. A recipient who
/// has had enough mail gets none, known or not, and keeps the link that was mailed last.
/// Where this server sends no mail, only the log says so.
pub(super) async fn start(inbound: &Inbound, _admission: Admission, purpose: LinkPurpose, email: &Email) -> Result<()> {
    let Inbound { state, context } = inbound;
    if !state.limiter.may_mail(email.as_str(), context.address).await? {
        return Ok(());
    }
    let known = user::Entity::by_email(&email.normalised()).one(state.db.read()).await?;
    let token = link::mint(state.random());
    let now = state.now();
    let row = mail_link::Model {
        purpose,
        email_normalised: email.normalised(),
        digest: token.digest(),
        expires_at: now.plus(LIFETIME),
        created_at: now,
    };
    let ends_at = row.expires_at;
    let change = state.changes.begin(context).await?;
    mail_link::Entity::put(row).exec_without_returning(&change).await?;
    // To the address that the account was verified with, never to another spelling of it.
    let address = known.as_ref().map_or(email.as_str(), |user| &user.email);
    let message = mail::draft(state, purpose, address, &token, ends_at);
    let is_known = known.as_ref().is_some_and(|user| may_use(state, purpose, user));
    change.mail_or_decoy(Some(Holder::at(context.address)), &message, !is_known)?;
    change.commit().await
}

/// A link signs nobody in whose address was never verified: the password there may be somebody else's. A reset
/// replaces that password, so it may go to such an address, and verifies it.
fn may_use(state: &State, purpose: LinkPurpose, user: &user::Model) -> bool {
    let proves_enough = purpose == LinkPurpose::PasswordReset || user.email_verified_at.is_some();
    let domains = state.config.sign_in.allowed_email_domains.as_ref();
    proves_enough && user.disabled_at.is_none() && is_allowed(&user.email, domains)
}

/// A link that works, and whose it is. It is not used up yet.
pub(super) struct Live {
    pub user: user::Model,
    pub digest: Digest,
}

/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong.
pub(super) async fn find(state: &State, purpose: LinkPurpose, token: &str) -> Result<Live> {
    let digest = link::digest(token).ok_or_else(refused)?;
    let found = mail_link::Entity::live(purpose, digest, state.now()).one(state.db.read()).await?;
    let address = found.ok_or_else(refused)?.email_normalised;
    let user = user::Entity::by_email(&address).one(state.db.read()).await?;
    let user = user.filter(|user| may_use(state, purpose, user)).ok_or_else(refused)?;
    Ok(Live { user, digest })
}

/// Forgets the links that have expired: they name somebody's address.
pub async fn forget_expired(state: &State) -> Result<()> {
    mail_link::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
