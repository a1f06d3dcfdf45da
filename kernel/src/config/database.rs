//! Which database. Connecting is not done here.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use url::Url;

use super::{
    ConfigError, Environment,
    server::DATA_DIR,
    source::{Given, Setting, Sources},
    transport::is_here,
};
use crate::token::Plain;

pub(super) const DATABASE_URL: Setting = Setting::one("ALMOND_DATABASE_URL").url().about(
    "SQLite in the data dir",
    "`sqlite://path` or `postgres://…`, with `?sslmode=verify-full` where somebody could listen on the way",
);
const WAIT: Setting = Setting::one("ALMOND_DATABASE_WAIT")
    .about("`60`", "how many seconds `serve` and `migrate up` wait for a PostgreSQL that isn't up yet; at most 3600");
pub(super) const SETTINGS: &[Setting] = &[DATABASE_URL, WAIT];

/// `ALMOND_DATABASE_URL`: `sqlite://path` or `postgres://…`; by default SQLite in `almond.sqlite` in the data
/// directory.
#[derive(Debug)]
pub enum Database {
    /// One node. The file, which may not exist yet.
    Sqlite(PathBuf),
    /// Any number of nodes. The URL, with its password.
    Postgres(Plain),
}

pub(super) fn read(sources: &Sources, environment: Environment, data_dir: &Path) -> Database {
    let default = Database::Sqlite(data_dir.join("almond.sqlite"));
    sources.read_or(&DATABASE_URL, default, |given| checked(sources, environment, given))
}

/// How long a PostgreSQL that isn't up yet is waited for.
pub(super) fn wait(sources: &Sources) -> Duration {
    let seconds = sources.read_or(&WAIT, 60, |given| given.number(0..=3600));
    Duration::from_secs(seconds.into())
}

fn checked(sources: &Sources, environment: Environment, given: &Given) -> Result<Database, ConfigError> {
    // The value may hold a password wherever a mistyped URL has put it.
    let wrong = || given.wrong_secret("`sqlite://` and a file's path, or a `postgres://` URL");
    if let Some(path) = given.text.strip_prefix("sqlite://") {
        // Options would be a way round what the program relies on, and memory is no place for keys.
        let is_file = !path.is_empty() && !path.contains('?') && !path.starts_with(':');
        return if is_file { Ok(Database::Sqlite(path.into())) } else { Err(wrong()) };
    }
    let url = Url::parse(&given.text).map_err(|_| wrong())?;
    let is_postgres = matches!(url.scheme(), "postgres" | "postgresql") && given.text.contains("://");
    if !is_postgres {
        return Err(wrong());
    }
    if !is_here(&url) && !is_encrypted(&url) {
        let problem = "should have `?sslmode=verify-full`, unless nobody can listen on the way to the database";
        sources.findings.doubtful(environment, &ConfigError::new(&given.name, problem));
    }
    for name in unknown_parameters(&url) {
        let problem = format!("has the parameter `{name}`, which isn't known and is passed over");
        sources.findings.warn(format!("{} {problem}", given.name));
    }
    Ok(Database::Postgres(Plain::new(given.text.clone())))
}

/// Those of libpq that the driver has.
const PARAMETERS: [&str; 18] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Names alone: what is after a mistyped `password` is one all the same.
fn unknown_parameters(url: &Url) -> Vec<String> {
    let names = url.query_pairs().map(|(name, _)| name.into_owned());
    let is_known = |name: &String| PARAMETERS.contains(&name.as_str()) || name.starts_with("options[");
    names.filter(|name| !is_known(name)).collect()
}

/// # Errors
/// Names the setting by which there is no database: nothing is made by mistake.
pub(super) fn must_exist(sources: &Sources, database: &Database) -> Result<(), ConfigError> {
    let Database::Sqlite(path) = database else { return Ok(()) };
    if path.exists() {
        return Ok(());
    }
    let setting = if sources.get(&DATABASE_URL).is_some() { &DATABASE_URL } else { &DATA_DIR };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let problem = format!(
        "leads to no database: {} isn't there. Give this command the settings that the server has (its environment, or \
         `--config FILE`); `almond serve` and `almond migrate up` make a database",
        path.display()
    );
    Err(ConfigError::new(sources.name(setting), problem))
}

/// True if a connection in the clear is refused. Without `sslmode` it is merely not preferred. A socket isn't listened
/// to.
fn is_encrypted(url: &Url) -> bool {
    let parameter =
        |names: &[&str]| url.query_pairs().find(|(name, _)| names.contains(&&**name)).map(|(_, value)| value);
    let is_required = |mode: &str| matches!(mode, "require" | "verify-ca" | "verify-full");
    let is_socket = |host: &str| host.starts_with('/');
    parameter(&["sslmode", "ssl-mode"]).is_some_and(|mode| is_required(&mode))
        || parameter(&["host"]).is_some_and(|host| is_socket(&host))
        || url.host_str().is_none_or(|host| host.is_empty() || host.to_ascii_lowercase().starts_with("%2f"))
}
