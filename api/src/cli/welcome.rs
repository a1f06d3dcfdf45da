//! What a server tells whoever starts it: where it is and, as long as it has no user, the link that makes the first.

use std::{
    io::{self, Write as _},
    path::Path,
};

use identity::signin::setup;
use kernel::{
    config::{Config, Database},
    state::State,
    token::Plain,
};

/// Tells on standard output that the server is ready. One line in production, which others read and keep; up to four in
/// development, as long as nobody has an account.
pub async fn announce(state: &State, address: &str) {
    let origin = state.config.server.base();
    let mut lines = vec![format!("Almond is ready at {address} (public URL {origin})")];
    if !state.config.environment.is_production() {
        match setup::offer(state).await {
            Ok(Some(token)) => lines.extend(next_steps(&state.config, &origin, &token)),
            Ok(None) => {}
            Err(error) => tracing::warn!(?error, "no link to set up with: start again for one"),
        }
    }
    let mut out = io::stdout().lock();
    // Nobody may be reading; the server runs all the same.
    let _ = writeln!(out, "{}", lines.join("\n")).and_then(|()| out.flush());
}

/// The token is in the fragment, which no server sees and no log keeps.
fn next_steps(config: &Config, origin: &str, token: &Plain) -> [String; 3] {
    let folder = absolute(&config.server.data_dir);
    let database = match &config.database {
        Database::Sqlite(path) => absolute(path),
        Database::Postgres(_) => "PostgreSQL".to_owned(),
    };
    [
        format!("  Set up:   {origin}/setup#token={} (once, within an hour)", token.expose()),
        format!("  Empty:    the database ({database}); its secret, mails and files are in {folder}"),
        format!("  Or:       by commands, as README.md's Quickstart; every operation at {origin}/api/v1/docs"),
    ]
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
