//! Signing up: a mailed link makes the account. Nothing tells whether an address is known: the answer, its time and
//! what is written down are the same, only the mail differs.
//!
//! Anybody can apply with anybody's address, and chooses a password with it. So one application never replaces another:
//! where there were several, no link is enough alone, and the account is made with the application whose password is
//! given (`finish`). There are only so many for an address; whoever reads its mail can always finish, by choosing a
//! password with any of the links (`claim`).

mod api;
mod claim;
mod finish;
mod mail;
mod new_password;

use std::time::Duration;

pub use api::Api;
use entity::{SignUpId, sign_up, user};
use kernel::{
    change::Change,
    error::{Error, Result},
    inbound::Inbound,
    share::Holder,
    state::State,
    token::link,
    wire::email::{Email, is_allowed},
};
pub use new_password::NewPassword;

use crate::{account, account::failure::Failure, policy::Admission};

/// How long a link works.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);
/// The most applications for one address at a time. One more is neither kept nor mailed, and answered like the others.
const MOST: i32 = 5;

/// What somebody signs up with.
struct Application {
    email: Email,
    password: String,
    name: String,
    org_name: Option<String>,
}

/// Notes the application and mails its link, as long as the address has room for one more. Nothing is noted for a recipient
/// who has had enough mail.
///
/// Where only the invited get accounts, the others apply just the same, and are told by mail that they need an invitation.
///
/// # Errors
/// `FORBIDDEN` where nobody signs up, the same for every address.
async fn apply(inbound: &Inbound, _admission: Admission, application: Application) -> Result<()> {
    let Inbound { state, context } = inbound;
    let Application { email, password, name, org_name } = application;
    if !is_allowed(email.as_str(), state.config.sign_in.allowed_email_domains.as_ref()) {
        return Err(Error::forbidden("domain_not_allowed"));
    }
    let bar = account::sign_up::bar(state, state.db.read(), &email.normalised()).await?;
    if let Some(closed) = bar.filter(|bar| *bar == Failure::SignUpClosed) {
        return Err(Error::forbidden(closed.as_str()));
    }
    let password_hash = state.hasher.hash(&password, state.random(), &[Holder::at(context.address)]).await?;
    if !state.limiter.may_mail_sign_up(email.as_str(), context.address).await? {
        return Ok(());
    }
    let known = user::Entity::by_email(&email.normalised()).one(state.db.read()).await?.is_some();
    let token = link::mint(state.random());
    let now = state.now();
    let application = sign_up::Model {
        id: SignUpId::new(now, state.random()),
        email: email.as_str().to_owned(),
        email_normalised: email.normalised(),
        slot: 0,
        name,
        org_name,
        password_hash,
        digest: token.digest(),
        contested: false,
        expires_at: now.plus(LIFETIME),
        created_at: now,
    };
    let (ends_at, change) = (application.expires_at, state.changes.begin(context).await?);
    let Some(contested) = keep(&change, application).await? else { return Ok(()) };
    let message = match (known, contested) {
        (true, _) => mail::known(state, &email),
        (false, _) if bar.is_some() => mail::not_invited(state, &email, &token, ends_at),
        (false, false) => mail::verify(state, &email, &token, ends_at),
        (false, true) => mail::verify_one_of_several(state, &email, &token, ends_at),
    };
    change.mail(Some(Holder::at(context.address)), &message)?;
    change.commit().await
}

/// Keeps an application beside the others for its address; says whether there are any. `None` where there is no room.
async fn keep(change: &Change, mut application: sign_up::Model) -> Result<Option<bool>> {
    let (email, now) = (application.email_normalised.clone(), application.created_at);
    // Everybody begins with the first slot, so that of two at once the later sees the earlier.
    for slot in 0..MOST {
        application.slot = slot;
        if sign_up::Entity::put(application.clone(), now).exec_without_returning(change).await? == 0 {
            continue;
        }
        let contested = sign_up::Entity::open_of_address(&email, now).all(change).await?.len() > 1;
        if contested {
            sign_up::Entity::contest(&email, now).exec(change).await?;
        }
        return Ok(Some(contested));
    }
    Ok(None)
}

/// The application that a link was mailed for. Nothing is used up by asking.
///
/// # Errors
/// `UNAUTHORIZED`
async fn of_link(state: &State, token: &str) -> Result<sign_up::Model> {
    let digest = link::digest(token).ok_or_else(refused)?;
    let found = sign_up::Entity::by_digest(digest, state.now()).one(state.db.read()).await?;
    found.ok_or_else(refused)
}

/// The one answer for a link that is unknown, expired or used.
fn refused() -> Error {
    Error::unauthorized("The link is unknown, expired or was used before")
}

/// Forgets the applications whose links have expired: they are somebody's name and address.
pub async fn forget_expired(state: &State) -> Result<()> {
    sign_up::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
