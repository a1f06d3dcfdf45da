//! The row of a session, which a proof makes and tokens are issued for.

use entity::{SessionId, provider_session, session, user};
use kernel::{
    audit::{Action, Event},
    db::OrConflict as _,
    error::{Error, Result},
    limiter::Target,
    request::Context,
    state::State,
    token::Origin,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::{Begun, Proof};
use crate::account::home;

/// Makes the row of a session, which a token can then be issued for.
///
/// # Errors
/// `UNAUTHORIZED` when the account was changed at the same time; `CONFLICT` for one that began elsewhere and is there
/// already.
pub async fn begin(state: &State, context: &Context, proof: Proof) -> Result<SessionId> {
    let user = proof.user.id;
    let max_age = state.config.session.max_age;
    let now = state.now();
    let Begun { id, at, until } = proof.begun.unwrap_or_else(|| Begun {
        id: SessionId::new(now, state.random()),
        at: now,
        until: now.plus(proof.lifetime.map_or(max_age, |lifetime| lifetime.min(max_age))),
    });
    let change = state.changes.begin(context).await?;
    let org = home(state, &change, &proof.user).await?;
    // What proved who it is may have been voided since, by a new password say: then that change has ended all sessions
    // there were, and there must not be one more.
    let standing = user::Entity::still_at(user, proof.user.security_version).one(&change).await?;
    standing.ok_or_else(changed)?;
    session::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        org_id: Set(org),
        generation: Set(1),
        rotated_at: Set(None),
        sign_in_method: Set(proof.method),
        signed_in_at: Set(at),
        expires_at: Set(until),
        step_up_method: Set(proof.step_up),
        step_up_at: Set(proof.step_up.map(|_| proof.step_up_at.map_or(now, |at| at.min(now)))),
        ip: Set(Some(context.address.to_string())),
        user_agent: Set(context.user_agent()),
        last_seen_at: Set(Some(now)),
        created_at: Set(now),
        ended_at: Set(None),
    }
    .insert(&change)
    .await
    .or_conflict("The session is there already")?;
    if let Some(Origin { provider, issuer, subject, sid, .. }) = proof.origin {
        let from = provider_session::ActiveModel {
            session_id: Set(id),
            provider: Set(provider),
            issuer: Set(issuer),
            subject: Set(subject),
            sid: Set(sid),
        };
        from.insert(&change).await?;
    }
    state.limiter.note_sign_in(&change, &Target::of(&proof.user.email), context.address).await?;
    let started = Event::by_member(user, org, Action::SessionStarted, id);
    change.record(started.with_detail(json!({ "method": proof.method.as_str() })));
    change.commit().await?;
    Ok(id)
}

/// What somebody is told whose account was changed while they signed in.
pub fn changed() -> Error {
    Error::unauthorized("The account was changed at the same time; sign in again")
}
