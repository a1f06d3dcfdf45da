//! The operator's own org: the one with the handle that nobody else can give. It is made when it is first needed. And all
//! orgs, for the operator to find.

use entity::{OrgId, org};
use identity::account::{create_org, operator};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::{Code, Error, Result},
    request::Context,
    state::State,
};

/// A change in the org that holds it, as those of its members do.
pub async fn hold(state: &State, context: &Context) -> Result<(Change, OrgId)> {
    let id = find_or_make(state, context).await?;
    let change = state.changes.begin(context).await?;
    let held = org::Entity::held(id).one(&change).await?.ok_or_else(|| Error::conflict("The org was just deleted"))?;
    Ok((change, held.id))
}

async fn find_or_make(state: &State, context: &Context) -> Result<OrgId> {
    if let Some(id) = operator::find(state.db.read()).await? {
        return Ok(id);
    }
    match make(state, context).await {
        // Another request was faster.
        Err(error) if error.code() == Code::Conflict => operator::find(state.db.read()).await?.ok_or(error),
        made => made,
    }
}

async fn make(state: &State, context: &Context) -> Result<OrgId> {
    let change = state.changes.begin(context).await?;
    if let Some(id) = operator::find(&change).await? {
        return Ok(id);
    }
    let id = create_org(state, &change, operator::NAME.to_owned(), Some(operator::HANDLE.to_owned())).await?;
    let created = Event::by(Actor::Operator, id, Action::OrgCreated, id);
    change.record(created);
    change.commit().await?;
    Ok(id)
}

/// A part of all orgs there are, newest first; with `query`, those that have it in their name or handle.
///
/// # Errors
/// `UNAVAILABLE`
pub async fn search(
    state: &State,
    query: Option<&str>,
    after: Option<OrgId>,
    limit: u64,
) -> Result<Vec<org::OrgOfAll>> {
    Ok(org::Entity::page_of_all(query, after, limit).all(state.db.read()).await?)
}
