//! Making a passkey: discoverable, so that it signs in without an address, and with user verification, so that it is two
//! factors by itself. Attestation isn't asked for: any authenticator will do.

use entity::{CeremonyId, CeremonyPurpose};
use kernel::{
    error::{Error, Result},
    state::State,
    webauthn::client,
    wire::Text,
};
use serde_json::{Value, json};
use webauthn_rs::prelude::{Credential, CredentialID, Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    ceremony,
    wire::{CeremonyOut, JsonObject},
};
use crate::{
    policy::Admission,
    principal::{InOrg as _, Session},
};

/// A challenge for a new passkey, to be made by none of the authenticators that have one of `known`.
pub async fn begin(
    state: &State,
    admission: Admission,
    session: &Session,
    known: Vec<CredentialID>,
) -> Result<CeremonyOut> {
    let (webauthn, _) = state.relying_party.get()?;
    let member = session.member();
    let (options, half) = webauthn
        .start_passkey_registration(member.user.uuid(), &member.email, &member.user_name, Some(known))
        .map_err(Error::unavailable)?;
    let mut options = json!(options.public_key);
    // The library asks for whatever the authenticator likes best.
    options["authenticatorSelection"]["residentKey"] = "required".into();
    options["authenticatorSelection"]["requireResidentKey"] = true.into();
    let id = ceremony::begin(state, admission, CeremonyPurpose::Enrol, Some(session), &half).await?;
    let Value::Object(options) = options else { return Err(Error::unavailable("the options are no object")) };
    Ok(CeremonyOut { ceremony_id: Text(id), public_key: JsonObject(options) })
}

/// The passkey that was made in a ceremony of this session.
///
/// # Errors
/// `BAD_REQUEST`, the same whatever is wrong.
pub async fn finish(state: &State, session: &Session, id: CeremonyId, given: JsonObject) -> Result<Passkey> {
    let (webauthn, origins) = state.relying_party.get()?;
    let refused = || Error::field("credential", "could not be verified; begin again");
    let half = ceremony::take::<PasskeyRegistration>(state, id, CeremonyPurpose::Enrol, Some(session)).await?;
    let half = half.ok_or_else(refused)?;
    let made: RegisterPublicKeyCredential =
        serde_json::from_value(Value::Object(client::normalised(given.0))).map_err(|_| refused())?;
    // An authenticator that could not keep the key discoverable says so here, and would be of no use for signing in.
    let discoverable = made.extensions.cred_props.as_ref().and_then(|props| props.rk) != Some(false);
    let plausible = client::is_consistent(&made.type_, &made.id, &made.raw_id)
        && client::is_page_of(origins, &made.response.client_data_json);
    if !plausible || !discoverable {
        tracing::warn!(plausible, discoverable, "a new passkey was refused: of another page, or not discoverable");
        return Err(refused());
    }
    let passkey = webauthn.finish_passkey_registration(&made, &half).map_err(|why| {
        tracing::warn!(%why, "a new passkey was refused");
        refused()
    })?;
    if *passkey.cred_id() != made.raw_id {
        return Err(refused());
    }
    // By what ways it is reached is the browser's word alone: good enough for a browser to know where to look.
    let mut credential = Credential::from(passkey);
    credential.transports = made.response.transports;
    Ok(credential.into())
}
