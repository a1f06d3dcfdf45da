//! Spending from a workspace's budget: never more than its limits, whoever else spends at the same instant, on any node.

use entity::{OrgId, OrgRole, WorkspaceId, budget, membership, workspace_member};
use kernel::{error::Result, fence::KeyPicture, state::State};
use sea_orm::ConnectionTrait;

use super::window::{Window, exceeded, windows};

/// What came of it.
#[derive(Clone, Debug)]
pub enum Spent {
    /// There is nothing to keep to.
    NoLimit,
    /// The budget afterwards.
    Within(budget::Model),
    /// Nothing was spent: this window has too little left.
    Beyond(Window, budget::Model),
}

/// Whose budget a key spends from: the workspace's that it is bound to; of a plain member's key that is bound to none, the
/// one's that they came to first, or have left last, so that nobody mints or leaves their way round a limit that they are
/// held to.
async fn payer(state: &State, key: &KeyPicture) -> Result<Option<WorkspaceId>> {
    let member = &key.member;
    if key.workspace.is_some() || member.role != OrgRole::Member {
        return Ok(key.workspace);
    }
    let theirs = workspace_member::Entity::of_users_in_org(member.org, [member.user]);
    if let Some(first) = theirs.one(state.db.read()).await? {
        return Ok(Some(first.workspace_id));
    }
    let membership = membership::Entity::of_user_in_org(member.user, member.org).one(state.db.read()).await?;
    Ok(membership.and_then(|row| row.metered_by))
}

/// Spends `tokens` for a request with the key, or nothing where its budget has not that many left. Zero looks, and is never
/// too many.
pub async fn spend(state: &State, key: &KeyPicture, tokens: i64) -> Result<Spent> {
    let Some(workspace) = payer(state, key).await? else { return Ok(Spent::NoLimit) };
    let org = key.member.org;
    // Looking is cheaper than trying to write, and tells most of those off whose budget is used up.
    let Some(before) = limited(state, org, workspace).await? else { return Ok(Spent::NoLimit) };
    let now = state.now();
    if tokens == 0 {
        return Ok(Spent::Within(before));
    }
    if let Some(window) = exceeded(&before, tokens, now) {
        return Ok(beyond(state, window, before));
    }
    let db = state.db.write();
    let spending = budget::Entity::spend_in_org(db.get_database_backend(), org, workspace, tokens, windows(now));
    if let Some(after) = spending.all(db).await?.pop() {
        return Ok(Spent::Within(after));
    }
    // Others were faster, or the limits are others now, or none.
    let Some(now_there) = limited(state, org, workspace).await? else { return Ok(Spent::NoLimit) };
    let window = exceeded(&now_there, tokens, now).unwrap_or(Window::Minute);
    Ok(beyond(state, window, now_there))
}

fn beyond(state: &State, window: Window, budget: budget::Model) -> Spent {
    state.metrics.limited("budget");
    Spent::Beyond(window, budget)
}

/// The workspace's budget, if it limits anything.
async fn limited(state: &State, org: OrgId, workspace: WorkspaceId) -> Result<Option<budget::Model>> {
    let found = budget::Entity::find_in_org(org, workspace).one(state.db.read()).await?;
    Ok(found.filter(|row| row.limits() != budget::Limits::default()))
}
