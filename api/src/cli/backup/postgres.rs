//! Copies of a PostgreSQL database, by PostgreSQL's own programs: `pg_dump` writes one as of one instant, whoever is
//! writing, and `pg_restore` reads it.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use percent_encoding::percent_decode_str;
use tokio::process::Command;
use url::Url;

use crate::app::StartError;

/// What a URL's parameters are called in libpq's environment. Passwords go that way too: arguments can be seen by all.
const PARAMETERS: [(&str, &str); 12] = [
    ("host", "PGHOST"),
    ("hostaddr", "PGHOSTADDR"),
    ("port", "PGPORT"),
    ("user", "PGUSER"),
    ("password", "PGPASSWORD"),
    ("dbname", "PGDATABASE"),
    ("sslmode", "PGSSLMODE"),
    ("ssl-mode", "PGSSLMODE"),
    ("sslrootcert", "PGSSLROOTCERT"),
    ("ssl-root-cert", "PGSSLROOTCERT"),
    ("sslcert", "PGSSLCERT"),
    ("sslkey", "PGSSLKEY"),
];

/// # Errors
/// What `pg_dump` said.
pub async fn dump(url: &str, to: &Path) -> Result<(), StartError> {
    let mut command = command("pg_dump", url)?;
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(to);
    run("pg_dump", command).await
}

/// # Errors
/// What `pg_restore` said; then the database is as it was.
pub async fn restore(url: &str, from: &Path) -> Result<(), StartError> {
    let mut command = command("pg_restore", url)?;
    command.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]);
    // It connects only where a database is named; which one, the environment says.
    command.args(["--dbname", ""]).arg(from);
    run("pg_restore", command).await
}

fn command(name: &str, url: &str) -> Result<Command, StartError> {
    let program = find(name).ok_or_else(|| {
        StartError(format!("{name} is missing: install PostgreSQL's client programs (on Debian: postgresql-client)"))
    })?;
    let mut command = Command::new(program);
    let url = Url::parse(url).map_err(|error| StartError::new("ALMOND_DATABASE_URL", error))?;
    command.envs(environment(&url)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    Ok(command)
}

async fn run(name: &str, mut command: Command) -> Result<(), StartError> {
    let ended = command.kill_on_drop(true).output().await.map_err(|error| StartError::new(name, error))?;
    if ended.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    let first = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it failed").trim();
    Err(StartError(if first.starts_with(name) { first.to_owned() } else { format!("{name}: {first}") }))
}

fn environment(url: &Url) -> Vec<(&'static str, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let authority = [
        ("PGHOST", url.host_str().map(decoded)),
        ("PGPORT", url.port().map(|port| port.to_string())),
        ("PGUSER", Some(decoded(url.username()))),
        ("PGPASSWORD", url.password().map(decoded)),
        ("PGDATABASE", Some(decoded(url.path().trim_start_matches('/')))),
    ];
    let authority =
        authority.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
    let parameters = url.query_pairs().filter_map(|(name, value)| {
        let (_, variable) = PARAMETERS.iter().find(|(known, _)| *known == name)?;
        Some((*variable, value.into_owned()))
    });
    authority.chain(parameters).collect()
}

/// On the path, or where Debian puts those of each version; the newest, which can read the others' databases.
fn find(name: &str) -> Option<PathBuf> {
    let mut versions: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|folder| Some((folder.file_name().to_str()?.parse::<u32>().ok()?, folder.path())))
        .collect();
    versions.sort();
    let of_debian = versions.into_iter().rev().map(|(_, folder)| folder.join("bin").join(name));
    let on_path = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"].map(|folder| Path::new(folder).join(name));
    of_debian.chain(on_path).find(|program| program.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_becomes_what_libpq_reads() {
        let url = "postgres://me:p%40ss@db.example:5433/app?sslmode=verify-full&sslrootcert=/ca.pem&x=y";
        let mut told = environment(&url.parse().unwrap());
        told.sort();
        let expected = [
            ("PGDATABASE", "app"),
            ("PGHOST", "db.example"),
            ("PGPASSWORD", "p@ss"),
            ("PGPORT", "5433"),
            ("PGSSLMODE", "verify-full"),
            ("PGSSLROOTCERT", "/ca.pem"),
            ("PGUSER", "me"),
        ];
        assert_eq!(told, expected.map(|(name, value)| (name, value.to_owned())));
        let socket = environment(&"postgres:///app?host=/run/postgresql&user=me".parse().unwrap());
        let expected = [("PGDATABASE", "app"), ("PGHOST", "/run/postgresql"), ("PGUSER", "me")];
        assert_eq!(socket, expected.map(|(name, value)| (name, value.to_owned())));
    }
}
