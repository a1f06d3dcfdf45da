//! Which database. Connecting is not done here.

use std::path::{Path, PathBuf};

use url::Url;

use super::{
    ConfigError,
    source::{Setting, Sources},
};
use crate::token::Plain;

const DATABASE_URL: Setting = Setting::one("ALMOND_DATABASE_URL");
pub(super) const SETTINGS: &[Setting] = &[DATABASE_URL];

/// `ALMOND_DATABASE_URL`: `sqlite://path` or `postgres://…`; by default SQLite in `almond.sqlite` in the data
/// directory.
#[derive(Debug)]
pub enum Database {
    /// One node. The file, which may not exist yet.
    Sqlite(PathBuf),
    /// Any number of nodes. The URL, with its password.
    Postgres(Plain),
}

pub(super) fn read(sources: &Sources, data_dir: &Path) -> Result<Database, ConfigError> {
    let Some(given) = sources.get(&DATABASE_URL) else { return Ok(Database::Sqlite(data_dir.join("almond.sqlite"))) };
    // The value may hold a password wherever a mistyped URL has put it.
    let wrong = || given.wrong_secret("`sqlite://` and a file's path, or a `postgres://` URL");
    if let Some(path) = given.text.strip_prefix("sqlite://") {
        // Options would be a way round what the program relies on, and memory is no place for keys.
        let is_file = !path.is_empty() && !path.contains('?') && !path.starts_with(':');
        return if is_file { Ok(Database::Sqlite(path.into())) } else { Err(wrong()) };
    }
    let url = Url::parse(&given.text).map_err(|_| wrong())?;
    let is_postgres = matches!(url.scheme(), "postgres" | "postgresql") && given.text.contains("://");
    if is_postgres { Ok(Database::Postgres(Plain::new(given.text))) } else { Err(wrong()) }
}
