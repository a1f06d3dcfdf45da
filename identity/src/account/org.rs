//! Making an org, and letting a user into one.

use entity::{OrgId, OrgRole, UserId, ended_org, invitation, membership, org, user};
use kernel::{
    audit::{Action, Event},
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    fence::Tag,
    state::State,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, QuerySelect};

/// Makes an org. `handle` is the operator's own name for an org: nobody who signs up can take one.
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
        two_factor_since: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(db)
    .await;
    inserted.or_conflict("The handle is another org's")?;
    Ok(id)
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
        metered_by: Set(None),
    }
    .insert(db)
    .await;
    inserted.or_conflict("The user is a member already")?;
    invitation::Entity::delete_of_invited_in_org(org, user).exec(db).await?;
    Ok(())
}

/// The org that an operator names, by its id or the handle that they gave it.
///
/// # Errors
/// `BAD_REQUEST` names `org`, where there is none.
pub async fn org_named(db: &impl ConnectionTrait, named: &str) -> Result<OrgId> {
    let found = match named.parse::<OrgId>() {
        Ok(id) => org::Entity::by_id(id).one(db).await?,
        Err(_) => org::Entity::by_handle(named).one(db).await?,
    };
    found.map(|org| org.id).ok_or_else(|| Error::field("org", "there is no org with this id or handle"))
}

/// Ends the org and everything below it. Once that is kept, `State::clear_ended_orgs` takes away its files.
pub async fn end_org(state: &State, change: &mut Change, org: OrgId) -> Result<()> {
    ended_org::Entity::note(org, state.now()).exec(&*change).await?;
    org::Entity::remove(org).exec(&*change).await?;
    change.touch(Tag::Org(org));
    Ok(())
}

/// What a person's own org is called unless they say otherwise.
pub fn personal_org_name(name: &str) -> String {
    format!("{name}'s organization")
}

/// The org in which a sign-in begins: the first that the user joined and is still a member of. Somebody who is left
/// without any gets one of their own, so that nobody is locked out of their account by being removed from an org.
///
/// # Errors
/// `UNAUTHORIZED` when the account was deleted meanwhile.
pub async fn home(state: &State, change: &Change, user: &user::Model) -> Result<OrgId> {
    if let Some(first) = membership::Entity::of_user(user.id).lock_shared().one(change).await? {
        return Ok(first.org_id);
    }
    // One at a time, and looking again: another sign-in may just have made it.
    let there = user::Entity::lock(user.id).one(change).await?;
    there.ok_or_else(|| Error::unauthorized("The account is gone"))?;
    if let Some(first) = membership::Entity::of_user(user.id).lock_shared().one(change).await? {
        return Ok(first.org_id);
    }
    let org = create_org(state, change, personal_org_name(&user.name), None).await?;
    join(state, change, user.id, org, OrgRole::Owner).await?;
    change.record(Event::by_member(user.id, org, Action::OrgCreated, org));
    Ok(org)
}
