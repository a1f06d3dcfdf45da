//! Signing in with a passkey, which is both factors at once. The authenticator knows whom it signs in, so nothing here
//! depends on an address, and nothing tells whether one is known.

mod api;

pub use api::Api;
use entity::{CeremonyId, SignInMethod, StepUpMethod};
use kernel::{error::Result, request::Context, state::State};

use crate::{
    factor::passkey::{
        assertion::{self, Assertion},
        wire::CeremonyOut,
    },
    policy::Admission,
    session::Proof,
};

async fn begin(state: &State, admission: Admission) -> Result<CeremonyOut> {
    assertion::begin(state, admission, None, &[]).await
}

/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong.
async fn verify(
    state: &State,
    context: &Context,
    admission: Admission,
    id: CeremonyId,
    assertion: Assertion,
) -> Result<Proof> {
    let user = assertion.verify(state, context, id, None).await?;
    admission.succeeded_in_two(&state.limiter).await?;
    Ok(Proof::second(state, user, SignInMethod::Passkey, counts_as(state))?)
}

/// What the use of a passkey counts as: a step-up, where passkeys may make one.
pub fn counts_as(state: &State) -> Option<StepUpMethod> {
    state.config.step_up.methods.get(&StepUpMethod::Passkey).copied()
}
