//! Making a passkey: discoverable, so that it signs in without an address, and with user verification, so that it is two
//! factors by itself. Attestation isn't asked for: any authenticator will do.

use entity::{CeremonyId, CeremonyPurpose};
use kernel::{
    error::{Error, Result},
    request::Context,
    state::State,
    webauthn::client,
    wire::Text,
};
use serde_json::{Value, json};
use webauthn_rs::prelude::{Credential, CredentialID, Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    ceremony,
    refusal::Shown,
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
pub async fn finish(
    state: &State,
    context: &Context,
    session: &Session,
    id: CeremonyId,
    given: JsonObject,
) -> Result<Passkey> {
    match made(state, session, id, given).await? {
        Ok(passkey) => Ok(passkey),
        Err(why) => {
            Shown { state, context, user: Some(session.user()) }.refuse(&why).await?;
            Err(Error::field("credential", "could not be verified; begin again"))
        }
    }
}

/// The passkey, or why not.
async fn made(
    state: &State,
    session: &Session,
    id: CeremonyId,
    given: JsonObject,
) -> Result<std::result::Result<Passkey, String>> {
    let (webauthn, origins) = state.relying_party.get()?;
    let because = |why: &str| Ok(Err(why.to_owned()));
    let half = ceremony::take::<PasskeyRegistration>(state, id, CeremonyPurpose::Enrol, Some(session)).await?;
    let Some(half) = half else { return because("the ceremony is over, or another's") };
    let made = serde_json::from_value(Value::Object(client::normalised(given.0)));
    let Ok::<RegisterPublicKeyCredential, _>(made) = made else { return because("the answer has another shape") };
    if !client::is_consistent(&made.type_, &made.id, &made.raw_id) {
        return because("the answer names two passkeys");
    }
    if !client::is_page_of(origins, &made.response.client_data_json) {
        return because("the page is of another origin, or in a frame");
    }
    // An authenticator that could not keep the key discoverable says so here, and would be of no use for signing in.
    if made.extensions.cred_props.as_ref().and_then(|props| props.rk) == Some(false) {
        return because("it is not discoverable");
    }
    let passkey = match webauthn.finish_passkey_registration(&made, &half) {
        Ok(passkey) if *passkey.cred_id() == made.raw_id => passkey,
        Ok(_) => return because("the answer names two passkeys"),
        Err(why) => return because(&why.to_string()),
    };
    // By what ways it is reached is the browser's word alone: good enough for a browser to know where to look.
    let mut credential = Credential::from(passkey);
    credential.transports = made.response.transports;
    Ok(Ok(credential.into()))
}
