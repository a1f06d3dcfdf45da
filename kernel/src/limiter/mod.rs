//! Token buckets and counters of guesses that survive restarts and are exact under any number of requests at once: the
//! database is the authority, and taking a token or counting a guess is one conditional statement, committed by itself
//! whatever becomes of the request. A `shield` before it refuses again what it has just refused.

mod bucket;
mod guess;
pub mod lockout;
mod mail;
mod operator;
pub mod pace;
mod shield;
mod target;
mod turns;

use std::{net::IpAddr, sync::Arc};

pub use bucket::Bucket;
use bucket::Flow;
use entity::{Digest, Timestamp, UserId, bucket as row};
use http::HeaderName;
pub use pace::Paces;
use sea_orm::ConnectionTrait;
use shield::Shield;
pub use target::{Place, Target};
pub use turns::Turn;
use turns::Turns;

use crate::{
    config::Limits,
    db::Db,
    error::{Error, Result},
    seam::Clock,
    share::network,
    telemetry::metrics::Metrics,
};

/// Whose bucket or counter.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A user at an address: nobody empties it for them from elsewhere.
    UserAt(UserId, IpAddr),
    Address(IpAddr),
    /// An account, apart for each network that its owner signs in from.
    Target(&'a Target, Place),
    /// All of them together.
    Everybody,
}

impl Subject<'_> {
    /// The key of the bucket or counter of this name. A digest, so that the table tells no addresses.
    fn id(self, name: &str) -> Digest {
        let text = match self {
            Self::UserAt(user, address) => format!("{name} user {user} at {}", network(address)),
            Self::Address(address) => format!("{name} at {}", network(address)),
            Self::Target(account, Place::Elsewhere) => format!("{name} {} {}", account.aim(), account.email()),
            Self::Target(account, Place::Known(address)) => {
                format!("{name} {} {} at {}", account.aim(), account.email(), network(address))
            }
            Self::Everybody => format!("{name} everybody"),
        };
        Digest::of(text.as_bytes())
    }
}

pub struct Limiter {
    db: Db,
    clock: Arc<dyn Clock>,
    limits: Limits,
    turns: Turns,
    shield: Shield,
    operators: operator::Places,
    metrics: Arc<Metrics>,
}

impl Limiter {
    pub fn new(db: Db, clock: Arc<dyn Clock>, limits: Limits, metrics: Arc<Metrics>) -> Self {
        Self {
            db,
            clock,
            limits,
            turns: Turns::default(),
            shield: Shield::default(),
            operators: operator::Places::default(),
            metrics,
        }
    }

    /// Takes one token.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests`, with `Retry-After`, `RateLimit` and `RateLimit-Policy`, when there is none.
    pub async fn take(&self, bucket: Bucket, subject: Subject<'_>) -> Result<()> {
        self.try_take(bucket, subject).await?
    }

    /// As `take`; within, what is to be answered when there is none.
    async fn try_take(&self, bucket: Bucket, subject: Subject<'_>) -> Result<Result<()>> {
        let flow = self.flow(bucket, subject);
        let id = subject.id(bucket.as_str());
        let now = micros(self.clock.now());
        if let Some(full_at) = self.shield.full_at(id, flow, now) {
            return Ok(Err(self.refuse(bucket, flow, full_at, now)));
        }
        let db = self.db.write();
        let statement = row::Entity::take(db.get_database_backend(), id, now, flow.token, flow.depth());
        if db.execute_raw(statement).await?.rows_affected() > 0 {
            return Ok(Ok(()));
        }
        let full_at = row::Entity::by_id(id).one(self.db.read()).await?.map_or(now, |row| row.full_at);
        if !bucket.takes_back() {
            self.shield.note(id, full_at);
        }
        Ok(Err(self.refuse(bucket, flow, full_at, now)))
    }

    fn refuse(&self, bucket: Bucket, flow: Flow, full_at: i64, now: i64) -> Error {
        self.metrics.limited(bucket.as_str());
        too_many(bucket.as_str(), flow.burst, flow.window_seconds(), flow.retry_after(full_at, now))
    }

    /// Gives back a token that was taken.
    pub async fn give_back(&self, bucket: Bucket, subject: Subject<'_>) -> Result<()> {
        let increment = self.flow(bucket, subject).token;
        let id = subject.id(bucket.as_str());
        row::Entity::give_back(id, increment).exec(self.db.write()).await?;
        self.shield.forget(id);
        Ok(())
    }

    fn flow(&self, bucket: Bucket, subject: Subject<'_>) -> Flow {
        let rate = match subject {
            Subject::Everybody => bucket.rate_in_all(&self.limits),
            _ => bucket.rate(&self.limits),
        };
        Flow::of(rate, bucket.spread())
    }

    /// Forgets the buckets that are full again; they are as good as new.
    pub async fn forget_full(&self) -> Result<()> {
        row::Entity::delete_full_before(micros(self.clock.now())).exec(self.db.write()).await?;
        Ok(())
    }
}

fn micros(at: Timestamp) -> i64 {
    at.millis().saturating_mul(1000)
}

/// Header fields of draft-ietf-httpapi-ratelimit-headers: `quota` in a window of so many seconds, more in `seconds`.
fn too_many(name: &str, quota: u32, window: u64, seconds: u64) -> Error {
    Error::bad_request("Too many requests")
        .with_header(http::header::RETRY_AFTER, seconds)
        .with_header(HeaderName::from_static("ratelimit"), format!("\"{name}\";r=0;t={seconds}"))
        .with_header(HeaderName::from_static("ratelimit-policy"), format!("\"{name}\";q={quota};w={window}"))
}
