//! Signing up: a mailed link makes the account. Nothing tells whether an address is known: the answer, its time and
//! what is written down are the same, only the mail differs.

mod api;
mod mail;

use std::time::Duration;

pub use api::{Api, NewPassword};
use entity::{OrgId, OrgRole, SignInMethod, SignUpId, UserId, membership, org, sign_up, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use super::{
    Proof,
    email::{Email, is_allowed},
};
use crate::{
    audit::{self, Action, Event},
    context::Context,
    db::is_unique_violation,
    error::{Error, Result},
    policy::Admission,
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

/// Notes the application and mails its link; a newer one voids the older.
///
/// # Errors
/// `UNAVAILABLE` where this server can send no mail, the same for every address.
async fn apply(state: &State, _admission: Admission, application: Application) -> Result<()> {
    let Application { email, password, name, org_name } = application;
    if !is_allowed(email.as_str(), state.config.sign_in.allowed_email_domains.as_ref()) {
        return Err(Error::forbidden("domain_not_allowed"));
    }
    state.seams.mail.ready().map_err(Error::unavailable)?;
    let password_hash = state.hasher.hash(&password, state.random()).await?;
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
    state.post(message);
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
    let org_name = application.org_name.unwrap_or_else(|| format!("{}'s organization", application.name));
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

/// A user to be made; the address counts as verified.
pub struct Account {
    pub email: String,
    pub email_normalised: String,
    pub name: String,
    pub password_hash: Option<String>,
}

/// # Errors
/// `CONFLICT` when the address has an account.
pub async fn create_user(state: &State, db: &impl ConnectionTrait, account: Account) -> Result<user::Model> {
    let now = state.now();
    let inserted = user::ActiveModel {
        id: Set(UserId::new(now, state.random())),
        email: Set(account.email),
        email_normalised: Set(account.email_normalised),
        name: Set(account.name),
        avatar: Set(None),
        password_hash: Set(account.password_hash),
        security_version: Set(0),
        email_verified_at: Set(Some(now)),
        disabled_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(db)
    .await;
    inserted.map_err(|error| {
        if is_unique_violation(&error) { Error::conflict("The address has an account") } else { error.into() }
    })
}

/// `handle` is the operator's own name for an org: nobody who signs up can take one.
pub async fn create_org(
    state: &State,
    db: &impl ConnectionTrait,
    name: String,
    handle: Option<String>,
) -> Result<OrgId> {
    let now = state.now();
    let id = OrgId::new(now, state.random());
    org::ActiveModel {
        id: Set(id),
        name: Set(name),
        handle: Set(handle),
        strict_scopes: Set(false),
        step_up_max_age: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(db)
    .await?;
    Ok(id)
}

/// # Errors
/// `CONFLICT` when the user is a member already.
pub async fn join(state: &State, db: &impl ConnectionTrait, user: UserId, org: OrgId, role: OrgRole) -> Result<()> {
    let now = state.now();
    let inserted = membership::ActiveModel {
        org_id: Set(org),
        user_id: Set(user),
        role: Set(role),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(db)
    .await;
    let taken = |error| {
        if is_unique_violation(&error) { Error::conflict("The user is a member already") } else { error.into() }
    };
    inserted.map(|_| ()).map_err(taken)
}
