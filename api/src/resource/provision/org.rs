//! The operator's own org: the one with the handle that nobody else can give. It is made when it is first needed.

use entity::{OrgId, org};
use sea_orm::ConnectionTrait;

use crate::{
    account::create_org,
    audit::{self, Action, Actor, Event},
    context::Context,
    error::{Code, Error, Result},
    fence::Write,
    state::State,
};

/// As `almond user create --org` knows it.
pub const HANDLE: &str = "internal";
const NAME: &str = "Internal";

/// The org, if it is there.
pub async fn find(db: &impl ConnectionTrait) -> Result<Option<OrgId>> {
    Ok(org::Entity::by_handle(HANDLE).one(db).await?.map(|org| org.id))
}

/// A change in the org that holds it, as those of its members do.
pub async fn hold(state: &State, context: &Context) -> Result<(Write, OrgId)> {
    let id = find_or_make(state, context).await?;
    let write = state.fence.begin().await?;
    let held = org::Entity::held(id).one(&*write).await?.ok_or_else(|| Error::conflict("The org was just deleted"))?;
    Ok((write, held.id))
}

async fn find_or_make(state: &State, context: &Context) -> Result<OrgId> {
    if let Some(id) = find(state.db.read()).await? {
        return Ok(id);
    }
    match make(state, context).await {
        // Another request was faster.
        Err(error) if error.code() == Code::Conflict => find(state.db.read()).await?.ok_or(error),
        made => made,
    }
}

async fn make(state: &State, context: &Context) -> Result<OrgId> {
    let write = state.fence.begin().await?;
    if let Some(id) = find(&*write).await? {
        return Ok(id);
    }
    let id = create_org(state, &*write, NAME.to_owned(), Some(HANDLE.to_owned())).await?;
    let created = Event::by(Actor::Operator, id, Action::OrgCreated, id, context);
    audit::record(state, &write, created).await?;
    write.commit().await?;
    Ok(id)
}
