//! The mails that are due on any node: claimed by one, a few of each sender at a time, so that a flood of one sender's holds
//! up nobody else's.

use std::{sync::Arc, time::Duration};

use entity::mail;
use sea_orm::DbErr;
use tokio::{task::JoinSet, time::Instant};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Post, schedule::LEASE};
use crate::{seam::bytes, share::Holder};

/// How often to look although nothing is known to be due: another node may have died before it sent.
const LOOK: Duration = Duration::from_secs(10);
/// When the database doesn't answer.
const TROUBLE: Duration = Duration::from_secs(2);
/// For attempts under way when the server ends; what doesn't end by then is sent again.
const GRACE: Duration = Duration::from_secs(2);
/// Mails under way from here at once.
const MOST: usize = 64;
/// Of one sender.
const OF_ONE: usize = 4;
/// Senders looked at together.
const SENDERS: u64 = 64;

/// What is under way, by sender.
#[derive(Default)]
struct Flights {
    tasks: JoinSet<String>,
    holders: Vec<String>,
}

/// Sends what is due until `stop`, and keeps the figures of what waits.
pub async fn run(post: Arc<Post>, stop: CancellationToken) {
    let (mut flights, mut counted) = (Flights::default(), None::<Instant>);
    loop {
        if counted.is_none_or(|counted| counted.elapsed() >= LOOK) {
            counted = Some(Instant::now());
            post.count().await;
        }
        let next = flights.take_off(&post).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "mails that are due could not be looked up");
            TROUBLE
        });
        tokio::select! {
            () = stop.cancelled() => break,
            () = flights.landed() => {}
            () = tokio::time::sleep(next) => {}
        }
    }
    let _ = tokio::time::timeout(GRACE, flights.all_land()).await;
}

impl Post {
    /// Sends all that is due now, and says how many attempts that took. For whoever drives the clock.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn send_due(self: &Arc<Self>) -> Result<usize, DbErr> {
        let (mut flights, mut attempts) = (Flights::default(), 0);
        loop {
            flights.take_off(self).await?;
            if flights.tasks.is_empty() {
                return Ok(attempts);
            }
            attempts += flights.tasks.len();
            flights.all_land().await;
        }
    }

    /// Looks how much waits, for the figures.
    pub async fn count(&self) {
        match mail::Entity::backlog().one(self.db.read()).await {
            Ok(Some(backlog)) => {
                let age = backlog.oldest.map(|oldest| self.clock.now().since(oldest)).unwrap_or_default();
                self.metrics.mails_wait(backlog.waiting, age);
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "mails that wait could not be counted"),
        }
    }
}

impl Flights {
    /// Begins what is due as far as there is room; says when to look again.
    async fn take_off(&mut self, post: &Arc<Post>) -> Result<Duration, DbErr> {
        let now = post.clock.now();
        for holder in mail::Entity::holders_due(now, SENDERS).all(post.db.read()).await? {
            let under_way = self.holders.iter().filter(|other| **other == holder).count();
            let room = OF_ONE.saturating_sub(under_way).min(MOST.saturating_sub(self.tasks.len()));
            if room == 0 {
                continue;
            }
            let (claim, until) = (Uuid::from_bytes(bytes(post.entropy.as_ref())), now.plus(LEASE));
            let most = u64::try_from(room).unwrap_or(1);
            mail::Entity::claim(&holder, most, claim, until, now).exec(post.db.write()).await?;
            for row in mail::Entity::claimed(claim).all(post.db.read()).await? {
                self.holders.push(holder.clone());
                let (post, holder, sender) = (Arc::clone(post), holder.clone(), holder.parse::<Holder>().ok());
                self.tasks.spawn(async move {
                    post.attempt(row, None, sender).await;
                    holder
                });
            }
        }
        let next = mail::Entity::next_due(now).one(post.db.read()).await?.flatten();
        Ok(next.map_or(LOOK, |next| next.since(now).min(LOOK)))
    }

    /// Returns once an attempt has ended; never while none is under way.
    async fn landed(&mut self) {
        match self.tasks.join_next().await {
            Some(landed) => self.land(landed.ok()),
            None => std::future::pending().await,
        }
        while let Some(landed) = self.tasks.try_join_next() {
            self.land(landed.ok());
        }
    }

    async fn all_land(&mut self) {
        while let Some(landed) = self.tasks.join_next().await {
            self.land(landed.ok());
        }
    }

    fn land(&mut self, holder: Option<String>) {
        let index = self.holders.iter().position(|other| Some(other) == holder.as_ref());
        if let Some(index) = index {
            self.holders.swap_remove(index);
        } else {
            // One that broke: its sender is not known any more.
            self.holders.truncate(self.tasks.len());
        }
    }
}
