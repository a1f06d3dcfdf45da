//! Enrolling and removing factors. The first factor needs a fresh sign-in, every further change a step-up; a session
//! signed in with a recovery code may repair, but gains no step-up by it (CONTRACT section 4).

use entity::{RecoveryCodeId, SignInMethod, StepUpMethod, UserId, recovery_code, totp_secret};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, PaginatorTrait};

use super::wire::{FactorsOut, RecoveryCodesLeftOut, TotpConfirmedOut, TotpFactorOut, TotpOut};
use crate::{
    audit::{self, Action, Event},
    context::Context,
    error::{Error, Result},
    fence::Write,
    notice::{self, Change},
    policy::{self, SteppedUp},
    principal::{InOrg as _, Session},
    signin::{
        session::{describe_step_up, elevate_in, issue},
        wire::Issued,
    },
    state::State,
    token::{Sealed, Seed, recovery_code as code},
    wire::Text,
};

const RECOVERY_CODES: usize = 10;

/// What the user has.
pub async fn list(state: &State, user: UserId) -> Result<FactorsOut> {
    let secret = totp_secret::Entity::of_user(user).one(state.db.read()).await?;
    let confirmed_at = secret.and_then(|secret| secret.confirmed_at);
    let remaining = recovery_code::Entity::unused_of_user(user).count(state.db.read()).await?;
    Ok(FactorsOut {
        totp: TotpFactorOut { enabled: confirmed_at.is_some(), confirmed_at: confirmed_at.map(Text) },
        recovery_codes: RecoveryCodesLeftOut { remaining },
    })
}

/// May this session change the user's factors? Says whether they have one already.
///
/// # Errors
/// `FORBIDDEN` with RFC 9470's challenge.
async fn may_change(state: &State, session: &Session) -> Result<bool> {
    let secret = totp_secret::Entity::of_user(session.user()).one(state.db.read()).await?;
    let has_factor = secret.is_some_and(|secret| secret.confirmed_at.is_some());
    if SteppedUp::check(state, session).is_ok() {
        return Ok(has_factor);
    }
    let max_age = policy::window(&session.picture.member, state.config.step_up.max_age);
    let fresh = state.now() < session.picture.signed_in_at.plus(max_age);
    let repairing = session.picture.method == SignInMethod::RecoveryCode;
    if fresh && (repairing || !has_factor) { Ok(has_factor) } else { Err(policy::step_up_required(state, max_age)) }
}

/// A new seed, to be confirmed by its first code; until then whatever is in force stays so.
pub async fn propose_totp(state: &State, session: &Session) -> Result<TotpOut> {
    may_change(state, session).await?;
    let user = session.user();
    let seed = Seed::new(state.random());
    let sealed = state.sealer.seal(Sealed::TotpSeed, user.uuid(), state.random(), seed.expose());
    let sealed = sealed.map_err(Error::unavailable)?;
    totp_secret::Entity::propose(user, sealed, state.now()).exec_without_returning(state.db.write()).await?;
    let (account, issuer) = (&session.picture.member.email, "Almond");
    Ok(TotpOut {
        secret: seed.base32().expose().to_owned(),
        otpauth_url: seed.otpauth_url(account, issuer).map_err(Error::unavailable)?.expose().to_owned(),
        qr_png: seed.qr_png(account, issuer).map_err(Error::unavailable)?.expose().to_owned(),
    })
}

/// Puts the proposed seed in force. For the first factor that counts as a step-up.
///
/// # Errors
/// `CONFLICT` when no seed is waiting, `BAD_REQUEST` for a code that isn't its.
pub async fn confirm_totp(
    state: &State,
    context: &Context,
    session: &Session,
    given: &str,
) -> Result<Issued<TotpConfirmedOut>> {
    let had_factor = may_change(state, session).await?;
    let user = session.user();
    let nothing_waits = || Error::conflict("No authenticator is waiting to be confirmed");
    let secret = totp_secret::Entity::of_user(user).one(state.db.read()).await?;
    let pending = secret.and_then(|secret| secret.pending_sealed).ok_or_else(nothing_waits)?;
    let seed = state.sealer.open(Sealed::TotpSeed, user.uuid(), &pending);
    let seed =
        seed.and_then(|seed| Seed::from_stored(&seed)).ok_or_else(|| Error::unavailable("a seed can't be opened"))?;
    let step = seed.matching_step(given, state.now()).ok_or_else(|| Error::field("code", "is not the code of now"))?;

    let mut write = state.fence.begin().await?;
    if totp_secret::Entity::confirm(user, pending, had_factor, step, state.now()).exec(&*write).await?.rows_affected
        == 0
    {
        return Err(nothing_waits());
    }
    let recovery_codes = replace_recovery_codes(state, &*write, user).await?;
    note(state, &write, context, session, Action::TotpEnrolled).await?;
    let elevates = !had_factor && session.picture.method != SignInMethod::RecoveryCode;
    if elevates {
        elevate_in(state, context, &mut write, session, StepUpMethod::Totp).await?;
    }
    write.commit().await?;
    notice::tell(state, &session.picture.member.email, Change::TotpEnrolled);
    if !elevates {
        let step_up = describe_step_up(state, session);
        return Ok(Issued { out: TotpConfirmedOut { recovery_codes, step_up, token: None }, cookie: None });
    }
    let Issued { out, cookie } = issue(state, session.picture.id, session.carrier).await?;
    Ok(Issued { out: TotpConfirmedOut { recovery_codes, step_up: out.step_up, token: out.token }, cookie })
}

/// Removes the authenticator, and the recovery codes that stood in for it.
///
/// # Errors
/// `NOT_FOUND` when there is none.
pub async fn remove_totp(state: &State, context: &Context, session: &Session) -> Result<()> {
    may_change(state, session).await?;
    let write = state.fence.begin().await?;
    if totp_secret::Entity::clear(session.user()).exec(&*write).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    recovery_code::Entity::delete_of_user(session.user()).exec(&*write).await?;
    note(state, &write, context, session, Action::TotpRemoved).await?;
    write.commit().await?;
    notice::tell(state, &session.picture.member.email, Change::TotpRemoved);
    Ok(())
}

/// New recovery codes in place of the old ones.
///
/// # Errors
/// `CONFLICT` for a user without a second factor, who has nothing to recover.
pub async fn new_recovery_codes(state: &State, context: &Context, session: &Session) -> Result<Vec<String>> {
    if !may_change(state, session).await? {
        return Err(Error::conflict("Recovery codes stand in for a second factor; enrol one first"));
    }
    let write = state.fence.begin().await?;
    let codes = replace_recovery_codes(state, &*write, session.user()).await?;
    note(state, &write, context, session, Action::RecoveryCodesReplaced).await?;
    write.commit().await?;
    notice::tell(state, &session.picture.member.email, Change::RecoveryCodesReplaced);
    Ok(codes)
}

async fn replace_recovery_codes(state: &State, db: &impl ConnectionTrait, user: UserId) -> Result<Vec<String>> {
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

async fn note(state: &State, write: &Write, context: &Context, session: &Session, action: Action) -> Result<()> {
    let event = Event::by_member(session.user(), session.org(), action, session.user(), context);
    audit::record(state, write, event).await
}
