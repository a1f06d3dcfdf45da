//! `/me/sessions`: where the user is signed in, and signing out there.

use std::{collections::BTreeMap, time::Duration};

use entity::{OrgId, SessionId, SignInMethod, Timestamp, org, session};
use kernel::{
    error::Result,
    state::State,
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
    },
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
};

use super::rule::{EndMySession, EndMySessions, ListMySessions};
use crate::{
    credential::Carrier,
    me::SECTION,
    policy::Caller,
    principal::{InOrg as _, Session},
    signin::{
        everywhere::{end_all, end_one, page},
        session::cookie,
    },
};

/// Somewhere that the user is signed in.
#[derive(Object)]
#[oai(rename = "MySession", rename_all = "camelCase")]
struct MySessionOut {
    id: Text<SessionId>,
    /// True for the one that asks.
    current: bool,
    method: Text<SignInMethod>,
    /// When the session began.
    signed_in_at: Text<Timestamp>,
    /// When it was last used, to within half a minute.
    last_seen_at: Text<Timestamp>,
    /// When it ends, whatever happens; unused, it ends sooner.
    expires_at: Text<Timestamp>,
    /// The address it was begun from.
    ip: Option<String>,
    /// What the client called itself then: at most 200 characters, and not to be relied on.
    user_agent: Option<String>,
    org: MySessionOrgOut,
}

/// The org that a session works in.
#[derive(Object)]
#[oai(rename = "MySessionOrg", rename_all = "camelCase")]
struct MySessionOrgOut {
    id: Text<OrgId>,
    /// The org's name.
    name: String,
}

/// Sessions are over.
#[derive(Object)]
#[oai(rename = "SessionsEnded", rename_all = "camelCase")]
struct SessionsEndedOut {
    /// How many.
    ended: u64,
}

pub struct MineApi;

#[OpenApi(prefix_path = "/api/v1/me/sessions", tag = "SECTION")]
impl MineApi {
    /// List where the user is signed in, in every org.
    #[oai(path = "/", method = "get")]
    async fn list_my_sessions(
        &self,
        caller: Caller<ListMySessions>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<SessionId>>>>,
    ) -> Result<Reply<List<MySessionOut>>> {
        let page = PageIn::new(limit.0, cursor.0);
        Ok(Reply::new(list(caller.state(), caller.session(), &page).await?))
    }

    /// Sign out in one place.
    ///
    /// Once this has answered, no request of that session is accepted any more. Needs no step-up.
    #[oai(path = "/:id", method = "delete")]
    async fn end_my_session(
        &self,
        caller: Caller<EndMySession>,
        /// The session's id.
        id: Path<Text<SessionId>>,
    ) -> Result<Reply<SessionsEndedOut>> {
        let (id, session) = (id.0.0, caller.session());
        end_one(caller.state(), caller.context(), session, id).await?;
        ended(caller.state(), session, 1, id == session.picture.id)
    }

    /// Sign out everywhere.
    ///
    /// This session ends too, unless `keepCurrent` is `true`. Needs no step-up. API keys stay.
    #[oai(path = "/", method = "delete")]
    async fn end_my_sessions(
        &self,
        caller: Caller<EndMySessions>,
        /// `true`: all but the session that asks.
        #[oai(name = "keepCurrent")]
        keep_current: Query<Option<bool>>,
    ) -> Result<Reply<SessionsEndedOut>> {
        let keep_current = keep_current.0.unwrap_or(false);
        let count = end_all(caller.state(), caller.context(), caller.session(), keep_current).await?;
        ended(caller.state(), caller.session(), count, !keep_current)
    }
}

/// The answer; it takes the cookie away from a session that has ended itself.
fn ended(state: &State, session: &Session, count: u64, itself: bool) -> Result<Reply<SessionsEndedOut>> {
    let in_cookie = itself && session.carrier == Carrier::Cookie;
    let gone = in_cookie.then(|| cookie(state, "", Duration::ZERO)).transpose()?;
    Ok(Reply::new(SessionsEndedOut { ended: count }).with_cookie(gone))
}

async fn list(state: &State, session: &Session, wanted: &PageIn<SessionId>) -> Result<List<MySessionOut>> {
    let user = session.user();
    let joined = org::Entity::of_user(user).all(state.db.read()).await?;
    let names: BTreeMap<OrgId, String> = joined.into_iter().map(|joined| (joined.org.id, joined.org.name)).collect();
    let orgs: Vec<OrgId> = names.keys().copied().collect();
    let rows = page(state, user, &orgs, wanted.after, wanted.fetch()).await?;
    let describe = |row: session::Model| {
        let written = row.last_seen_at.unwrap_or(row.signed_in_at);
        let last_seen_at = state.session_usage.unwritten(row.id).map_or(written, |(used, _)| used.max(written));
        MySessionOut {
            id: Text(row.id),
            current: row.id == session.picture.id,
            method: Text(row.sign_in_method),
            signed_in_at: Text(row.signed_in_at),
            last_seen_at: Text(last_seen_at),
            expires_at: Text(row.expires_at),
            ip: row.ip,
            user_agent: row.user_agent,
            org: MySessionOrgOut { name: names.get(&row.org_id).cloned().unwrap_or_default(), id: Text(row.org_id) },
        }
    };
    Ok(wanted.list(rows, |row| row.id, describe))
}
