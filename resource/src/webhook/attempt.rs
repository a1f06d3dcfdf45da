//! One attempt at a delivery that is claimed: sends it and says how that ended. What follows from it is `settle`'s.

use std::time::Duration;

use entity::webhook_delivery;
use kernel::{
    error::Result,
    outbox,
    seam::http::{Failure, LookUps},
    state::State,
};

use super::target::{self, Missing, Target};

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Arrived {
        status: u16,
    },
    /// The receiver says that it is gone for good.
    Gone,
    /// The endpoint is turned off.
    Disabled,
    Failed {
        status: Option<u16>,
        error: &'static str,
        retry_after: Option<Duration>,
    },
    /// This node had no room for it, for this reason: it is no fault of the receiver, and doesn't count.
    Postponed(&'static str),
}

impl Outcome {
    const fn failed(error: &'static str) -> Self {
        Self::Failed { status: None, error, retry_after: None }
    }

    /// As the figures name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arrived { .. } => "arrived",
            Self::Gone => "gone",
            Self::Disabled => "disabled",
            Self::Failed { .. } => "failed",
            Self::Postponed(_) => "postponed",
        }
    }
}

/// Sends the delivery, and says to whom it went.
pub async fn attempt<'a>(
    state: &'a State,
    delivery: &webhook_delivery::Model,
) -> Result<(Outcome, Option<Target<'a>>)> {
    let target = match target::find(state, delivery).await? {
        Ok(target) => target,
        Err(Missing::Disabled) => return Ok((Outcome::Disabled, None)),
        Err(Missing::Unready(error)) => return Ok((Outcome::failed(error), None)),
    };
    let secrets = target.secrets.as_slice();
    let Some(headers) = outbox::headers(delivery.message_id, state.now(), &delivery.payload, secrets) else {
        return Ok((Outcome::failed("secret_not_opened"), Some(target)));
    };
    let (courier, lookups) = (&state.webhooks.courier, LookUps::of(&state.webhooks.lookups, delivery.org_id));
    let outcome = match courier.post(&target.url, target.reach, lookups, headers, delivery.payload.clone()).await {
        Ok(answered) => judge(answered.status, answered.retry_after),
        Err(Failure::Crowded) => Outcome::Postponed(Failure::Crowded.as_str()),
        Err(failure) => Outcome::failed(failure.as_str()),
    };
    Ok((outcome, Some(target)))
}

fn judge(status: u16, retry_after: Option<Duration>) -> Outcome {
    let error = match status {
        200..=299 => return Outcome::Arrived { status },
        410 => return Outcome::Gone,
        300..=399 => "redirected",
        _ => "refused",
    };
    Outcome::Failed { status: Some(status), error, retry_after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_2xx_arrives_and_only_a_410_is_gone() {
        for status in [200, 202, 204, 299] {
            assert_eq!(judge(status, None), Outcome::Arrived { status });
        }
        assert_eq!(judge(410, None), Outcome::Gone);
        for (status, error) in [(301, "redirected"), (308, "redirected"), (404, "refused"), (500, "refused")] {
            assert_eq!(judge(status, None), Outcome::Failed { status: Some(status), error, retry_after: None });
        }
    }
}
