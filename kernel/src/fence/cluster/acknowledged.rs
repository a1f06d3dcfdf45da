//! Waiting until the nodes have acknowledged an entry. Whoever waits asks the database in turn, and one answer serves
//! all who began to wait before the question.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use sea_orm::sqlx::{self, PgPool};
use tokio::{sync::Mutex, time};
use uuid::Uuid;

use super::node::PATIENCE;

/// So many questions follow one another without a pause: nodes that are well acknowledge within a millisecond or two.
const AT_ONCE: u32 = 4;
/// Between two questions after that, at first and at most.
const SOON: Duration = Duration::from_millis(1);
const LATER: Duration = Duration::from_millis(20);

pub struct Acknowledged {
    pool: PgPool,
    /// Questions that were begun.
    begun: AtomicU64,
    last: Mutex<Answer>,
}

#[derive(Default)]
struct Answer {
    /// Which question it answers.
    question: u64,
    /// The two least entries that nodes have acknowledged, with the node; nodes that aren't there have acknowledged all.
    least: Vec<(Uuid, i64)>,
}

impl Answer {
    fn least_but(&self, but: Option<Uuid>) -> i64 {
        let others = self.least.iter().filter(|(id, _)| Some(*id) != but);
        others.map(|(_, acknowledged)| *acknowledged).min().unwrap_or(i64::MAX)
    }
}

impl Acknowledged {
    pub fn new(pool: PgPool) -> Self {
        Self { pool, begun: AtomicU64::new(0), last: Mutex::default() }
    }

    /// Returns when every node there is, apart from `but`, has acknowledged `number`, which is committed already. Runs
    /// `meanwhile` once if somebody has to be waited for.
    pub async fn reach<F: Future<Output = ()>>(&self, number: i64, but: Option<Uuid>, meanwhile: impl FnOnce() -> F) {
        let (mut meanwhile, mut pause, mut asked) = (Some(meanwhile), SOON, 0);
        loop {
            // Only what was asked from here on counts: a node that an older answer doesn't show may have come since.
            let after = self.begun.load(Ordering::SeqCst);
            match time::timeout(PATIENCE, self.least(after, but)).await {
                Ok(Ok(least)) if least >= number => return,
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::debug!(%error, "can't ask what nodes have acknowledged"),
                Err(_) => tracing::debug!("can't ask what nodes have acknowledged: the database takes too long"),
            }
            asked += 1;
            if asked < AT_ONCE {
                continue;
            }
            time::sleep(pause).await;
            if pause > SOON
                && let Some(meanwhile) = meanwhile.take()
            {
                meanwhile().await;
            }
            pause = LATER.min(pause * 3 / 2);
        }
    }

    async fn least(&self, after: u64, but: Option<Uuid>) -> Result<i64, sqlx::Error> {
        let mut last = self.last.lock().await;
        if last.question <= after {
            let question = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
            let least = "SELECT id, acknowledged FROM nodes ORDER BY acknowledged LIMIT 2";
            *last = Answer { question, least: sqlx::query_as(least).fetch_all(&self.pool).await? };
        }
        Ok(last.least_but(but))
    }
}
