//! How many connections there may be. A role, a database or a server may allow few: the pool takes no more, and where they
//! are too few the start says so, better than that requests wait for what never comes.

use std::time::Duration;

use sea_orm::sqlx::{self, Connection as _, PgConnection, Row as _};
use tokio::time;

use super::session::prepare;
use crate::db::why::why_of;

/// The most that a pool takes, and the least that it is of use with.
const MOST: i32 = 16;
const LEAST: i32 = 4;
/// What a server needs besides: two for its memory, and four for a command beside it.
const BESIDES: i32 = 6;

/// How long the answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// `least` passes over what is null. Superusers are not held to the limits of role and database.
const ALLOWED: &str = "
    SELECT least(
        (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = session_user AND NOT rolsuper),
        (SELECT nullif(datconnlimit, -1) FROM pg_database, pg_roles
            WHERE datname = current_database() AND rolname = session_user AND NOT rolsuper),
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int) AS allowed";

/// The size of the pool; the connection that asked is closed by then, so that it doesn't count.
///
/// # Errors
/// When there may be too few connections.
pub(super) async fn for_pool(connection: PgConnection) -> Result<u32, String> {
    let asked = time::timeout(PATIENCE, ask(connection)).await;
    size(asked.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map_err(|error| why_of(&error))?)
}

async fn ask(mut connection: PgConnection) -> Result<i32, sqlx::Error> {
    // Whatever the role's time limits are.
    prepare(&mut connection).await?;
    // Not as a prepared statement: a pooler may give each transaction another connection.
    let row = sqlx::raw_sql(ALLOWED).fetch_one(&mut connection).await?;
    connection.close().await?;
    row.try_get("allowed")
}

fn size(allowed: i32) -> Result<u32, String> {
    let size = (allowed - BESIDES).min(MOST);
    if size < LEAST {
        let (least, most) = (LEAST + BESIDES, MOST + BESIDES);
        return Err(format!(
            "it allows {allowed} connections; a server needs {least}, and takes up to {most} (CONNECTION LIMIT of the role or \
             the database, max_connections)"
        ));
    }
    Ok(size.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_takes_what_there_is_up_to_a_size_that_is_enough() {
        for (allowed, expected) in [(97, 16), (22, 16), (21, 15), (10, 4)] {
            assert_eq!(size(allowed), Ok(expected));
        }
        for allowed in [9, 1, 0] {
            let said = size(allowed).unwrap_err();
            assert!(said.starts_with(&format!("it allows {allowed} connections; a server needs 10")), "{said}");
        }
    }
}
