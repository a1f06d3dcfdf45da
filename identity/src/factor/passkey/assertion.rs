//! Using a passkey, to sign in or to step up: one verification for both. Whose passkey it is, the credential says; that
//! it may say so, its signature over the ceremony's challenge.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{
    CeremonyId, CeremonyPurpose,
    passkey::{self, Use},
    user,
};
use kernel::{
    audit::{Action, Actor, Event},
    error::{Error, Result},
    limiter::Target,
    request::Context,
    state::State,
    webauthn::client,
    wire::Text,
};
use serde_json::{Value, json};
use webauthn_rs::prelude::{Credential, DiscoverableAuthentication, Passkey, PublicKeyCredential, WebauthnError};

use super::{
    ceremony,
    refusal::{Shown, refused},
    wire::{CeremonyOut, JsonObject},
};
use crate::{
    policy::Admission,
    principal::{InOrg as _, Session},
};

/// A challenge: in a session for the user's own passkeys, without one for whichever the authenticator finds.
pub async fn begin(
    state: &State,
    admission: Admission,
    session: Option<&Session>,
    allowed: &[passkey::Model],
) -> Result<CeremonyOut> {
    let (webauthn, _) = state.relying_party.get()?;
    let (options, half) = webauthn.start_discoverable_authentication().map_err(Error::unavailable)?;
    let mut options = json!(options.public_key);
    options["allowCredentials"] = allowed.iter().map(descriptor).collect();
    let id = ceremony::begin(state, admission, purpose(session), session, &half).await?;
    let Value::Object(options) = options else { return Err(Error::unavailable("the options are no object")) };
    Ok(CeremonyOut { ceremony_id: Text(id), public_key: JsonObject(options) })
}

fn purpose(session: Option<&Session>) -> CeremonyPurpose {
    if session.is_some() { CeremonyPurpose::StepUp } else { CeremonyPurpose::SignIn }
}

/// What a browser looks for, and where (`transports`).
fn descriptor(known: &passkey::Model) -> Value {
    let mut descriptor = json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(&known.credential_id) });
    let stored: Value = serde_json::from_str(&known.credential).unwrap_or_default();
    if let Some(transports) = stored["cred"]["transports"].as_array() {
        // The library calls those unknown that it has no name for; browsers know no such word.
        let named = transports.iter().filter(|transport| *transport != "unknown");
        descriptor["transports"] = named.cloned().collect();
    }
    descriptor
}

/// The bit by which an authenticator says that it may be backed up (WebAuthn, 6.1).
const BACKUP_ELIGIBLE: u8 = 0x08;

/// The passkey as the authenticator that answers has it. Managers that begin to synchronise say so of passkeys that they
/// have already, though it mustn't change; it counts for nothing here, so the passkey stays good.
fn eligible_since(key: Passkey, authenticator_data: &[u8]) -> Passkey {
    let mut credential = Credential::from(key);
    // The flags come after the hash of the relying party's id.
    let is_eligible = authenticator_data.get(32).is_some_and(|flags| flags & BACKUP_ELIGIBLE != 0);
    credential.backup_eligible |= is_eligible;
    credential.into()
}

/// What a client sent as an authenticator's answer, with the passkey it names, if there is one. Nothing is proved by it.
pub struct Assertion {
    credential: Option<PublicKeyCredential>,
    named: Option<(passkey::Model, user::Model)>,
}

impl Assertion {
    pub async fn read(state: &State, given: JsonObject) -> Result<Self> {
        let read = serde_json::from_value::<PublicKeyCredential>(Value::Object(client::normalised(given.0))).ok();
        let credential = read.filter(|read| client::is_consistent(&read.type_, &read.id, &read.raw_id));
        let Some(raw_id) = credential.as_ref().map(|read| &read.raw_id) else {
            return Ok(Self { credential: None, named: None });
        };
        let db = state.db.read();
        let Some(passkey) = passkey::Entity::by_credential_id(raw_id).one(db).await? else {
            return Ok(Self { credential, named: None });
        };
        let user = user::Entity::by_id(passkey.user_id).one(db).await?;
        Ok(Self { credential, named: user.map(|user| (passkey, user)) })
    }

    /// The account it aims at. A passkey that nobody has counts as an account too, so that the two can't be told apart.
    pub fn account(&self) -> Target {
        let unknown = || self.credential.as_ref().map_or("", |credential| credential.id.as_str());
        Target::passkey(self.named.as_ref().map_or_else(unknown, |(_, user)| user.email.as_str()))
    }

    /// Uses the passkey in a ceremony that was begun for this: in the session, or for a sign-in.
    ///
    /// # Errors
    /// `UNAUTHORIZED`, the same whatever is wrong. The ceremony is over in any case.
    pub async fn verify(
        self,
        state: &State,
        context: &Context,
        id: CeremonyId,
        session: Option<&Session>,
    ) -> Result<user::Model> {
        let user = self.named.as_ref().map(|(_, user)| user.id);
        let shown = Shown { state, context, user };
        match self.judged(state, context, id, session).await? {
            Ok(user) => Ok(user),
            Err(why) => shown.refuse(&why).await.and_then(|()| Err(refused())),
        }
    }

    /// The user, or why not.
    async fn judged(
        self,
        state: &State,
        context: &Context,
        id: CeremonyId,
        session: Option<&Session>,
    ) -> Result<std::result::Result<user::Model, String>> {
        let (webauthn, origins) = state.relying_party.get()?;
        let half = ceremony::take::<DiscoverableAuthentication>(state, id, purpose(session), session).await?;
        let because = |why: &str| Ok(Err(why.to_owned()));
        let Some(half) = half else { return because("the ceremony is over, or another's") };
        let Some(credential) = self.credential else { return because("the answer has another shape") };
        let Some((passkey, user)) = self.named else { return because("nobody has this passkey") };
        if !is_owner(&user, &credential, session) {
            return because("it is somebody else's, a disabled account's, or names nobody");
        }
        if !client::is_page_of(origins, &credential.response.client_data_json) {
            return because("the page is of another origin, or in a frame");
        }
        let key: Passkey = serde_json::from_str(&passkey.credential).map_err(Error::unavailable)?;
        let mut key = eligible_since(key, &credential.response.authenticator_data);
        let result = match webauthn.finish_discoverable_authentication_v2(&credential, half, &key) {
            Ok(result) if result.user_verified() => result,
            Err(WebauthnError::CredentialPossibleCompromise) => return Err(regressed(state, context, &passkey).await?),
            Ok(_) => return because("the authenticator didn't verify its user"),
            Err(why) => return because(&why.to_string()),
        };
        key.update_credential(&result);
        let used = Use {
            credential: serde_json::to_string(&key).map_err(Error::unavailable)?,
            sign_count: result.counter().into(),
            backed_up: result.backup_state(),
            at: state.now(),
        };
        if passkey::Entity::accept_use(passkey.id, used).exec(state.db.write()).await?.rows_affected == 0 {
            return Err(regressed(state, context, &passkey).await?);
        }
        Ok(Ok(user))
    }
}

/// True if the passkey is its user's to use here. A sign-in knows its user by the handle alone, so there it must be
/// told.
fn is_owner(user: &user::Model, credential: &PublicKeyCredential, session: Option<&Session>) -> bool {
    // Some send an empty one for none.
    let handle = credential.response.user_handle.as_deref().filter(|handle| !handle.is_empty());
    let told = handle.is_none_or(|handle| handle == user.id.uuid().as_bytes());
    let known = session.map_or(handle.is_some(), |session| session.user() == user.id);
    told && known && user.disabled_at.is_none()
}

/// The signature is right, and the counter went back or stood still: there may be a copy of the authenticator. That is
/// put on record by itself, since what was asked for is refused. A passkey that has just been removed is only refused.
async fn regressed(state: &State, context: &Context, passkey: &passkey::Model) -> Result<Error> {
    let change = state.changes.begin(context).await?;
    if passkey::Entity::find_of_user(passkey.user_id, passkey.id).one(&change).await?.is_none() {
        return Ok(refused());
    }
    let event = Event {
        actor: Actor::User(passkey.user_id),
        org: None,
        action: Action::PasskeyCounterRegressed,
        target: passkey.id.to_string(),
        detail: None,
    };
    change.record(event);
    change.commit().await?;
    Ok(refused())
}
