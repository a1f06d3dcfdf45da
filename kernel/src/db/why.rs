//! What is said of a database that can't be used: in one line, in its own words, and without its URL, which may hold a
//! password.

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// SQLSTATE of a right that the role lacks.
const NO_RIGHT: &str = "42501";

/// Why a statement, or a connection, failed.
pub fn why(error: &DbErr) -> String {
    match error {
        DbErr::Custom(text) => text.clone(),
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => why_of(error),
        other => other.to_string(),
    }
}

pub(super) fn why_of(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Io(error) => format!("it can't be reached: {error}"),
        sqlx::Error::PoolTimedOut => "it doesn't answer".to_owned(),
        sqlx::Error::Database(said) => {
            let code = said.code().unwrap_or_default();
            let remedy = if code == NO_RIGHT {
                "; let the role do that (of a schema: `GRANT USAGE, CREATE ON SCHEMA … TO …`), or another role migrate, by \
                 `almond migrate up`"
            } else {
                ""
            };
            format!("it says: {} ({code}){remedy}", said.message())
        }
        sqlx::Error::Tls(error) => format!("TLS: {error}"),
        sqlx::Error::Configuration(error) => error.to_string(),
        other => other.to_string(),
    }
}
