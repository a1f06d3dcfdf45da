//! Enrolling, renaming and removing passkeys: changes of factors like any other (`resource::factor::change`).

use entity::{PasskeyId, StepUpMethod, passkey};
use kernel::{
    audit::Action,
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    notice::{self, Notice},
    request::Context,
    state::State,
    wire::{List, Name, PageIn},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use webauthn_rs::prelude::{Credential, Passkey};

use super::wire::{CreatePasskeyIn, CreatedPasskeyOut, PasskeyOut};
use crate::{
    factor::passkey::{enrolment, wire::CeremonyOut},
    me::factor::change::{
        begin_change, drop_step_ups_elsewhere, elevates, forget_codes_without_factor, may_change, outcome,
        replace_recovery_codes,
    },
    policy::Admission,
    principal::{InOrg as _, Session},
    signin::{passkey::counts_as, session::elevate_in, wire::Issued},
};

/// How many passkeys a user may have.
const MOST: u64 = 100;

fn too_many() -> Error {
    Error::conflict("An account has at most 100 passkeys; remove one first")
}

pub async fn list(state: &State, session: &Session, page: &PageIn<PasskeyId>) -> Result<List<PasskeyOut>> {
    let rows = passkey::Entity::page_of_user(session.user(), page.after, page.fetch()).all(state.db.read()).await?;
    Ok(page.list(rows, |row| row.id, PasskeyOut::from))
}

/// # Errors
/// `NOT_FOUND` for one that isn't there or is another's.
pub async fn get(state: &State, session: &Session, id: PasskeyId) -> Result<PasskeyOut> {
    let found = passkey::Entity::find_of_user(session.user(), id).one(state.db.read()).await?;
    Ok(found.ok_or_else(Error::not_found)?.into())
}

/// A challenge for a new passkey, on an authenticator that has none of the user's yet. `admit` is asked once nothing else
/// stands against it.
pub async fn begin(
    state: &State,
    session: &Session,
    admit: impl Future<Output = Result<Admission>>,
) -> Result<CeremonyOut> {
    let had = may_change(state, state.db.read(), session).await?;
    if had.passkeys >= MOST {
        return Err(too_many());
    }
    let known = passkey::Entity::of_user(session.user()).all(state.db.read()).await?;
    enrolment::begin(state, admit.await?, session, known.into_iter().map(|known| known.credential_id).collect()).await
}

/// Puts a passkey in force. For the first factor that counts as a step-up and brings recovery codes.
///
/// # Errors
/// `BAD_REQUEST` for one that can't be verified, `CONFLICT` for one that is known.
pub async fn create(
    state: &State,
    context: &Context,
    session: &Session,
    body: CreatePasskeyIn,
) -> Result<Issued<CreatedPasskeyOut>> {
    may_change(state, state.db.read(), session).await?;
    let made = enrolment::finish(state, context, session, body.ceremony_id.0, body.credential).await?;
    let (mut change, had) = begin_change(state, context, session).await?;
    if had.passkeys >= MOST {
        return Err(too_many());
    }
    let row = insert(state, &change, session, made, body.name.0).await?;
    let recovery_codes =
        if had.any() { None } else { Some(replace_recovery_codes(state, &change, session.user()).await?) };
    if !had.any() {
        drop_step_ups_elsewhere(&mut change, session).await?;
    }
    change.record(session.event(Action::PasskeyEnrolled, row.id));
    let method: Option<StepUpMethod> = counts_as(state).filter(|_| elevates(session, had));
    if let Some(method) = method {
        elevate_in(state, &mut change, session, method).await?;
    }
    notice::tell(&change, &session.picture.member.email, Notice::PasskeyAdded)?;
    change.commit().await?;
    let Issued { out: (step_up, token), cookie } = outcome(state, session, method.is_some()).await?;
    Ok(Issued { out: CreatedPasskeyOut::new(row, recovery_codes, step_up, token), cookie })
}

async fn insert(
    state: &State,
    change: &Change,
    session: &Session,
    made: Passkey,
    name: Name,
) -> Result<passkey::Model> {
    let now = state.now();
    let credential = serde_json::to_string(&made).map_err(Error::unavailable)?;
    let Credential { cred_id, counter, backup_state, .. } = made.into();
    let inserted = passkey::ActiveModel {
        id: Set(PasskeyId::new(now, state.random())),
        user_id: Set(session.user()),
        name: Set(name.into_string()),
        credential_id: Set(cred_id),
        credential: Set(credential),
        sign_count: Set(counter.into()),
        backed_up: Set(backup_state),
        created_at: Set(now),
        last_used_at: Set(None),
    }
    .insert(change)
    .await;
    inserted.or_conflict("The passkey is enrolled already")
}

/// # Errors
/// `NOT_FOUND` for one that isn't there or is another's, with or without a step-up: what can't be an id gets that too.
pub async fn rename(
    state: &State,
    context: &Context,
    session: &Session,
    id: PasskeyId,
    name: Name,
) -> Result<PasskeyOut> {
    get(state, session, id).await?;
    let (change, _) = begin_change(state, context, session).await?;
    let name = name.into_string();
    if passkey::Entity::rename_of_user(session.user(), id, &name).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    change.record(session.event(Action::PasskeyRenamed, id));
    change.commit().await?;
    get(state, session, id).await
}

/// Removes a passkey, and the recovery codes if they stood in for nothing else.
///
/// # Errors
/// As `rename`.
pub async fn remove(state: &State, context: &Context, session: &Session, id: PasskeyId) -> Result<()> {
    get(state, session, id).await?;
    let (mut change, _) = begin_change(state, context, session).await?;
    if passkey::Entity::delete_of_user(session.user(), id).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    forget_codes_without_factor(&change, session.user()).await?;
    drop_step_ups_elsewhere(&mut change, session).await?;
    change.record(session.event(Action::PasskeyRemoved, id));
    notice::tell(&change, &session.picture.member.email, Notice::PasskeyRemoved)?;
    change.commit().await
}
