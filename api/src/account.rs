//! What an account is made of: a user, orgs, memberships. Every way in that makes accounts, the command line and the
//! orgs' own operations make them here.

use entity::{OrgId, OrgRole, UserId, invitation, membership, org, sign_up, user};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, QuerySelect};

use crate::{
    audit::{self, Action, Event},
    context::Context,
    db::is_unique_violation,
    error::{Error, Result},
    fence::Write,
    state::State,
};

/// A user to be made; the address counts as verified.
pub struct Account {
    pub email: String,
    pub email_normalised: String,
    pub name: String,
    pub password_hash: Option<String>,
}

/// Makes the account. What anybody has applied with to sign up with its address is void with it.
///
/// # Errors
/// `CONFLICT` when the address has an account.
pub async fn create_user(state: &State, db: &impl ConnectionTrait, account: Account) -> Result<user::Model> {
    let now = state.now();
    // The applications before the user, as in every change that locks both.
    sign_up::Entity::lock_of_address(&account.email_normalised).all(db).await?;
    sign_up::Entity::delete_of_address(&account.email_normalised).exec(db).await?;
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
///
/// # Errors
/// `CONFLICT` for a handle that another org has.
pub async fn create_org(
    state: &State,
    db: &impl ConnectionTrait,
    name: String,
    handle: Option<String>,
) -> Result<OrgId> {
    let now = state.now();
    let id = OrgId::new(now, state.random());
    let inserted = org::ActiveModel {
        id: Set(id),
        name: Set(name),
        handle: Set(handle),
        strict_scopes: Set(false),
        step_up_max_age: Set(None),
        max_key_lifetime_days: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(db)
    .await;
    let taken = |error| {
        if is_unique_violation(&error) { Error::conflict("The handle is another org's") } else { error.into() }
    };
    inserted.map(|_| id).map_err(taken)
}

/// Makes the user a member. However they came, the invitations into the org that their address has are over: one that was
/// left would bring them back when they have been removed. Whoever calls this holds the org, or has just made it.
///
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
    inserted.map_err(taken)?;
    invitation::Entity::delete_of_invited_in_org(org, user).exec(db).await?;
    Ok(())
}

/// What a person is called who gave no name: how their address begins.
pub fn name_from_address(email: &str) -> String {
    email.split('@').next().unwrap_or_default().chars().take(100).collect()
}

/// What a person's own org is called unless they say otherwise.
pub fn personal_org_name(name: &str) -> String {
    format!("{name}'s organization")
}

/// The org in which a sign-in begins: the first that the user joined and is still a member of. Somebody who is left
/// without any gets one of their own, so that nobody is locked out of their account by being removed from an org.
pub async fn home(state: &State, context: &Context, write: &Write, user: &user::Model) -> Result<OrgId> {
    if let Some(first) = membership::Entity::of_user(user.id).lock_shared().one(&**write).await? {
        return Ok(first.org_id);
    }
    // One at a time, and looking again: another sign-in may just have made it.
    user::Entity::lock(user.id).one(&**write).await?.ok_or_else(Error::not_found)?;
    if let Some(first) = membership::Entity::of_user(user.id).lock_shared().one(&**write).await? {
        return Ok(first.org_id);
    }
    let org = create_org(state, &**write, personal_org_name(&user.name), None).await?;
    join(state, &**write, user.id, org, OrgRole::Owner).await?;
    audit::record(state, write, Event::by_member(user.id, org, Action::OrgCreated, org, context)).await?;
    Ok(org)
}
