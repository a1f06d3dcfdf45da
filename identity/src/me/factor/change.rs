//! What all changes of factors have in common. The first factor needs a fresh sign-in, every further change a step-up; a
//! session signed in with a recovery code may repair, but gains no step-up by it.

use entity::{RecoveryCodeId, SignInMethod, UserId, recovery_code, session, user};
use kernel::{change::Change, error::Result, fence::Tag, request::Context, state::State, token::recovery_code as code};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::{
    account::factors::Factors,
    policy::{self, SteppedUp},
    principal::{InOrg as _, Session},
    signin::{
        session::{describe_step_up, issue},
        wire::{Issued, StepUpOut},
    },
};

const RECOVERY_CODES: usize = 10;

/// Lets a session on that may change its user's factors, and says what they have.
///
/// # Errors
/// `FORBIDDEN` with RFC 9470's challenge.
pub async fn may_change(state: &State, db: &impl ConnectionTrait, session: &Session) -> Result<Factors> {
    let factors = Factors::of(db, session.user()).await?;
    if SteppedUp::check(state, session).is_ok() {
        return Ok(factors);
    }
    let max_age = policy::window(&session.picture.member, state.config.step_up.max_age);
    let fresh = state.now() < session.picture.signed_in_at.plus(max_age);
    let repairing = session.picture.method == SignInMethod::RecoveryCode;
    if fresh && (repairing || !factors.any()) { Ok(factors) } else { Err(policy::step_up_required(state, max_age)) }
}

/// Begins a change, of which a user has one at a time: two first factors at once would be one too many.
///
/// # Errors
/// As `may_change`.
pub async fn begin_change(state: &State, context: &Context, session: &Session) -> Result<(Change, Factors)> {
    let change = state.changes.begin(context).await?;
    user::Entity::lock(session.user()).one(&change).await?;
    let factors = may_change(state, &change, session).await?;
    Ok((change, factors))
}

/// Drops what the user's other sessions have proved with the factors as they were: whoever holds one that was lost must
/// not mint with it once it is gone.
pub async fn drop_step_ups_elsewhere(change: &mut Change, by: &Session) -> Result<()> {
    session::Entity::drop_step_ups_of_others(by.user(), by.picture.id).exec(&*change).await?;
    change.touch(Tag::User(by.user()));
    Ok(())
}

/// True if enrolling another factor beside `had` counts as a step-up. The first does, unless a recovery code began the
/// session.
pub fn elevates(session: &Session, had: Factors) -> bool {
    !had.any() && session.picture.method != SignInMethod::RecoveryCode
}

/// The session's step-up after an enrolment, with a new token if that counted as one.
pub async fn outcome(state: &State, session: &Session, elevated: bool) -> Result<Issued<(StepUpOut, Option<String>)>> {
    if !elevated {
        return Ok(Issued { out: (describe_step_up(state, session), None), cookie: None });
    }
    let Issued { out, cookie } = issue(state, session.picture.id, session.carrier).await?;
    Ok(Issued { out: (out.step_up, out.token), cookie })
}

pub async fn replace_recovery_codes(state: &State, db: &impl ConnectionTrait, user: UserId) -> Result<Vec<String>> {
    recovery_code::Entity::delete_of_user(user).exec(db).await?;
    let now = state.now();
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let made = code::mint(state.random());
        recovery_code::ActiveModel {
            id: Set(RecoveryCodeId::new(now, state.random())),
            user_id: Set(user),
            digest: Set(made.digest()),
            created_at: Set(now),
            used_at: Set(None),
        }
        .insert(db)
        .await?;
        codes.push(made.expose().to_owned());
    }
    Ok(codes)
}

/// Recovery codes stand in for a second factor, and go with the last one.
pub async fn forget_codes_without_factor(db: &impl ConnectionTrait, user: UserId) -> Result<()> {
    if !Factors::of(db, user).await?.any() {
        recovery_code::Entity::delete_of_user(user).exec(db).await?;
    }
    Ok(())
}
