//! Whether a PostgreSQL can be used at all: better no start than answers that are wrong, or 503 for ever.

use std::time::Duration;

use sea_orm::sqlx::{self, PgPool, Row as _};
use tokio::time;

/// The oldest PostgreSQL that is tested.
const OLDEST: i32 = 140_000;
/// How long it may take to get two connections.
const PATIENCE: Duration = Duration::from_secs(8);

const FACTS: &str = "
    SELECT pg_backend_pid() AS process, current_setting('server_version_num')::int AS version,
        current_setting('server_version') AS shown, current_setting('server_encoding') AS encoding,
        pg_is_in_recovery() AS is_standby, current_schema() AS schema";

struct Facts {
    process: i32,
    version: i32,
    shown: String,
    encoding: String,
    is_standby: bool,
    schema: Option<String>,
}

/// # Errors
/// What is wrong, and what to do.
pub(super) async fn check(pool: &PgPool) -> Result<(), String> {
    let asked = time::timeout(PATIENCE, ask(pool)).await;
    let (one, other) = match asked {
        Ok(Ok(facts)) => facts,
        Ok(Err(sqlx::Error::PoolTimedOut)) | Err(_) => {
            let needed = "a server needs up to 18 (of a pooler, `default_pool_size`; of a role, its limit)";
            return Err(format!("it gives no second connection; {needed}"));
        }
        Ok(Err(error)) => return Err(error.to_string()),
    };
    match fault(&one, &other) {
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}

/// Of two connections that are open at once.
async fn ask(pool: &PgPool) -> Result<(Facts, Facts), sqlx::Error> {
    let (mut one, mut other) = (pool.acquire().await?, pool.acquire().await?);
    // Not prepared: a pooler that changes connections has trouble with that, and is to be named for what it is.
    let first = sqlx::raw_sql(FACTS).fetch_one(&mut *one).await?;
    let second = sqlx::raw_sql(FACTS).fetch_one(&mut *other).await?;
    Ok((Facts::read(&first)?, Facts::read(&second)?))
}

impl Facts {
    fn read(row: &sqlx::postgres::PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            process: row.try_get("process")?,
            version: row.try_get("version")?,
            shown: row.try_get("shown")?,
            encoding: row.try_get("encoding")?,
            is_standby: row.try_get("is_standby")?,
            schema: row.try_get("schema")?,
        })
    }
}

fn fault(one: &Facts, other: &Facts) -> Option<String> {
    let Facts { process, version, shown, encoding, is_standby, schema } = one;
    if *version < OLDEST {
        return Some(format!("it is PostgreSQL {shown}; Almond needs 14 or later"));
    }
    if *is_standby {
        return Some("it is a standby, which can't be written to; name the primary".to_owned());
    }
    if encoding != "UTF8" {
        return Some(format!("it keeps text as {encoding}; make the database with ENCODING 'UTF8'"));
    }
    if schema.is_none() {
        return Some("the role's `search_path` names no schema that there is".to_owned());
    }
    if *process == other.process {
        let remedy = "give it `pool_mode = session`, or name the database itself";
        return Some(format!("a pooler gives each transaction another connection, where notices get lost; {remedy}"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(change: impl FnOnce(&mut Facts)) -> Option<String> {
        let fit = |process| Facts {
            process,
            version: 150_018,
            shown: "15.18".to_owned(),
            encoding: "UTF8".to_owned(),
            is_standby: false,
            schema: Some("public".to_owned()),
        };
        let mut one = fit(7);
        change(&mut one);
        fault(&one, &fit(8))
    }

    #[test]
    fn what_does_not_fit_is_said() {
        assert_eq!(facts(|_| {}), None);
        for (fault, expected) in [
            (facts(|facts| (facts.version, facts.shown) = (130_020, "13.20".to_owned())), "it is PostgreSQL 13.20"),
            (facts(|facts| facts.is_standby = true), "it is a standby"),
            (facts(|facts| facts.encoding = "LATIN1".to_owned()), "it keeps text as LATIN1"),
            (facts(|facts| facts.schema = None), "the role's `search_path`"),
            (facts(|facts| facts.process = 8), "a pooler gives each transaction"),
        ] {
            let fault = fault.unwrap();
            assert!(fault.starts_with(expected), "{fault}");
        }
    }
}
