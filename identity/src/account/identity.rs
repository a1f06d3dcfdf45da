//! Whose account an identity opens. It is known by issuer and subject; an address joins it to an account that is there
//! already only if the provider and Almond have both verified it, and never moves it to another one later.

use std::borrow::Cow;

use entity::{OrgId, OrgRole, identity, user};
use http::Uri;
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    db::OrConflict as _,
    error::{Code, Error},
    notice::{self, Notice},
    provider::Profile,
    request::Context,
    state::State,
    wire::{
        Name,
        email::{Email, is_allowed},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde_json::json;

use super::{
    NewUser, create_org, create_user,
    failure::{DomainNotAllowed, Failure},
    join, name_from_address, personal_org_name, sign_up,
};

/// How often to look again when another request has just made what this one was about to make.
const ATTEMPTS: usize = 3;
/// The longest picture's URL that is kept.
const LONGEST_AVATAR: usize = 2000;

/// Why there is no account to sign in to.
pub enum Refusal {
    /// For the person to know; and, for the log, what was wrong and which setting would help.
    For(Failure, Cow<'static, str>),
    /// Something is wrong with the server.
    Broken(Error),
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

type Result<T, E = Refusal> = std::result::Result<T, E>;

pub(crate) fn refuse<T>(failure: Failure, why: impl Into<Cow<'static, str>>) -> Result<T> {
    Err(Refusal::For(failure, why.into()))
}

/// The user that `profile` is, made or linked if need be. Whether they may sign in, by their own address, the proof says:
/// the provider's may have become another.
pub async fn find_or_make(state: &State, context: &Context, profile: &Profile) -> Result<user::Model> {
    let mut attempt = 1;
    loop {
        let found = match known(state.db.read(), profile).await? {
            Some(user) => user,
            None => match link_or_make(state, context, profile).await {
                // On PostgreSQL two may find nothing and both go on; the constraints let one of them.
                Err(Refusal::Broken(error)) if error.code() == Code::Conflict && attempt < ATTEMPTS => {
                    attempt += 1;
                    continue;
                }
                made => made?,
            },
        };
        return enabled(found);
    }
}

/// The user, unless the account was disabled.
fn enabled(user: user::Model) -> Result<user::Model> {
    if user.disabled_at.is_some() { refuse(Failure::AccountDisabled, "the account is disabled") } else { Ok(user) }
}

async fn known(db: &impl ConnectionTrait, profile: &Profile) -> Result<Option<user::Model>> {
    let identity = identity::Entity::by_subject(&profile.issuer, &profile.subject).one(db).await?;
    let Some(identity) = identity else { return Ok(None) };
    Ok(user::Entity::by_id(identity.user_id).one(db).await?)
}

async fn link_or_make(state: &State, context: &Context, profile: &Profile) -> Result<user::Model> {
    let email = match &profile.email {
        Ok(email) => email,
        Err(why) => return refuse(Failure::EmailNotVerified, why.clone()),
    };
    if !is_allowed(email.as_str(), state.config.sign_in.allowed_email_domains.as_ref()) {
        return refuse(Failure::DomainNotAllowed, DomainNotAllowed::WHY);
    }
    let change = state.changes.begin(context).await?;
    // Another request may have come first.
    if let Some(user) = known(&change, profile).await? {
        return Ok(user);
    }
    match user::Entity::by_email(&email.normalised()).one(&change).await? {
        Some(user) => link(state, change, profile, user).await,
        None => make(state, change, profile, email).await,
    }
}

/// Joins the identity to an account that has the same address, and tells its owner.
async fn link(state: &State, change: Change, profile: &Profile, user: user::Model) -> Result<user::Model> {
    let user = enabled(user)?;
    if user.email_verified_at.is_none() {
        return refuse(Failure::EmailNotVerified, "the account with this address has not verified it here");
    }
    if let Some(theirs) = identity::Entity::of_user_at(user.id, &profile.issuer).one(&change).await? {
        // Another request may have made it since this one looked. Else the provider says that somebody else has the
        // address now; the account stays with whom it belongs to.
        let is_same = theirs.subject == profile.subject;
        let why = "the account with this address is somebody else's at the provider";
        return if is_same { Ok(user) } else { refuse(Failure::AccountExists, why) };
    }
    insert(state, &change, profile, &user).await?;
    record(&change, Action::IdentityLinked, None, profile, &user);
    notice::tell(&change, &user.email, Notice::IdentityLinked)?;
    change.commit().await?;
    Ok(user)
}

/// Makes an account with an org of its own, as signing up does.
async fn make(state: &State, change: Change, profile: &Profile, email: &Email) -> Result<user::Model> {
    if let Some(why) = sign_up::bar_there(state, &change, &email.normalised(), profile.sign_up).await? {
        return refuse(why, "ALMOND_SIGN_UP, or `sign_up` of the provider, gives this address no account");
    }
    let name = name(profile, email);
    let org_name = personal_org_name(&name);
    let account =
        NewUser { email: email.as_str().to_owned(), email_normalised: email.normalised(), name, password_hash: None };
    let mut user = create_user(state, &change, account).await?;
    if let Some(avatar) = avatar(profile) {
        let row = user::ActiveModel { id: Set(user.id), avatar: Set(Some(avatar)), ..Default::default() };
        user = row.update(&change).await?;
    }
    let org = create_org(state, &change, org_name, None).await?;
    join(state, &change, user.id, org, OrgRole::Owner).await?;
    insert(state, &change, profile, &user).await?;
    record(&change, Action::UserSignedUp, Some(org), profile, &user);
    change.commit().await?;
    Ok(user)
}

async fn insert(state: &State, change: &Change, profile: &Profile, user: &user::Model) -> Result<()> {
    let row = identity::ActiveModel {
        issuer: Set(profile.issuer.clone()),
        subject: Set(profile.subject.clone()),
        user_id: Set(user.id),
        created_at: Set(state.now()),
    };
    row.insert(change).await.or_conflict("The identity is known already")?;
    Ok(())
}

fn record(change: &Change, action: Action, org: Option<OrgId>, profile: &Profile, user: &user::Model) {
    let detail = json!({ "issuer": profile.issuer, "subject": profile.subject });
    change.record(Event::by(Actor::User(user.id), org, action, user.id).with_detail(detail));
}

/// What the provider calls the person, as far as it is a name here; else how the address begins.
fn name(profile: &Profile, email: &Email) -> String {
    let given = profile.name.as_deref().and_then(|name| name.parse::<Name>().ok()).map(Name::into_string);
    given.unwrap_or_else(|| name_from_address(email.as_str()))
}

/// The picture's URL, if browsers may be sent there.
fn avatar(profile: &Profile) -> Option<String> {
    let url = profile.avatar.as_ref().filter(|url| url.len() <= LONGEST_AVATAR)?;
    let parsed = url.parse::<Uri>().ok()?;
    (parsed.scheme_str() == Some("https")).then(|| url.clone())
}
