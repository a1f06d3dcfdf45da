//! Which grants there are: a person's own in all their orgs, or an org's.

use std::collections::BTreeMap;

use entity::{KeyId, UserId, api_key, grant, membership, org};
use identity::{policy::Tenant, principal::Session};
use kernel::{
    error::Result,
    state::State,
    wire::{List, PageIn, Text},
};

use super::wire::{GrantOut, GrantUserOut, OrgGrantOut};

/// The person's grants, newest first.
pub async fn own(state: &State, session: &Session, page: &PageIn<KeyId>) -> Result<List<GrantOut>> {
    let user = session.picture.member.user;
    let rows = grant::Entity::page_of_user(user, state.now(), page.after, page.fetch()).all(state.db.read()).await?;
    let orgs = org::Entity::of_user(user).all(state.db.read()).await?;
    let orgs: BTreeMap<_, _> = orgs.into_iter().map(|of| (of.org.id, of.org.name)).collect();
    let tokens = tokens(state, &rows).await?;
    let shown = |row: grant::Model| {
        let org = orgs.get(&row.org_id).cloned().unwrap_or_default();
        let token = tokens.get(&row.id);
        GrantOut::new(state, row, token, org)
    };
    Ok(page.list(rows, |row| row.id, shown))
}

/// The grants of the org's members, or of one, newest first.
pub async fn in_org(tenant: &Tenant, user: Option<UserId>, page: &PageIn<KeyId>) -> Result<List<OrgGrantOut>> {
    let (state, org) = (tenant.state(), tenant.org());
    let rows = grant::Entity::page_in_org(org, user, state.now(), page.after, page.fetch()).all(tenant.read()).await?;
    let name = org::Entity::by_id(org).one(tenant.read()).await?.map(|org| org.name).unwrap_or_default();
    let users = users(tenant, &rows).await?;
    let tokens = tokens(state, &rows).await?;
    let shown = |row: grant::Model| {
        let (email, user) = users.get(&row.user_id).cloned().unwrap_or_default();
        let user = GrantUserOut { id: Text(row.user_id), email, name: user };
        let token = tokens.get(&row.id);
        OrgGrantOut { about: GrantOut::new(state, row, token, name.clone()), user }
    };
    Ok(page.list(rows, |row| row.id, shown))
}

async fn users(tenant: &Tenant, rows: &[grant::Model]) -> Result<BTreeMap<UserId, (String, String)>> {
    let ids = rows.iter().map(|row| row.user_id);
    let members = membership::Entity::among_in_org(tenant.org(), ids).all(tenant.read()).await?;
    Ok(members.into_iter().map(|row| (row.membership.user_id, (row.email, row.name))).collect())
}

async fn tokens(state: &State, rows: &[grant::Model]) -> Result<BTreeMap<KeyId, api_key::Model>> {
    let tokens = api_key::Entity::tokens_among(rows.iter().map(|row| row.id)).all(state.db.read()).await?;
    Ok(tokens.into_iter().map(|token| (token.id, token)).collect())
}
