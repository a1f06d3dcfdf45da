//! Listing, making and ending orgs. `settings` stands beside.

use entity::{OrgId, OrgRole, membership, org};
use identity::{
    account::{create_org, end_org, join},
    policy::{Admission, Held, SteppedUp, Tenant},
    principal::{InOrg as _, Member},
};
use kernel::{
    audit::{Action, Event},
    error::{Error, Result},
    notice::news::{self, News},
    wire::{List, PageIn},
};

use super::wire::OrgOut;

/// A person's orgs, newest first; to a key, its own alone.
pub async fn list(tenant: &Tenant, caller: &Member, page: &PageIn<OrgId>) -> Result<List<OrgOut>> {
    let user = caller.user();
    let mut rows = match caller {
        Member::Session(_) => org::Entity::page_of_user(user, page.after, page.fetch()).all(tenant.read()).await?,
        Member::Key(_) => org::Entity::of_user_in_org(user, caller.org()).all(tenant.read()).await?,
    };
    rows.retain(|row| page.after.is_none_or(|after| row.org.id < after));
    Ok(page.list(rows, |row| row.org.id, |row| OrgOut::new(row.org, row.role)))
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant) -> Result<OrgOut> {
    let found = org::Entity::of_user_in_org(tenant.user(), tenant.org()).one(tenant.read()).await?;
    found.map(|row| OrgOut::new(row.org, row.role)).ok_or_else(Error::not_found)
}

/// Makes an org that the caller owns.
pub async fn create(tenant: &Tenant, _proof: SteppedUp, _admission: Admission, name: String) -> Result<OrgOut> {
    let (state, user) = (tenant.state(), tenant.user());
    let change = tenant.begin().await?;
    let id = create_org(state, &change, name, None).await?;
    join(state, &change, user, id, OrgRole::Owner).await?;
    change.record(Event::by_member(user, id, Action::OrgCreated, id));
    let made = org::Entity::by_id(id).one(&change).await?.ok_or_else(Error::not_found)?;
    change.commit().await?;
    Ok(OrgOut::new(made, OrgRole::Owner))
}

/// Ends the org and everything below it, now and everywhere: keys, sessions in it, invitations and what it owned. What
/// was recorded of it stays.
pub async fn delete(tenant: &Tenant, _proof: SteppedUp) -> Result<()> {
    let state = tenant.state();
    let Held { mut change, org, .. } = tenant.hold(OrgRole::Owner).await?;
    let told = news::owners(&change, org.id).await?;
    // First the memberships: whoever is just writing something in the org holds theirs, and is waited for here.
    membership::Entity::remove_all_in_org(org.id).exec(&change).await?;
    end_org(state, &mut change, org.id).await?;
    change.record(tenant.event(Action::OrgDeleted, org.id));
    news::tell(&change, &told, &org.name, News::Deleted)?;
    change.commit().await?;
    state.clear_ended_orgs();
    Ok(())
}
