//! Leave to try one guess at what protects an account, counted already. Whoever judges a guess asks for one, so that none
//! goes uncounted; it counts as wrong unless they say otherwise, also when the request is given up or the program dies.

use std::{net::IpAddr, sync::Arc};

use entity::Digest;

use super::Admission;
use crate::{
    context::Context,
    error::Result,
    limiter::{Account, Limiter, Turn},
    signin::alarm,
    state::State,
};

/// Proof that a guess was admitted and counted. Made by `Caller::attempt` and `Visitor::attempt` only; ends in one of
/// `succeeded`, `failed` and `take_back`.
#[must_use = "a guess counts as wrong until it is said to be otherwise"]
pub struct Attempt {
    state: Arc<State>,
    context: Arc<Context>,
    account: Account,
    counter: Digest,
    _admission: Admission,
    _turn: Turn,
}

impl Attempt {
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when a bucket is empty or the account is locked: the same for every guess, and
    /// whether there is such an account or not.
    pub(super) async fn on(state: &Arc<State>, context: &Arc<Context>, account: Account) -> Result<Self> {
        let (limiter, address): (&Limiter, IpAddr) = (&state.limiter, context.address);
        let place = limiter.place(&account, address).await?;
        let admission = Admission::at_place(limiter, &account, place, address).await?;
        let counter = Limiter::counter(&account, place);
        let turn = limiter.turn(counter).await?;
        let counted = limiter.count(counter).await?;
        let (state, context) = (Arc::clone(state), Arc::clone(context));
        let attempt = Self { state, context, account, counter, _admission: admission, _turn: turn };
        if counted {
            return Ok(attempt);
        }
        let refusal = attempt.state.limiter.locked(counter).await?;
        // The guess that led to the lock may have been given up before anybody was told of it.
        attempt.failed().await?;
        Err(refusal)
    }

    /// Where the guess comes from.
    pub fn address(&self) -> IpAddr {
        self.context.address
    }

    /// The guess was right, and the person is who they say: earlier failures are forgotten.
    pub async fn succeeded(self) -> Result<()> {
        self.state.limiter.forget(self.counter).await
    }

    /// The guess was wrong. Its count stays; when that locks the account, its owner is told.
    pub async fn failed(self) -> Result<()> {
        if self.state.limiter.is_untold(self.counter).await? {
            let Self { state, context, account, counter, .. } = self;
            // After the answer, which must not take longer for an account that has an owner to tell.
            let background = state.background.clone();
            background.spawn(async move {
                if let Err(error) = alarm::raise(&state, &context, &account, counter).await {
                    tracing::error!(?error, "the owner of a locked account could not be told");
                }
            });
        }
        Ok(())
    }

    /// It was no guess: nothing was judged, or what was right had been used before.
    pub async fn take_back(self) -> Result<()> {
        self.state.limiter.take_back(self.counter).await
    }
}
