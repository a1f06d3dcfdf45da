//! How long anybody waits for the database, so that trouble with it is answered with 503 instead of with nothing. A
//! statement has limits of its own in PostgreSQL, but these don't help where the network swallows what it says.

use std::{cell::Cell, time::Duration};

use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait,
    sqlx::{self, Connection, PgConnection},
};
use tokio::time::{self, Instant};

/// How long a request waits, all its statements together.
const REQUEST: Duration = Duration::from_secs(4);
/// How long a statement may take that no request waits for.
const STATEMENT: Duration = Duration::from_secs(12);
/// How long a connection has to show that it lives.
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

tokio::task_local! {
    /// How long this request has waited already.
    static WAITED: Cell<Duration>;
}

/// Runs a request's work: whatever it asks the database, it waits for no longer than `REQUEST`.
pub async fn of_request<F: Future>(work: F) -> F::Output {
    WAITED.scope(Cell::new(Duration::ZERO), work).await
}

/// What takes longer than it may has failed; whether it has an effect all the same is then unknown.
pub(super) async fn within<T>(work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    let left = WAITED.try_with(|waited| REQUEST.saturating_sub(waited.get())).unwrap_or(STATEMENT);
    let began = Instant::now();
    let done = time::timeout(left, work).await;
    // Outside a request nobody counts.
    let _ = WAITED.try_with(|waited| waited.set(waited.get() + began.elapsed()));
    done.unwrap_or(Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))
}

/// True if the other end of an idle connection answers. One that doesn't must not keep its place in the pool.
pub(super) async fn sign_of_life(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    time::timeout(SIGN_OF_LIFE, connection.ping()).await.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map(|()| true)
}

/// A connection whose statements are waited for with patience, but not for ever. SQLite has no network between, and is
/// waited for as its pool says.
#[derive(Clone)]
pub struct Bounded<C>(pub(super) C);

impl Bounded<DatabaseTransaction> {
    /// # Errors
    /// When it took too long; whether the changes are kept is then unknown.
    pub async fn commit(self) -> Result<(), DbErr> {
        if is_remote(&self.0) { within(self.0.commit()).await } else { self.0.commit().await }
    }
}

#[async_trait::async_trait]
impl<C: ConnectionTrait> ConnectionTrait for Bounded<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let work = self.0.execute_raw(statement);
        if is_remote(&self.0) { within(work).await } else { work.await }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let work = self.0.execute_unprepared(sql);
        if is_remote(&self.0) { within(work).await } else { work.await }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let work = self.0.query_one_raw(statement);
        if is_remote(&self.0) { within(work).await } else { work.await }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let work = self.0.query_all_raw(statement);
        if is_remote(&self.0) { within(work).await } else { work.await }
    }

    fn support_returning(&self) -> bool {
        self.0.support_returning()
    }
}

fn is_remote(connection: &impl ConnectionTrait) -> bool {
    connection.get_database_backend() == DbBackend::Postgres
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    async fn forever() -> bool {
        within(pending::<Result<(), DbErr>>()).await.is_err()
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_waits_for_all_its_statements_together() {
        let began = Instant::now();
        of_request(async {
            let slow = within(async {
                time::sleep(REQUEST - Duration::from_secs(1)).await;
                Ok(())
            });
            slow.await.unwrap();
            assert!(forever().await);
            assert_eq!(began.elapsed(), REQUEST);
            // From here on only what is ready at once.
            assert!(forever().await);
            within(async { Ok(()) }).await.unwrap();
        })
        .await;
        assert_eq!(began.elapsed(), REQUEST);
    }

    #[tokio::test(start_paused = true)]
    async fn what_no_request_waits_for_has_its_end_too() {
        let began = Instant::now();
        assert!(forever().await);
        assert_eq!(began.elapsed(), STATEMENT);
    }
}
