//! Leave to try one guess at what protects an account, counted already. Whoever judges a guess asks for one, so that none
//! goes uncounted; it counts as wrong unless they say otherwise, also when the request is given up or the program dies.

use std::{net::IpAddr, sync::Arc};

use entity::Digest;
use kernel::{
    error::Result,
    inbound::Inbound,
    limiter::{Limiter, Target, Turn},
};

use super::{Admission, alarm};

/// Proof that a guess was admitted and counted. Made by `Caller::attempt` and `Visitor::attempt` only; ends in one of
/// `succeeded`, `failed` and `take_back`.
#[must_use = "a guess counts as wrong until it is said to be otherwise"]
pub struct Attempt {
    inbound: Arc<Inbound>,
    target: Target,
    counter: Digest,
    admission: Admission,
    _turn: Turn,
}

impl Attempt {
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when a bucket is empty or the account is locked: the same for every guess, and
    /// whether there is such an account or not.
    pub(super) async fn on(inbound: &Arc<Inbound>, target: Target) -> Result<Self> {
        let (limiter, address) = (&inbound.state.limiter, inbound.context.address);
        let place = limiter.place(&target, address).await?;
        let admission = Admission::at_place(limiter, &target, place, address).await?;
        let counter = Limiter::counter(&target, place);
        let turn = limiter.turn(counter).await?;
        let counted = limiter.count(counter).await?;
        let inbound = Arc::clone(inbound);
        let attempt = Self { inbound, target, counter, admission, _turn: turn };
        if counted {
            return Ok(attempt);
        }
        let refusal = attempt.inbound.state.limiter.locked(counter).await?;
        // The guess that led to the lock may have been given up before anybody was told of it.
        attempt.failed().await?;
        Err(refusal)
    }

    /// Where the guess comes from.
    pub fn address(&self) -> IpAddr {
        self.inbound.context.address
    }

    /// The guess was right, and the person is who they say: earlier failures are forgotten, and the address has its token
    /// back.
    pub async fn succeeded(self) -> Result<()> {
        let limiter = &self.inbound.state.limiter;
        limiter.forget(self.counter).await?;
        self.admission.succeeded(limiter).await
    }

    /// The guess was wrong. Its count stays; when that locks the account, its owner is told.
    pub async fn failed(self) -> Result<()> {
        if self.inbound.state.limiter.is_untold(self.counter).await? {
            let Self { inbound, target, counter, .. } = self;
            // After the answer, which must not take longer for an account that has an owner to tell.
            let background = inbound.state.background.clone();
            background.spawn(async move {
                if let Err(error) = alarm::raise(&inbound, &target, counter).await {
                    tracing::error!(?error, "the owner of a locked account could not be told");
                }
            });
        }
        Ok(())
    }

    /// It was no guess: nothing was judged, or what was right had been used before.
    pub async fn take_back(self) -> Result<()> {
        self.inbound.state.limiter.take_back(self.counter).await
    }
}
