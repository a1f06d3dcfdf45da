//! What is kept of the provider that vouched for somebody: whose session there it is, so that ending that one ends ours, and
//! what it counts as here.

use kernel::{
    provider::{Profile, Provider},
    state::State,
    token::Origin,
};

/// A second factor that was shown there is a step-up of the instant at which the person was there, where the provider says
/// when that was, and as long as one holds.
pub fn of(state: &State, provider: &Provider, profile: Profile) -> Origin {
    let now = state.now();
    let at = profile.was_there_at.filter(|_| profile.second_factor);
    let at = at.filter(|at| now < at.plus(state.config.step_up.max_age));
    Origin {
        provider: provider.name.clone(),
        issuer: profile.issuer,
        subject: profile.subject,
        sid: profile.sid,
        second_factor: profile.second_factor,
        stepped_up_at: at.map(|at| at.millis()),
    }
}
