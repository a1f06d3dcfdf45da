//! A pool of connections to PostgreSQL: what each is set to, and waiting for a database that isn't up yet. Settings are
//! made by statements and not when a connection begins: poolers such as PgBouncer refuse those.

mod fit;
mod room;
mod session;
mod wait;

use std::time::Duration;

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{self, postgres::PgConnectOptions},
};

pub use session::prepare;

use super::patience;

/// How long PostgreSQL may take to let somebody in. Less than a request waits, so that the next attempt is soon made.
const ACQUIRE: Duration = Duration::from_secs(3);
/// A connection that was in use so lately needs no sign of life.
const LATELY: Duration = Duration::from_millis(250);

/// Opens the pool, once the database is up.
///
/// # Errors
/// Why it can't be reached after `patience`, or can't ever be used.
pub(super) async fn connect(url: &str, patience: Duration) -> Result<DatabaseConnection, DbErr> {
    let options: PgConnectOptions = url.parse().map_err(|error: sqlx::Error| DbErr::Custom(error.to_string()))?;
    let first = wait::until_up(&options, patience).await.map_err(DbErr::Custom)?;
    let size = room::for_pool(first).await.map_err(DbErr::Custom)?;
    let pool = Database::connect(pool(url, size)).await?;
    fit::check(pool.get_postgres_connection_pool()).await.map_err(DbErr::Custom)?;
    Ok(pool)
}

fn pool(url: &str, size: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(size).acquire_timeout(ACQUIRE).test_before_acquire(false).sqlx_logging(false);
    options.map_sqlx_postgres_opts(|options| options.application_name("almond"));
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_connect(|connection, _| Box::pin(prepare(connection)))
            .before_acquire(|connection, known| {
                Box::pin(async move { Ok(known.idle_for < LATELY || patience::sign_of_life(connection).await?) })
            })
            .after_release(|connection, _| Box::pin(patience::sign_of_life(connection)))
    });
    options
}
