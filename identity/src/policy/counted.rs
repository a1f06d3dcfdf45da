//! What became of a request with a key, counted for whoever looks at how keys are used (`kernel::usage`).

use entity::Timestamp;
use kernel::{error::Error, state::State, usage::Outcome};

use super::{Denial, denial::refusal};
use crate::principal::Principal;

/// Counts a request that was allowed.
pub fn allowed(state: &State, principal: &Principal, now: Timestamp) {
    note(state, principal, Outcome::Valid, now);
}

/// Counts a request that was denied; gives the refusal.
pub fn denied(state: &State, principal: &Principal, denial: Denial, now: Timestamp) -> Error {
    let outcome = match denial {
        Denial::MissingScope(_) => Outcome::InsufficientScope,
        Denial::WrongNetwork => Outcome::ForbiddenAddress,
        Denial::SecondFactor { .. } => Outcome::Disabled,
        Denial::WrongPrincipal
        | Denial::WrongAudience
        | Denial::StrictScopes
        | Denial::Bound
        | Denial::Role
        | Denial::StepUp { .. } => Outcome::Forbidden,
    };
    note(state, principal, outcome, now);
    refusal(state, denial)
}

fn note(state: &State, principal: &Principal, outcome: Outcome, now: Timestamp) {
    if let Principal::Key(key) = principal {
        state.use_counts.note((key.picture.member.org, key.picture.id), outcome, 0, now);
    }
}
