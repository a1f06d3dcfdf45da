//! What a denied caller is told (RFC 6750, RFC 9470).

use entity::Timestamp;
use http::header;
use kernel::{error::Error, state::State};
use serde_json::json;

use super::{Denial, step_up_required};
use crate::credential;

/// What a member is told whose role is too low, wherever that turns out.
pub fn role_required() -> Error {
    Error::forbidden("Your role in the organization does not allow this")
}

/// What a member is told, or a key of theirs, who lacks the second factor that the org asks for.
fn second_factor_required(due_at: Timestamp) -> Error {
    let enrol = ["/api/v1/me/totp", "/api/v1/me/passkeys/options"];
    Error::forbidden("The organization asks its members for a second factor; enrol one first")
        .with_details(json!({ "twoFactor": { "dueAt": due_at, "enrol": enrol } }))
}

/// The refusal for each reason.
pub fn refusal(state: &State, denial: Denial) -> Error {
    match denial {
        Denial::WrongPrincipal => Error::forbidden("This kind of credential may not do this"),
        Denial::WrongAudience => credential::invalid(),
        Denial::WrongNetwork => Error::forbidden("This key may not be used from this address"),
        Denial::Role => role_required(),
        Denial::StrictScopes => Error::forbidden("The organization allows keys only where a scope says so"),
        Denial::Bound => Error::forbidden("This key is bound to a workspace and sees nothing of the organization"),
        Denial::SecondFactor { due_at } => second_factor_required(due_at),
        Denial::StepUp { max_age } => step_up_required(state, max_age),
        Denial::MissingScope(scope) => {
            let challenge = format!("Bearer realm=\"almond\", error=\"insufficient_scope\", scope=\"{scope}\"");
            Error::forbidden("The key lacks a scope")
                .with_details(json!({ "scopes": [scope.as_str()] }))
                .with_header(header::WWW_AUTHENTICATE, challenge)
        }
    }
}
