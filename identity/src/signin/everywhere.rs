//! All of a user's sessions: which there are, ending one or all of them, forgetting those long over.

use std::{collections::BTreeMap, time::Duration};

use entity::{
    OrgId, SessionId, UserId, mail_link,
    session::{self, Live},
    user,
};
use kernel::{
    audit::{Action, Event},
    error::{Error, Result},
    fence::Tag,
    request::Context,
    state::State,
};
use serde_json::json;

use crate::{
    principal::{InOrg as _, Session},
    session::idle,
};

/// How long the row of a session that is over is kept.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// Ends one of the user's sessions. Asks for no step-up: containment is never held up.
///
/// # Errors
/// `NOT_FOUND` for a session that has ended or is somebody else's.
pub async fn end_one(state: &State, context: &Context, by: &Session, id: SessionId) -> Result<()> {
    let user = by.user();
    let mut change = state.changes.begin(context).await?;
    let row = session::Entity::open_of_user(user, Some(id)).one(&change).await?;
    let ended = session::Entity::end_of_user(user, id, state.now()).exec(&change).await?;
    let Some(row) = row.filter(|_| ended.rows_affected > 0) else {
        drop(change);
        state.fence.settle().await?;
        return Err(Error::not_found());
    };
    let org = row.org_id;
    change.touch(Tag::Session(id));
    change.record(Event::by_member(user, org, Action::SessionEnded, id));
    change.commit().await
}

/// Ends the user's sessions, in every org; all, or all but the one at hand. Says how many. Whatever was handed out
/// before and would begin another one is void with them.
pub async fn end_all(state: &State, context: &Context, by: &Session, keep_current: bool) -> Result<u64> {
    let (user, current, now) = (by.user(), by.picture.id, state.now());
    let mut change = state.changes.begin(context).await?;
    // The user's row comes first, as in every change that locks more than one. What could still become a session ends
    // with the sessions: half-done sign-ins, codes that a front end has yet to exchange, mailed links.
    user::Entity::raise_security_version(user, now).exec(&change).await?;
    let row = user::Entity::by_id(user).one(&change).await?.ok_or_else(Error::not_found)?;
    mail_link::Entity::delete_of_address(&row.email_normalised).exec(&change).await?;
    // Each org's audit trail tells of its own.
    let mut by_org = BTreeMap::<OrgId, u32>::new();
    for row in session::Entity::open_of_user(user, None).all(&change).await? {
        if !(keep_current && row.id == current) {
            *by_org.entry(row.org_id).or_default() += 1;
        }
    }
    let ending = if keep_current {
        session::Entity::end_others_of_user(user, current, now)
    } else {
        session::Entity::end_all_of_user(user, now)
    };
    let count = ending.exec(&change).await?.rows_affected;
    change.touch(Tag::User(user));
    for (org, count) in by_org {
        let ended = Event::by_member(user, org, Action::SessionsEnded, user);
        change.record(ended.with_detail(json!({ "count": count })));
    }
    change.commit().await?;
    Ok(count)
}

/// A page of the user's sessions that are good, newest first.
pub async fn page(
    state: &State,
    user: UserId,
    orgs: &[OrgId],
    after: Option<SessionId>,
    limit: u64,
) -> Result<Vec<session::Model>> {
    // A session that was just used again after hours must not be missing for a row that doesn't say so yet.
    state.session_usage.write(&state.db).await?;
    let now = state.now();
    let idle_since = now.minus(state.config.session.idle + idle::BEHIND);
    let live = Live { orgs, idle_since, now };
    Ok(session::Entity::page_live_of_user(user, live, after, limit).all(state.db.read()).await?)
}

/// Forgets the sessions that have been over for long.
pub async fn forget_over(state: &State) -> Result<()> {
    session::Entity::delete_expired_before(state.now().minus(KEPT)).exec(state.db.write()).await?;
    Ok(())
}
