//! Proof that the person is there. A step-up holds for a fixed window from its ceremony, in its own session, on its
//! newest token (RFC 9470).

use std::time::Duration;

use entity::{SignInMethod, StepUpMethod, Timestamp};
use http::header;
use kernel::{
    error::{Error, Result},
    fence::MemberPicture,
    state::State,
};
use serde_json::json;

use crate::{account::factors::has_second_factor, principal::Session};

/// Proof of a fresh step-up. Services that give rights away ask for one; only this room makes it.
#[derive(Clone, Copy, Debug)]
pub struct SteppedUp(());

impl SteppedUp {
    /// # Errors
    /// `FORBIDDEN` with RFC 9470's challenge when the session's step-up is missing or too old.
    pub fn check(state: &State, session: &Session) -> Result<Self> {
        Self::check_there(state, session, &session.picture.member)
    }

    /// For the operator, who answers for what they do: the master key is proof enough.
    pub(super) fn vouched() -> Self {
        Self(())
    }

    /// Of a user who has no second factor to show, a sign-in within the window is proof enough for what mints in the org
    /// that `member` is of. One with a recovery code never is, nor is an older token of the session. A step-up counts in
    /// the org that the session works in alone: moving to another one drops it, so naming another one must not carry it
    /// there.
    ///
    /// # Errors
    /// `FORBIDDEN` with RFC 9470's challenge.
    pub(super) async fn check_present(state: &State, session: &Session, member: &MemberPicture) -> Result<Self> {
        let picture = &session.picture;
        let max_age = window(member, state.config.step_up.max_age);
        if picture.member.org == member.org
            && let Some(proof) = Self::within(session, max_age, state.now())
        {
            return Ok(proof);
        }
        let fresh = session.newest && state.now() < picture.signed_in_at.plus(max_age);
        let may = fresh && picture.method != SignInMethod::RecoveryCode;
        if may && !has_second_factor(state.db.read(), member.user).await? {
            return Ok(Self(()));
        }
        Err(Self::required(state, member))
    }

    /// As `check`, by the window of the org that `member` is of.
    pub(super) fn check_there(state: &State, session: &Session, member: &MemberPicture) -> Result<Self> {
        let max_age = window(member, state.config.step_up.max_age);
        Self::within(session, max_age, state.now()).ok_or_else(|| step_up_required(state, max_age))
    }

    /// The proof, if the session's step-up is no older than `max_age`.
    pub(super) fn within(session: &Session, max_age: Duration, now: Timestamp) -> Option<Self> {
        is_fresh(session, max_age, now).then_some(Self(()))
    }

    /// What somebody is told who has to step up in the org that `member` is of.
    pub(super) fn required(state: &State, member: &MemberPicture) -> Error {
        step_up_required(state, window(member, state.config.step_up.max_age))
    }
}

/// How long a step-up holds for this member: the server's window, or the org's if that is shorter.
pub fn window(member: &MemberPicture, server: Duration) -> Duration {
    let org = member.step_up_max_age.map(|seconds| Duration::from_secs(u64::from(seconds)));
    org.map_or(server, |org| org.min(server))
}

pub fn is_fresh(session: &Session, max_age: Duration, now: Timestamp) -> bool {
    session.step_up().is_some_and(|(_, at)| now < at.plus(max_age))
}

/// The answer that tells a client to step up, and how.
pub fn step_up_required(state: &State, max_age: Duration) -> Error {
    let seconds = max_age.as_secs();
    let methods: Vec<&str> = state.config.step_up.methods.iter().copied().map(StepUpMethod::as_str).collect();
    let challenge =
        format!("Bearer realm=\"almond\", error=\"insufficient_user_authentication\", max_age=\"{seconds}\"");
    Error::forbidden("Step-up authentication is required")
        .with_header(header::WWW_AUTHENTICATE, challenge)
        .with_details(json!({ "stepUp": { "methods": methods, "maxAge": seconds } }))
}
