//! Ceremonies between their two requests. The challenge is the server's; a ceremony is for one purpose, in one session,
//! for five minutes, and dead after any attempt: it is taken, and that is committed, before anything is verified.

use entity::{CeremonyId, CeremonyPurpose, webauthn_ceremony};
use kernel::{
    error::{Error, Result},
    state::State,
    webauthn::LIFETIME,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    policy::Admission,
    principal::{InOrg as _, Session},
};

/// Keeps the server's half of a challenge. In a session it takes the place of an earlier one for the same purpose; a
/// sign-in has no session yet.
pub async fn begin(
    state: &State,
    _admission: Admission,
    purpose: CeremonyPurpose,
    session: Option<&Session>,
    half: &impl Serialize,
) -> Result<CeremonyId> {
    let now = state.now();
    let id = CeremonyId::new(now, state.random());
    let begun = webauthn_ceremony::Model {
        id,
        purpose,
        user_id: session.map(|session| session.user()),
        session_id: session.map(|session| session.picture.id),
        state: serde_json::to_string(half).map_err(Error::unavailable)?,
        expires_at: now.plus(LIFETIME),
        created_at: now,
    };
    let write = state.db.begin().await?;
    if let Some(session) = begun.session_id {
        webauthn_ceremony::Entity::replace_in_session(session, purpose).exec(&write).await?;
    }
    webauthn_ceremony::Entity::begin(begun).exec_without_returning(&write).await?;
    write.commit().await?;
    Ok(id)
}

/// Takes a ceremony for good, whatever comes of it. `None` if it was taken before, has expired, or was begun for another
/// purpose or in another session: nobody but who was given its id can end it thus.
pub async fn take<T: DeserializeOwned>(
    state: &State,
    id: CeremonyId,
    purpose: CeremonyPurpose,
    session: Option<&Session>,
) -> Result<Option<T>> {
    let Some(begun) = webauthn_ceremony::Entity::by_id(id).one(state.db.read()).await? else { return Ok(None) };
    if webauthn_ceremony::Entity::take(id).exec(state.db.write()).await?.rows_affected == 0 {
        return Ok(None);
    }
    let whose = (begun.user_id, begun.session_id);
    let mine = whose == (session.map(|session| session.user()), session.map(|session| session.picture.id));
    let good = mine && begun.purpose == purpose && state.now() < begun.expires_at;
    Ok(if good { serde_json::from_str(&begun.state).ok() } else { None })
}

/// Forgets the ceremonies that nobody finished in time.
pub async fn forget_expired(state: &State) -> Result<()> {
    webauthn_ceremony::Entity::delete_expired(state.now()).exec(state.db.write()).await?;
    Ok(())
}
