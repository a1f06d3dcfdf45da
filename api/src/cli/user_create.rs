//! `almond user create`: a user, and the org they belong to if it isn't there yet.

use std::sync::Arc;

use entity::{OrgId, OrgRole, org, user};
use identity::{
    account::{NewUser, create_org, create_user, join},
    signin::sign_up::NewPassword,
};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    config::Config,
    error::{Error, Result},
    fence::Tag,
    state::State,
    wire::{
        Name,
        email::{Email, is_allowed},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What the operator should know who gives somebody this address.
pub fn warning(email: &str, config: &Config) -> Option<String> {
    let told = || format!("ALMOND_ALLOWED_EMAIL_DOMAINS doesn't have the domain of {email}: they can't sign in");
    (!is_allowed(email, config.sign_in.allowed_email_domains.as_ref())).then(told)
}

/// Whom to create.
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub email: String,
    pub name: String,
    /// An id or a handle.
    pub org: String,
    pub role: Option<OrgRole>,
    pub password: Option<String>,
}

impl Request {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        let email: Email = self.email.parse().map_err(|why| Error::field("email", why))?;
        let name: Name = self.name.parse().map_err(|why| Error::field("name", why))?;
        let org: Name = self.org.parse().map_err(|why| Error::field("org", why))?;
        let known = user::Entity::by_email(&email.normalised()).one(state.db.read()).await?;
        let password_hash = self.password_hash(state, known.as_ref()).await?;

        let mut change = state.changes.begin_unasked().await?;
        let user = match known {
            Some(user) => user,
            None => {
                let (address, email_normalised) = (email.as_str().to_owned(), email.normalised());
                let account = NewUser { email: address, email_normalised, name: name.into_string(), password_hash };
                create_user(state, &change, account).await?
            }
        };
        let (org, is_new) = find_or_create(state, &change, org.into_string()).await?;
        let role = self.role.unwrap_or(if is_new { OrgRole::Owner } else { OrgRole::Member });
        join(state, &change, user.id, org, role).await?;
        change.touch(Tag::User(user.id));
        if is_new {
            change.record(Event::by(Actor::Operator, Some(org), Action::OrgCreated, org));
        }
        let event = Event::by(Actor::Operator, Some(org), Action::UserCreated, user.id);
        let event = event.with_detail(json!({ "role": role.as_str() }));
        change.record(event);
        change.commit().await?;
        Ok(format!("{}\n", json!({ "userId": user.id, "orgId": org, "email": user.email })))
    }

    /// A known user keeps their password; to give another one here is a mistake worth telling.
    async fn password_hash(&self, state: &State, known: Option<&user::Model>) -> Result<Option<String>> {
        let Some(password) = &self.password else { return Ok(None) };
        let Some(user) = known else {
            let password: NewPassword = password.parse().map_err(|why| Error::field("password", why))?;
            return Ok(Some(state.hasher.hash(&password.into_string(), state.random(), &[]).await?));
        };
        if state.hasher.verify(user.password_hash.as_deref(), password, &[]).await? {
            return Ok(None);
        }
        Err(Error::conflict("The address has an account with another password; leave the password empty to keep it"))
    }
}

/// By id or by handle. Names don't count: anybody who signs up can take one. It is held, as whoever lets somebody in or
/// invites them holds it.
async fn find_or_create(state: &State, change: &Change, org: String) -> Result<(OrgId, bool)> {
    if let Ok(id) = org.parse::<OrgId>() {
        let found = org::Entity::held(id).one(change).await?;
        return found.map(|org| (org.id, false)).ok_or_else(|| Error::field("org", "there is no org with this id"));
    }
    if let Some(found) = org::Entity::by_handle(&org).one(change).await? {
        let held = org::Entity::held(found.id).one(change).await?;
        return held.map(|org| (org.id, false)).ok_or_else(|| Error::conflict("The org was just deleted"));
    }
    Ok((create_org(state, change, org.clone(), Some(org)).await?, true))
}
