//! Sessions: the only place that makes and renews them, and that knows their cookie. `everywhere` ends others.

use std::{sync::Arc, time::Duration};

use entity::{
    OrgId, SessionId, SignInMethod, StepUpMethod, Timestamp, UserId, membership,
    session::{self, Rotation},
    user,
};
use http::HeaderValue;
use kernel::{
    audit::{Action, Event},
    change::Change,
    error::{Error, Result},
    fence::{SessionPicture, Tag},
    request::Context,
    state::State,
    token::SessionClaims,
    wire::Text,
};
use sea_orm::QuerySelect;
use serde_json::json;

use super::{
    second_factor,
    wire::{Issued, SessionOrgOut, SessionOut, SignInOut, StepUpOut, UserOut},
};
use crate::{
    account::factors::has_second_factor,
    credential::Carrier,
    policy,
    principal::Session,
    session::{Proof, begin, changed},
};

/// Turns a proof into a session, or into the request for a second factor if the user has one that was not shown.
///
/// # Errors
/// `UNAUTHORIZED` when the account was changed at the same time.
pub async fn sign_in(state: &State, context: &Context, proof: Proof, carrier: Carrier) -> Result<Issued<SignInOut>> {
    if !proof.second_factor
        && let Some(required) = second_factor::required(state, &proof).await?
    {
        return Ok(Issued { out: SignInOut::MfaRequired(required), cookie: None });
    }
    let Issued { out, cookie } = start(state, context, proof, carrier).await?;
    Ok(Issued { out: SignInOut::Session(out), cookie })
}

/// The user, where a proof is to count at once and no session is wanted.
///
/// # Errors
/// `FORBIDDEN` for a user with a second factor that was not shown.
pub async fn in_place_of(state: &State, proof: Proof) -> Result<user::Model> {
    if !proof.second_factor && has_second_factor(state.db.read(), proof.user.id).await? {
        return Err(Error::forbidden(second_factor::IS_MISSING));
    }
    Ok(proof.user)
}

/// Starts a session for a proof that needs nothing more.
///
/// # Errors
/// As `sign_in`.
pub(super) async fn start(
    state: &State,
    context: &Context,
    proof: Proof,
    carrier: Carrier,
) -> Result<Issued<SessionOut>> {
    let id = begin(state, context, proof).await?;
    let begun = state.fence.session(id).await?;
    issue_of(state, begun.ok_or_else(changed)?, carrier)
}

/// Records a step-up on the session and gives it a new token; the old one never carries the elevation.
///
/// # Errors
/// `FORBIDDEN` in a session that a recovery code began: it repairs factors, and with one it has just enrolled it would
/// mint all the same. `CONFLICT` when the session has a newer token.
pub async fn elevate(
    state: &State,
    context: &Context,
    session: &Session,
    method: StepUpMethod,
) -> Result<Issued<SessionOut>> {
    let mut change = state.changes.begin(context).await?;
    elevate_in(state, &mut change, session, method).await?;
    change.commit().await?;
    issue(state, session.picture.id, session.carrier).await
}

/// As `elevate`, as part of a larger change; `issue` the token after its commit.
pub async fn elevate_in(state: &State, change: &mut Change, session: &Session, method: StepUpMethod) -> Result<()> {
    if session.picture.method == SignInMethod::RecoveryCode {
        return Err(Error::forbidden("Sign in with the second factor; a recovery code only repairs factors"));
    }
    let now = state.now();
    let rotation = Rotation { org: session.picture.member.org, step_up: Some((method, now)), grace_from: Some(now) };
    rotate(change, session, rotation).await?;
    let stepped_up = session.event(Action::SessionSteppedUp, session.picture.id);
    change.record(stepped_up.with_detail(json!({ "method": method.as_str() })));
    Ok(())
}

/// Moves the session to another org of its user. The step-up is dropped, and the old token is void at once: what was
/// on its way to the old org must not arrive in the new one.
///
/// # Errors
/// `NOT_FOUND` when the user is no member of it.
pub async fn switch_org(state: &State, context: &Context, session: &Session, org: OrgId) -> Result<Issued<SessionOut>> {
    let user = session.picture.member.user;
    let mut change = state.changes.begin(context).await?;
    // Shared, so that a removal that is under way waits for this session and then ends it.
    let membership = membership::Entity::of_user_in_org(user, org).lock_shared().one(&change).await?;
    membership.ok_or_else(Error::not_found)?;
    rotate(&mut change, session, Rotation { org, step_up: None, grace_from: None }).await?;
    let switched = Event::by_member(user, org, Action::SessionSwitchedOrg, session.picture.id);
    change.record(switched);
    change.commit().await?;
    issue(state, session.picture.id, session.carrier).await
}

/// Ends the session. Doing it twice is no error.
pub async fn end(state: &State, context: &Context, session: &Session) -> Result<()> {
    let mut change = state.changes.begin(context).await?;
    session::Entity::end(session.picture.id, state.now()).exec(&change).await?;
    change.touch(Tag::Session(session.picture.id));
    change.record(session.event(Action::SessionEnded, session.picture.id));
    change.commit().await
}

/// Ends every session of the user, as part of a larger change.
pub async fn end_all(change: &mut Change, user: UserId, now: Timestamp) -> Result<()> {
    session::Entity::end_all_of_user(user, now).exec(&*change).await?;
    change.touch(Tag::User(user));
    Ok(())
}

/// Ends every other session of the user and drops this one's step-up, as part of a larger change; `issue` the new token
/// after its commit. The old one is void at once: it may be what somebody else has.
///
/// # Errors
/// `CONFLICT` when the session has a newer token.
pub async fn keep_only(change: &mut Change, session: &Session, now: Timestamp) -> Result<()> {
    let member = &session.picture.member;
    session::Entity::end_others_of_user(member.user, session.picture.id, now).exec(&*change).await?;
    change.touch(Tag::User(member.user));
    rotate(change, session, Rotation { org: member.org, step_up: None, grace_from: None }).await
}

async fn rotate(change: &mut Change, session: &Session, rotation: Rotation) -> Result<()> {
    let picture = &session.picture;
    let rotated = session::Entity::rotate(picture.id, picture.generation, rotation).exec(&*change).await?;
    if !session.newest || rotated.rows_affected == 0 {
        return Err(Error::conflict("The session has a newer token; use that one"));
    }
    change.touch(Tag::Session(picture.id));
    Ok(())
}

/// The session's newest token, as an answer and, for a browser, a cookie.
pub async fn issue(state: &State, id: SessionId, carrier: Carrier) -> Result<Issued<SessionOut>> {
    let picture = state.fence.session(id).await?.ok_or_else(|| Error::conflict("The session has ended"))?;
    issue_of(state, picture, carrier)
}

fn issue_of(state: &State, picture: Arc<SessionPicture>, carrier: Carrier) -> Result<Issued<SessionOut>> {
    let id = picture.id;
    let claims = SessionClaims {
        user: picture.member.user,
        session: id,
        generation: picture.generation,
        issued_at: state.now(),
        expires_at: picture.expires_at,
    };
    let token = state.tokens.issue_session(&claims).map_err(Error::unavailable)?;
    let session = Session { picture, carrier, newest: true };
    let mut out = describe(state, &session);
    if carrier == Carrier::Cookie {
        let age = session.picture.expires_at.since(state.now());
        return Ok(Issued { out, cookie: Some(cookie(state, token.expose(), age)?) });
    }
    out.token = Some(token.expose().to_owned());
    Ok(Issued { out, cookie: None })
}

/// The session as its person sees it, without a token.
pub fn describe(state: &State, session: &Session) -> SessionOut {
    let picture: &SessionPicture = &session.picture;
    let member = &picture.member;
    SessionOut {
        token: None,
        token_type: "Bearer".to_owned(),
        expires_at: Text(picture.expires_at),
        user: UserOut {
            id: Text(member.user),
            email: member.email.clone(),
            name: member.user_name.clone(),
            avatar: member.avatar.clone(),
        },
        org: SessionOrgOut {
            id: Text(member.org),
            name: member.org_name.clone(),
            role: Text(member.role),
            two_factor_due_at: member.two_factor_due_at.map(Text),
        },
        step_up: describe_step_up(state, session),
    }
}

pub fn describe_step_up(state: &State, session: &Session) -> StepUpOut {
    let max_age = policy::window(&session.picture.member, state.config.step_up.max_age);
    let fresh = session.step_up().filter(|_| policy::is_fresh(session, max_age, state.now()));
    StepUpOut {
        satisfied: fresh.is_some(),
        method: fresh.map(|(method, _)| Text(method)),
        at: fresh.map(|(_, at)| Text(at)),
        expires_at: fresh.map(|(_, at)| Text(at.plus(max_age))),
        max_age: max_age.as_secs(),
        methods: state.config.step_up.methods.iter().copied().map(Text).collect(),
    }
}

/// `Max-Age` of zero takes the cookie away.
pub fn cookie(state: &State, token: &str, age: Duration) -> Result<HeaderValue> {
    let server = &state.config.server;
    let secure = if server.is_https() { "; Secure" } else { "" };
    let cookie =
        format!("{}={token}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}", server.cookie_name(), age.as_secs());
    HeaderValue::from_str(&cookie).map_err(Error::unavailable)
}
