//! Deleting an account. Its sessions, keys and factors go with the row; orgs in which nobody else is go too; what the person
//! made in others' orgs stays, and so do audit records. `docs/operating/people.md` says what of personal data remains.

use std::collections::BTreeSet;

use entity::{OrgId, OrgRole, invitation, mail_link, membership, org, sign_up, user};
use kernel::{
    audit::Action,
    change::Change,
    error::{Error, Result},
    fence::Tag,
    notice::{
        self, Notice,
        news::{self, News},
    },
    state::State,
};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{By, Fate, Named, OrgFate, Plan, event, find, plan};
use crate::account::end_org;

/// How often to begin anew when the person has just joined or left an org.
const ATTEMPTS: usize = 5;

/// What to delete, and by whose leave.
pub struct Deletion<'a> {
    pub named: &'a Named,
    /// Who becomes owner where the person is the last one.
    pub heir: Option<&'a Named>,
    /// What the person was shown; the operator is asked for none.
    pub confirmation: Option<&'a str>,
}

/// Deletes the account, now and everywhere, and says what that did.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` names the orgs that would be left without an owner, or says that the plan is another one now.
pub async fn delete(state: &State, by: By<'_>, wanted: &Deletion<'_>) -> Result<(user::Model, Plan)> {
    for _ in 0..ATTEMPTS {
        if let Some(done) = attempt(state, by, wanted).await? {
            return Ok(done);
        }
    }
    Err(Error::conflict("The account was changed at the same time; try again"))
}

/// `None` if the person's orgs changed while they were being held.
async fn attempt(state: &State, by: By<'_>, wanted: &Deletion<'_>) -> Result<Option<(user::Model, Plan)>> {
    let mut change = by.begin(state).await?;
    let user = find(&change, wanted.named).await?;
    forget_applications(&change, &user).await?;
    // Locks in the order org, membership, user: whoever writes in one of the orgs, joins or signs in is waited for.
    let orgs = orgs_of(&change, &user).await?;
    for org in &orgs {
        org::Entity::held(*org).one(&change).await?;
    }
    if orgs_of(&change, &user).await? != orgs {
        return Ok(None);
    }
    let plan = plan(&change, &user, wanted.heir).await?;
    check(&plan, &user, wanted)?;
    let told = told(&change, &user, &plan).await?;
    membership::Entity::remove_all_of_user(user.id).exec(&change).await?;
    let Some(user) = user::Entity::lock(user.id).one(&change).await? else { return Err(Error::not_found()) };
    if !orgs_of(&change, &user).await?.is_empty() {
        return Ok(None);
    }
    for fate in &plan.orgs {
        settle(state, by, &mut change, &user, fate).await?;
    }
    if plan.orgs.is_empty() {
        change.record(event(by.actor, None, Action::UserDeleted, user.id, None));
    }
    forget_address(&change, &user).await?;
    user::Entity::remove(user.id).exec(&change).await?;
    change.touch(Tag::User(user.id));
    notice::tell(&change, &user.email, Notice::AccountDeleted)?;
    for (to, org, news) in told {
        news::tell(&change, &to, &org, news)?;
    }
    change.commit().await?;
    state.metrics.keys_revoked(plan.keys());
    state.clear_ended_orgs();
    Ok(Some((user, plan)))
}

async fn orgs_of(db: &impl ConnectionTrait, user: &user::Model) -> Result<BTreeSet<OrgId>> {
    let joined = membership::Entity::of_user(user.id).all(db).await?;
    Ok(joined.into_iter().map(|membership| membership.org_id).collect())
}

fn check(plan: &Plan, user: &user::Model, wanted: &Deletion<'_>) -> Result<()> {
    let blocked = plan.blocked();
    if !blocked.is_empty() {
        let names: Vec<_> = blocked.iter().map(|fate| format!("{} ({})", fate.org.name, fate.org.id)).collect();
        let orgs: Vec<_> = blocked.iter().map(|fate| json!({ "id": fate.org.id, "name": fate.org.name })).collect();
        let message = format!(
            "The last owner of an organization with other members can't be deleted; name a member to hand over to, or make \
             somebody else an owner first: {}",
            names.join(", ")
        );
        return Err(Error::new(kernel::error::Code::Conflict, message).with_details(json!({ "orgs": orgs })));
    }
    if wanted.confirmation.is_some_and(|given| given != plan.confirmation(user.id)) {
        return Err(Error::conflict("What the deletion would do has changed; look at it again"));
    }
    Ok(())
}

/// Whom to tell what once it is done: heirs, and the owners who are left.
async fn told(change: &Change, user: &user::Model, plan: &Plan) -> Result<Vec<(Vec<String>, String, News)>> {
    let mut told = Vec::new();
    for OrgFate { org, role, fate, .. } in &plan.orgs {
        match fate {
            Fate::HandedOver(heir) => {
                let heir = membership::Entity::find_in_org(org.id, *heir).one(change).await?;
                let to = heir.into_iter().map(|heir| heir.email).collect();
                told.push((to, org.name.clone(), News::RoleChanged(OrgRole::Owner)));
            }
            Fate::Left if *role == OrgRole::Owner => {
                let owners = news::other_owners(change, org.id, user.id).await?;
                told.push((owners, org.name.clone(), News::OwnersChanged));
            }
            _ => {}
        }
    }
    Ok(told)
}

/// Does to one org what the plan says, and leaves a record there.
async fn settle(state: &State, by: By<'_>, change: &mut Change, user: &user::Model, fate: &OrgFate) -> Result<()> {
    let org = fate.org.id;
    let detail = json!({ "role": fate.role.as_str(), "keysRevoked": fate.keys });
    change.record(event(by.actor, org, Action::UserDeleted, user.id, Some(detail)));
    match fate.fate {
        Fate::HandedOver(heir) => {
            let from = membership::Entity::find_in_org(org, heir).one(&*change).await?;
            let from = from.map_or(OrgRole::Member, |member| member.membership.role);
            membership::Entity::set_role_in_org(org, heir, OrgRole::Owner, state.now()).exec(&*change).await?;
            change.touch(Tag::User(heir));
            let detail = json!({ "from": from.as_str(), "to": OrgRole::Owner.as_str(), "keysRevoked": 0 });
            change.record(event(by.actor, org, Action::MemberRoleChanged, heir, Some(detail)));
        }
        Fate::Deleted => {
            end_org(state, change, org).await?;
            change.record(event(by.actor, org, Action::OrgDeleted, org, None));
        }
        Fate::Left | Fate::Blocked => {}
    }
    Ok(())
}

/// What there is of the address besides the account.
async fn forget_address(change: &Change, user: &user::Model) -> Result<()> {
    let address = &user.email_normalised;
    mail_link::Entity::delete_of_address(address).exec(change).await?;
    invitation::Entity::delete_of_address(address).exec(change).await?;
    Ok(())
}

/// Locked before anything else, as in every change that locks them and a user.
async fn forget_applications(change: &Change, user: &user::Model) -> Result<()> {
    sign_up::Entity::lock_of_address(&user.email_normalised).all(change).await?;
    sign_up::Entity::delete_of_address(&user.email_normalised).exec(change).await?;
    Ok(())
}
