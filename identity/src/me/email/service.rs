//! Beginning, finishing and stopping a change of address. Nothing tells whether the new address has an account: only a mail
//! is or is not sent.

use std::time::Duration;

use entity::{Digest, email_change, user};
use kernel::{
    audit::{Action, Actor},
    error::{Code, Error, Result},
    inbound::Inbound,
    notice::{self, Notice},
    request::Context,
    share::Holder,
    state::State,
    token::link,
    wire::email::{Email, is_allowed},
};

use super::mail;
use crate::{
    people::{forget_applications, move_to, record},
    policy::{Admission, SteppedUp},
    principal::{InOrg as _, Session},
};

/// How long the links work.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// The one answer for a link that is unknown, expired, used, stopped or replaced, or whose address is another's by now.
fn refused() -> Error {
    Error::unauthorized("The link is unknown, expired or was used before")
}

/// The user's change that waits, if there is one.
pub async fn pending(state: &State, session: &Session) -> Result<Option<email_change::Model>> {
    Ok(email_change::Entity::of_user(session.user(), state.now()).one(state.db.read()).await?)
}

/// Mails a link to the new address and another to the old one; an earlier change is void.
///
/// # Errors
/// `BAD_REQUEST` for an address that may not sign in.
pub async fn begin(
    inbound: &Inbound,
    session: &Session,
    _: (SteppedUp, Admission),
    email: Email,
) -> Result<email_change::Model> {
    let Inbound { state, context } = inbound;
    if !is_allowed(email.as_str(), state.config.sign_in.allowed_email_domains.as_ref()) {
        return Err(Error::field("email", "addresses of this domain may not sign in here"));
    }
    let may_mail = state.limiter.may_mail(email.as_str(), context.address).await?;
    let (token, stop, now) = (link::mint(state.random()), link::mint(state.random()), state.now());
    let row = email_change::Model {
        user_id: session.user(),
        email: email.as_str().to_owned(),
        email_normalised: email.normalised(),
        digest: token.digest(),
        stop_digest: stop.digest(),
        expires_at: now.plus(LIFETIME),
        created_at: now,
    };
    let holder = user::Entity::by_email(&email.normalised()).one(state.db.read()).await?;
    let is_free = holder.is_none_or(|holder| holder.id == session.user());
    let sender = Some(Holder::at(context.address));
    let change = state.changes.begin(context).await?;
    email_change::Entity::put(row.clone()).exec_without_returning(&change).await?;
    let finish = mail::finish(state, email.as_str(), &token, row.expires_at);
    change.mail_or_decoy(sender, &finish, !(is_free && may_mail))?;
    change.mail(None, &mail::stop(state, &session.picture.member.email, &stop, row.expires_at))?;
    change.commit().await?;
    Ok(row)
}

/// Forgets the change that waits. Asks for no step-up: containment is never held up.
pub async fn cancel(state: &State, session: &Session) -> Result<()> {
    let gone = email_change::Entity::delete_of_user(session.user()).exec(state.db.write()).await?;
    if gone.rows_affected == 0 { Err(Error::not_found()) } else { Ok(()) }
}

/// Moves the account to the address whose mail had the token. Sessions go on; everything else that was mailed is void.
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong with the link.
pub async fn finish(state: &State, context: &Context, token: &str) -> Result<()> {
    let digest = link::digest(token).ok_or_else(refused)?;
    let now = state.now();
    let found = email_change::Entity::by_digest(digest, now).one(state.db.read()).await?.ok_or_else(refused)?;
    let email: Email = found.email.parse().map_err(|_| refused())?;
    let change = state.changes.begin(context).await?;
    forget_applications(&change, &email).await?;
    let user = user::Entity::lock(found.user_id).one(&change).await?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or_else(refused)?;
    if email_change::Entity::use_up(user.id, digest, now).exec(&change).await?.rows_affected == 0 {
        return Err(refused());
    }
    let mut change = change;
    let taken = |error: Error| if error.code() == Code::Conflict { refused() } else { error };
    move_to(state, &mut change, &user, &email).await.map_err(taken)?;
    record(&change, Actor::User(user.id), Action::UserEmailChanged, user.id, None).await?;
    notice::tell(&change, &user.email, Notice::AddressChanged)?;
    change.commit().await
}

/// Stops the change that the old address was told of.
///
/// # Errors
/// As `finish`.
pub async fn stop(state: &State, token: &str) -> Result<()> {
    let digest: Digest = link::digest(token).ok_or_else(refused)?;
    let found = email_change::Entity::by_stop_digest(digest, state.now()).one(state.db.read()).await?;
    let found = found.ok_or_else(refused)?;
    let stopped = email_change::Entity::use_up(found.user_id, found.digest, state.now()).exec(state.db.write()).await?;
    if stopped.rows_affected == 0 { Err(refused()) } else { Ok(()) }
}

/// Forgets the changes that have expired: they name somebody's address.
pub async fn forget_expired(state: &State) -> Result<()> {
    email_change::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
