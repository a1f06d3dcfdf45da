//! Ending a grant, now and everywhere: its person, an owner or admin of its org, its client (RFC 7009), or the server, when a
//! code or a refresh token comes twice. Asks for no step-up: containment is never held up.

use entity::{KeyId, api_key, grant, membership, org, user};
use identity::{policy::Tenant, principal::Session};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::{Error, Result},
    fence::Tag,
    inbound::Inbound,
    notice::{
        self, Notice,
        news::{self, News},
    },
    state::State,
    token::Plain,
};
use serde_json::json;

use super::{redirect, refresh::Token};

/// Why a grant ended that nobody wanted to end.
#[derive(Clone, Copy, Debug)]
pub enum Why {
    CodeReused,
    RefreshReused,
}

impl Why {
    const fn word(self) -> &'static str {
        match self {
            Self::CodeReused => "code_reused",
            Self::RefreshReused => "refresh_reused",
        }
    }
}

/// Ends a grant because of what was presented. One that has ended stays as it is.
pub async fn end(inbound: &Inbound, grant: &grant::Model, why: Why) -> Result<()> {
    let Inbound { state, context } = inbound;
    let mut change = state.changes.begin(context).await?;
    if !void(state, &mut change, grant).await? {
        return settle(state, change).await;
    }
    change.record(event(Actor::Server, grant).with_detail(json!({ "reason": why.word() })));
    if let Some(user) = user::Entity::by_id(grant.user_id).one(&change).await? {
        notice::tell(&change, &user.email, Notice::AgentStopped)?;
    }
    change.commit().await?;
    state.metrics.keys_revoked(1);
    Ok(())
}

/// Ends the grant that a client shows a token of. Tokens that are unknown, or of another client, change nothing.
pub async fn revoke(inbound: &Inbound, client: &str, token: &str) -> Result<()> {
    let Inbound { state, context } = inbound;
    let Some(grant) = of_token(inbound, token).await?.filter(|grant| grant.client_id == client) else { return Ok(()) };
    let mut change = state.changes.begin(context).await?;
    if !void(state, &mut change, &grant).await? {
        return settle(state, change).await;
    }
    let actor = Actor::Key { user: grant.user_id, key: grant.id };
    change.record(event(actor, &grant).with_detail(json!({ "reason": "client" })));
    change.commit().await?;
    state.metrics.keys_revoked(1);
    Ok(())
}

async fn of_token(inbound: &Inbound, token: &str) -> Result<Option<grant::Model>> {
    let Inbound { state, context } = inbound;
    let _turn = state.look_ups.turn(context.address).await?;
    let db = state.db.read();
    if let Some(refresh) = Token::parse(token) {
        return Ok(grant::Entity::by_family(refresh.digests().family).one(db).await?);
    }
    if !state.is_key(token) {
        return Ok(None);
    }
    let digest = Plain::new(token.to_owned()).digest();
    let Some(row) = api_key::Entity::by_digest(digest).one(db).await? else { return Ok(None) };
    Ok(grant::Entity::find_of_user(row.user_id, row.id, state.now()).one(db).await?)
}

/// Ends one of the person's own grants, in whichever org.
///
/// # Errors
/// `NOT_FOUND`
pub async fn end_own(inbound: &Inbound, session: &Session, id: KeyId) -> Result<()> {
    let Inbound { state, context } = inbound;
    let mut change = state.changes.begin(context).await?;
    let member = &session.picture.member;
    let found = grant::Entity::find_of_user(member.user, id, state.now()).one(&change).await?;
    let Some(grant) = found else { return missing(state, change).await };
    if !void(state, &mut change, &grant).await? {
        return missing(state, change).await;
    }
    change.record(event(Actor::User(member.user), &grant));
    change.commit().await?;
    state.metrics.keys_revoked(1);
    Ok(())
}

/// Ends a grant of the org, whosever it is; its person is told.
///
/// # Errors
/// `NOT_FOUND`
pub async fn end_in_org(tenant: &Tenant, id: KeyId) -> Result<()> {
    let state = tenant.state();
    let mut change = tenant.begin().await?;
    let found = grant::Entity::find_in_org(tenant.org(), id, state.now()).one(&change).await?;
    let Some(grant) = found else { return missing(state, change).await };
    if !void(state, &mut change, &grant).await? {
        return missing(state, change).await;
    }
    change.record(event(tenant.actor(), &grant).with_detail(json!({ "user": grant.user_id })));
    if grant.user_id != tenant.user() {
        let member = membership::Entity::find_in_org(tenant.org(), grant.user_id).one(&change).await?;
        let org = org::Entity::by_id(tenant.org()).one(&change).await?.map(|org| org.name).unwrap_or_default();
        let to: Vec<String> = member.into_iter().map(|member| member.email).collect();
        news::tell(&change, &to, &org, News::GrantRevoked)?;
    }
    change.commit().await?;
    state.metrics.keys_revoked(1);
    Ok(())
}

/// False if it had ended already.
async fn void(state: &State, change: &mut Change, grant: &grant::Model) -> Result<bool> {
    let revoked = api_key::Entity::revoke_token(grant.id, state.now()).exec(&*change).await?;
    change.touch(Tag::Key(grant.id));
    Ok(revoked.rows_affected == 1)
}

fn event(actor: Actor, grant: &grant::Model) -> Event {
    let holder = grant.client_host.clone().unwrap_or_else(|| redirect::receiver(&grant.redirect_uri));
    Event::by(actor, grant.org_id, Action::GrantRevoked, grant.id).with_detail(json!({ "client": holder }))
}

/// There is nothing to end; whoever ended it may still be waiting for other nodes.
async fn settle(state: &State, change: Change) -> Result<()> {
    drop(change);
    state.fence.settle().await
}

async fn missing(state: &State, change: Change) -> Result<()> {
    settle(state, change).await?;
    Err(Error::not_found())
}
