//! What the neighbour felt: how long each kind of call took, and what was refused.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::figures::Figures;

/// What the neighbour does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Verify,
    Mint,
    Revoke,
    Upload,
    /// From the call that causes it to its arrival.
    Webhook,
    /// Too rare for a percentile: refusals alone count.
    SignIn,
}

impl Call {
    pub const TIMED: [Self; 5] = [Self::Verify, Self::Mint, Self::Revoke, Self::Upload, Self::Webhook];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Mint => "mint",
            Self::Revoke => "revoke",
            Self::Upload => "upload",
            Self::Webhook => "webhook",
            Self::SignIn => "sign-in",
        }
    }
}

/// One phase of it.
#[derive(Default)]
pub struct Record(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    figures: BTreeMap<Call, Figures>,
    /// Calls that were answered as they should be.
    done: BTreeMap<Call, u64>,
    refused: BTreeMap<String, u64>,
}

impl Record {
    /// A call that was answered as it should be.
    pub fn done(&self, call: Call, took: Duration, pace: Duration) {
        self.with(|kept| {
            kept.figures.entry(call).or_default().add_due(took, pace);
            *kept.done.entry(call).or_default() += 1;
        });
    }

    /// A call that wasn't. A quick refusal is no quick call, but one that took long is a call that took long.
    pub fn refused(&self, call: Call, took: Duration, pace: Duration, why: &str) {
        self.with(|kept| {
            if took > pace {
                kept.figures.entry(call).or_default().add_due(took, pace);
            }
            *kept.refused.entry(format!("{} {why}", call.name())).or_default() += 1;
        });
    }

    fn with(&self, change: impl FnOnce(&mut Kept)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub fn end(self) -> Felt {
        let Kept { mut figures, done, refused } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let millis = Call::TIMED.map(|call| {
            let figures = figures.get_mut(&call)?;
            let [p50, p99, _] = figures.millis();
            Some([p50, p99])
        });
        Felt { millis, done, refused }
    }
}

/// What a phase came to.
pub struct Felt {
    /// p50 and p99 of each of `Call::TIMED`, in milliseconds; none of those that were never answered.
    pub millis: [Option<[f64; 2]>; 5],
    pub done: BTreeMap<Call, u64>,
    /// How often, by what and why.
    pub refused: BTreeMap<String, u64>,
}
