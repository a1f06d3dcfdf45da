//! Sessions: the only place that makes and renews them, and that knows their cookie. `everywhere` ends others.

use std::time::Duration;

use entity::{
    OrgId, SessionId, SignInMethod, StepUpMethod, Timestamp, UserId, membership,
    session::{self, Rotation},
    user,
};
use http::HeaderValue;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, QuerySelect};
use serde_json::json;

use super::{
    Begun, Proof, email, second_factor,
    wire::{Issued, SessionOrgOut, SessionOut, SignInOut, StepUpOut, UserOut},
};
use crate::{
    account::home,
    audit::{self, Action, Event},
    context::Context,
    credential::Carrier,
    db::is_unique_violation,
    error::{Error, Result},
    fence::{SessionPicture, Tag, Write},
    limiter::Account,
    policy,
    principal::Session,
    state::State,
    token::SessionClaims,
    wire::Text,
};

/// Turns a proof into a session, or into the request for a second factor if the user has one that was not shown.
///
/// # Errors
/// `FORBIDDEN` when the address's domain may not sign in.
pub async fn sign_in(state: &State, context: &Context, proof: Proof, carrier: Carrier) -> Result<Issued<SignInOut>> {
    of_allowed_domain(state, &proof)?;
    if !proof.second_factor
        && let Some(required) = second_factor::required(state, &proof.user).await?
    {
        return Ok(Issued { out: SignInOut::MfaRequired(required), cookie: None });
    }
    let Issued { out, cookie } = start(state, context, proof, carrier).await?;
    Ok(Issued { out: SignInOut::Session(out), cookie })
}

/// The user, where a proof is to count at once and no session is wanted.
///
/// # Errors
/// `FORBIDDEN` for a user with a second factor that was not shown, and when the address's domain may not sign in.
pub async fn in_place_of(state: &State, proof: Proof) -> Result<user::Model> {
    of_allowed_domain(state, &proof)?;
    if !proof.second_factor && second_factor::has_second_factor(state, proof.user.id).await? {
        return Err(Error::forbidden(second_factor::IS_MISSING));
    }
    Ok(proof.user)
}

fn of_allowed_domain(state: &State, proof: &Proof) -> Result<()> {
    let domains = state.config.sign_in.allowed_email_domains.as_ref();
    let allowed = email::is_allowed(&proof.user.email, domains);
    if allowed { Ok(()) } else { Err(Error::forbidden("domain_not_allowed")) }
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
    issue(state, id, carrier).await
}

/// Makes the row of a session, which a token can then be issued for.
///
/// # Errors
/// As `sign_in`; `CONFLICT` for one that began elsewhere and is there already.
pub(super) async fn begin(state: &State, context: &Context, proof: Proof) -> Result<SessionId> {
    of_allowed_domain(state, &proof)?;
    let user = proof.user.id;
    let max_age = state.config.session.max_age;
    let now = state.now();
    let Begun { id, at, until } = proof.begun.unwrap_or_else(|| Begun {
        id: SessionId::new(now, state.random()),
        at: now,
        until: now.plus(proof.lifetime.map_or(max_age, |lifetime| lifetime.min(max_age))),
    });
    let write = state.fence.begin().await?;
    let org = home(state, context, &write, &proof.user).await?;
    // What proved who it is may have been voided since, by a new password say: then that change has ended all sessions
    // there were, and there must not be one more.
    let standing = user::Entity::still_at(user, proof.user.security_version).one(&*write).await?;
    standing.ok_or_else(|| Error::unauthorized("The account was changed at the same time; sign in again"))?;
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
        step_up_at: Set(proof.step_up.map(|_| now)),
        ip: Set(Some(context.address.to_string())),
        user_agent: Set(context.user_agent()),
        last_seen_at: Set(Some(now)),
        created_at: Set(now),
        ended_at: Set(None),
    }
    .insert(&*write)
    .await
    .map_err(there_already)?;
    state.limiter.note_sign_in(&*write, &Account::of(&proof.user.email), context.address).await?;
    let started = Event::by_member(user, org, Action::SessionStarted, id, context);
    audit::record(state, &write, started.with_detail(json!({ "method": proof.method.as_str() }))).await?;
    write.commit().await?;
    Ok(id)
}

fn there_already(error: sea_orm::DbErr) -> Error {
    if is_unique_violation(&error) { Error::conflict("The session is there already") } else { error.into() }
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
    let mut write = state.fence.begin().await?;
    elevate_in(state, context, &mut write, session, method).await?;
    write.commit().await?;
    issue(state, session.picture.id, session.carrier).await
}

/// As `elevate`, as part of a larger change; `issue` the token after its commit.
pub async fn elevate_in(
    state: &State,
    context: &Context,
    write: &mut Write,
    session: &Session,
    method: StepUpMethod,
) -> Result<()> {
    if session.picture.method == SignInMethod::RecoveryCode {
        return Err(Error::forbidden("Sign in with the second factor; a recovery code only repairs factors"));
    }
    let now = state.now();
    let rotation = Rotation { org: session.picture.member.org, step_up: Some((method, now)), grace_from: Some(now) };
    rotate(write, session, rotation).await?;
    let stepped_up = event(session, Action::SessionSteppedUp, context);
    audit::record(state, write, stepped_up.with_detail(json!({ "method": method.as_str() }))).await
}

/// Moves the session to another org of its user. The step-up is dropped, and the old token is void at once: what was
/// on its way to the old org must not arrive in the new one.
///
/// # Errors
/// `NOT_FOUND` when the user is no member of it.
pub async fn switch_org(state: &State, context: &Context, session: &Session, org: OrgId) -> Result<Issued<SessionOut>> {
    let user = session.picture.member.user;
    let mut write = state.fence.begin().await?;
    // Shared, so that a removal that is under way waits for this session and then ends it.
    let membership = membership::Entity::of_user_in_org(user, org).lock_shared().one(&*write).await?;
    membership.ok_or_else(Error::not_found)?;
    rotate(&mut write, session, Rotation { org, step_up: None, grace_from: None }).await?;
    let switched = Event::by_member(user, org, Action::SessionSwitchedOrg, session.picture.id, context);
    audit::record(state, &write, switched).await?;
    write.commit().await?;
    issue(state, session.picture.id, session.carrier).await
}

/// Ends the session. Doing it twice is no error.
pub async fn end(state: &State, context: &Context, session: &Session) -> Result<()> {
    let mut write = state.fence.begin().await?;
    session::Entity::end(session.picture.id, state.now()).exec(&*write).await?;
    write.touch(Tag::Session(session.picture.id));
    audit::record(state, &write, event(session, Action::SessionEnded, context)).await?;
    write.commit().await
}

/// Ends every session of the user, as part of a larger change.
pub(super) async fn end_all(write: &mut Write, user: UserId, now: Timestamp) -> Result<()> {
    session::Entity::end_all_of_user(user, now).exec(&**write).await?;
    write.touch(Tag::User(user));
    Ok(())
}

/// Ends every other session of the user and drops this one's step-up, as part of a larger change; `issue` the new token
/// after its commit. The old one is void at once: it may be what somebody else has.
///
/// # Errors
/// `CONFLICT` when the session has a newer token.
pub async fn keep_only(write: &mut Write, session: &Session, now: Timestamp) -> Result<()> {
    let member = &session.picture.member;
    session::Entity::end_others_of_user(member.user, session.picture.id, now).exec(&**write).await?;
    write.touch(Tag::User(member.user));
    rotate(write, session, Rotation { org: member.org, step_up: None, grace_from: None }).await
}

async fn rotate(write: &mut Write, session: &Session, rotation: Rotation) -> Result<()> {
    let picture = &session.picture;
    let rotated = session::Entity::rotate(picture.id, picture.generation, rotation).exec(&**write).await?;
    if !session.newest || rotated.rows_affected == 0 {
        return Err(Error::conflict("The session has a newer token; use that one"));
    }
    write.touch(Tag::Session(picture.id));
    Ok(())
}

/// The session's newest token, as an answer and, for a browser, a cookie.
pub async fn issue(state: &State, id: SessionId, carrier: Carrier) -> Result<Issued<SessionOut>> {
    let picture = state.fence.session(id).await?.ok_or_else(|| Error::conflict("The session has ended"))?;
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
        org: SessionOrgOut { id: Text(member.org), name: member.org_name.clone(), role: Text(member.role) },
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

/// What happened to the session at hand, as a record.
fn event<'a>(session: &Session, action: Action, context: &'a Context) -> Event<'a> {
    let member = &session.picture.member;
    Event::by_member(member.user, member.org, action, session.picture.id, context)
}
