//! Waiting for a PostgreSQL that isn't up yet, as after a reboot or in a set of containers that start together, and saying
//! why it can't be reached. What waiting doesn't help is an error at once.

use std::time::Duration;

use sea_orm::sqlx::{self, ConnectOptions as _, PgConnection, error::DatabaseError, postgres::PgConnectOptions};
use tokio::time::{self, Instant};

use crate::db::why::why_of as why;

/// How long one attempt may take.
const ATTEMPT: Duration = Duration::from_secs(3);
/// How soon it is tried again, and how soon that is told again.
const PAUSE: Duration = Duration::from_millis(500);
const TOLD: Duration = Duration::from_secs(5);

/// Gives the first connection.
///
/// # Errors
/// Why it can't be reached.
pub(super) async fn until_up(options: &PgConnectOptions, patience: Duration) -> Result<PgConnection, String> {
    let began = Instant::now();
    let mut told: Option<Instant> = None;
    loop {
        let attempt = time::timeout(ATTEMPT, options.connect()).await;
        let error = match attempt.unwrap_or(Err(sqlx::Error::PoolTimedOut)) {
            Ok(connection) => return Ok(connection),
            Err(error) => error,
        };
        if began.elapsed() >= patience || !may_come(&error) {
            return Err(why(&error));
        }
        if told.is_none_or(|told| told.elapsed() >= TOLD) {
            let left = patience.saturating_sub(began.elapsed()).as_secs();
            tracing::warn!(why = why(&error), seconds_left = left, "waiting for the database");
            told = Some(Instant::now());
        }
        time::sleep(PAUSE).await;
    }
}

/// True if it may be otherwise in a moment: nobody listens yet, or who listens is not ready to let anybody in.
fn may_come(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(said) => said.code().is_some_and(|code| is_passing(&code, said.as_ref())),
        _ => false,
    }
}

/// By the classes of errors in PostgreSQL's appendix A: connections, resources, an operator's intervention. PgBouncer says
/// everything as a violation of the protocol, that its own server isn't up and that it takes no such parameter alike.
fn is_passing(code: &str, said: &dyn DatabaseError) -> bool {
    let said = said.message();
    match code {
        "08P01" => !["startup parameter", "no such", "auth", "not allowed"].iter().any(|word| said.contains(word)),
        _ => ["08", "53", "57"].iter().any(|class| code.starts_with(class)),
    }
}
