//! Enrolling and removing the authenticator app, and new recovery codes.

use entity::{StepUpMethod, UserId, passkey, recovery_code, totp_secret};
use kernel::{
    audit::Action,
    error::{Error, Result},
    notice::{self, Notice},
    request::Context,
    state::State,
    token::{Sealed, Seed},
    wire::Text,
};
use sea_orm::PaginatorTrait;

use super::{
    change::{
        begin_change, drop_step_ups_elsewhere, elevates, forget_codes_without_factor, may_change, outcome,
        replace_recovery_codes,
    },
    wire::{FactorsOut, RecoveryCodesLeftOut, TotpConfirmedOut, TotpFactorOut, TotpOut},
};
use crate::{
    account::factors::Factors,
    policy::Admission,
    principal::{InOrg as _, Session},
    signin::{session::elevate_in, wire::Issued},
};

/// What the user has.
pub async fn list(state: &State, user: UserId) -> Result<FactorsOut> {
    let secret = totp_secret::Entity::of_user(user).one(state.db.read()).await?;
    let confirmed_at = secret.and_then(|secret| secret.confirmed_at);
    let passkeys = passkey::Entity::of_user(user).all(state.db.read()).await?;
    let remaining = recovery_code::Entity::unused_of_user(user).count(state.db.read()).await?;
    Ok(FactorsOut {
        totp: TotpFactorOut { enabled: confirmed_at.is_some(), confirmed_at: confirmed_at.map(Text) },
        passkeys: passkeys.into_iter().map(Into::into).collect(),
        recovery_codes: RecoveryCodesLeftOut { remaining },
    })
}

/// A new seed, to be confirmed by its first code; until then whatever is in force stays so.
/// `admit` is asked once nothing else stands against it.
pub async fn propose_totp(
    state: &State,
    session: &Session,
    admit: impl Future<Output = Result<Admission>>,
) -> Result<TotpOut> {
    may_change(state, state.db.read(), session).await?;
    admit.await?;
    let user = session.user();
    let seed = Seed::new(state.random());
    let sealed = state.sealer.seal(Sealed::TotpSeed, &[user.uuid()], state.random(), seed.expose());
    let sealed = sealed.map_err(Error::unavailable)?;
    totp_secret::Entity::propose(user, sealed, state.now()).exec_without_returning(state.db.write()).await?;
    let (account, issuer) = (&session.picture.member.email, state.config.mail.brand.as_str());
    Ok(TotpOut {
        secret: seed.base32().expose().to_owned(),
        otpauth_url: seed.otpauth_url(account, issuer).map_err(Error::unavailable)?.expose().to_owned(),
        qr_png: seed.qr_png(account, issuer).map_err(Error::unavailable)?.expose().to_owned(),
    })
}

/// Puts the proposed seed in force, in place of the one before. For the first factor that counts as a step-up.
///
/// # Errors
/// `CONFLICT` when no seed is waiting, `BAD_REQUEST` for a code that isn't its.
pub async fn confirm_totp(
    state: &State,
    context: &Context,
    session: &Session,
    given: &str,
) -> Result<Issued<TotpConfirmedOut>> {
    may_change(state, state.db.read(), session).await?;
    let user = session.user();
    let nothing_waits = || Error::conflict("No authenticator is waiting to be confirmed");
    let secret = totp_secret::Entity::of_user(user).one(state.db.read()).await?;
    let pending = secret.and_then(|secret| secret.pending_sealed).ok_or_else(nothing_waits)?;
    let seed = state.sealer.open(Sealed::TotpSeed, &[user.uuid()], &pending);
    let seed =
        seed.and_then(|seed| Seed::from_stored(&seed)).ok_or_else(|| Error::unavailable("a seed can't be opened"))?;
    let step = seed.matching_step(given, state.now()).ok_or_else(|| Error::field("code", "is not the code of now"))?;

    let (mut change, had) = begin_change(state, context, session).await?;
    let confirmed = totp_secret::Entity::confirm(user, pending, had.totp, step, state.now()).exec(&change).await?;
    if confirmed.rows_affected == 0 {
        return Err(nothing_waits());
    }
    let recovery_codes = replace_recovery_codes(state, &change, user).await?;
    drop_step_ups_elsewhere(&mut change, session).await?;
    change.record(session.event(Action::TotpEnrolled, user));
    let elevates = elevates(session, had);
    if elevates {
        elevate_in(state, &mut change, session, StepUpMethod::Totp).await?;
    }
    notice::tell(&change, &session.picture.member.email, Notice::TotpEnrolled)?;
    change.commit().await?;
    let Issued { out: (step_up, token), cookie } = outcome(state, session, elevates).await?;
    Ok(Issued { out: TotpConfirmedOut { recovery_codes, step_up, token }, cookie })
}

/// Removes the authenticator, and the recovery codes if they stood in for nothing else.
///
/// # Errors
/// `NOT_FOUND` when there is none.
pub async fn remove_totp(state: &State, context: &Context, session: &Session) -> Result<()> {
    let (mut change, _) = begin_change(state, context, session).await?;
    let user = session.user();
    if totp_secret::Entity::clear(user).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    forget_codes_without_factor(&change, user).await?;
    drop_step_ups_elsewhere(&mut change, session).await?;
    change.record(session.event(Action::TotpRemoved, user));
    notice::tell(&change, &session.picture.member.email, Notice::TotpRemoved)?;
    change.commit().await
}

/// New recovery codes in place of the old ones.
///
/// # Errors
/// `CONFLICT` for a user without a second factor, who has nothing to recover.
pub async fn new_recovery_codes(
    state: &State,
    context: &Context,
    session: &Session,
    admit: impl Future<Output = Result<Admission>>,
) -> Result<Vec<String>> {
    let check = |had: Factors| {
        let why = "Recovery codes stand in for a second factor; enrol one first";
        if had.any() { Ok(()) } else { Err(Error::conflict(why)) }
    };
    check(may_change(state, state.db.read(), session).await?)?;
    admit.await?;
    let (change, had) = begin_change(state, context, session).await?;
    check(had)?;
    let codes = replace_recovery_codes(state, &change, session.user()).await?;
    change.record(session.event(Action::RecoveryCodesReplaced, session.user()));
    notice::tell(&change, &session.picture.member.email, Notice::RecoveryCodesReplaced)?;
    change.commit().await?;
    Ok(codes)
}
