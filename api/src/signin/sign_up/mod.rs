//! Signing up: a mailed link makes the account. Nothing tells whether an address is known: the answer, its time and
//! what is written down are the same, only the mail differs.

mod api;
mod mail;

use std::time::Duration;

pub use api::{Api, NewPassword};
use entity::{OrgRole, SignInMethod, SignUpId, sign_up, user};

use super::{
    Proof,
    email::{Email, is_allowed},
};
use crate::{
    account::{Account, create_org, create_user, join, personal_org_name},
    audit::{self, Action, Event},
    context::Context,
    error::{Error, Result},
    policy::Admission,
    share::Holder,
    state::State,
    token::link,
};

/// How long a link works.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);

/// What somebody signs up with.
struct Application {
    email: Email,
    password: String,
    name: String,
    org_name: Option<String>,
}

/// Notes the application and mails its link; a newer one voids the older. Nothing is noted for a recipient who has had
/// enough mail.
///
/// # Errors
/// `UNAVAILABLE` where this server can send no mail, the same for every address.
async fn apply(context: &Context, _admission: Admission, application: Application) -> Result<()> {
    let state = &context.state;
    let Application { email, password, name, org_name } = application;
    if !is_allowed(email.as_str(), state.config.sign_in.allowed_email_domains.as_ref()) {
        return Err(Error::forbidden("domain_not_allowed"));
    }
    state.seams.mail.ready().map_err(Error::unavailable)?;
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
        name,
        org_name,
        password_hash,
        digest: token.digest(),
        expires_at: now.plus(LIFETIME),
        created_at: now,
    };
    sign_up::Entity::put(application).exec_without_returning(state.db.write()).await?;
    let message = if known { mail::known(state, &email) } else { mail::verify(state, &email, &token) };
    state.post(Some(Holder::at(context.address)), message);
    Ok(())
}

/// Makes the account that a link stands for, with an org of its own.
///
/// # Errors
/// `UNAUTHORIZED` for a link that is unknown, expired, used or replaced; `CONFLICT` when the address got an account in
/// the meantime.
async fn verify(state: &State, context: &Context, token: &str) -> Result<Proof> {
    let refused = || Error::unauthorized("The link is unknown, expired or was used before");
    let now = state.now();
    let write = state.fence.begin().await?;
    let digest = link::digest(token).ok_or_else(refused)?;
    let application = sign_up::Entity::by_digest(digest).one(&*write).await?.ok_or_else(refused)?;
    if sign_up::Entity::delete_by_digest(digest, now).exec(&*write).await?.rows_affected == 0 {
        return Err(refused());
    }
    let org_name = application.org_name.unwrap_or_else(|| personal_org_name(&application.name));
    let account = Account {
        email: application.email,
        email_normalised: application.email_normalised,
        name: application.name,
        password_hash: Some(application.password_hash),
    };
    let user = create_user(state, &*write, account).await?;
    let org = create_org(state, &*write, org_name, None).await?;
    join(state, &*write, user.id, org, OrgRole::Owner).await?;
    let event = Event::by_member(user.id, org, Action::UserSignedUp, user.id, context);
    audit::record(state, &write, event).await?;
    write.commit().await?;
    Ok(Proof::first(user, SignInMethod::SignUp))
}

/// Forgets the applications whose links have expired: they are somebody's name and address.
pub async fn forget_expired(state: &State) -> Result<()> {
    sign_up::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
