//! What a server tells whoever starts it: where it is and, as long as it has no user, what was set up and what comes next.

use std::{
    io::{self, Write as _},
    path::Path,
};

use entity::user;
use kernel::{
    config::{Config, Database},
    error::Result,
    state::State,
};

/// Tells on standard output that the server is ready. One line in production, which others read; up to five in
/// development, as long as nobody has an account.
pub async fn announce(state: &State, address: &str) {
    let origin = state.config.server.base();
    let mut lines = vec![format!("Almond is ready at {address} (public URL {origin})")];
    if !state.config.environment.is_production() && is_empty(state).await.unwrap_or_default() {
        lines.extend(next_steps(&state.config, &origin));
    }
    let mut out = io::stdout().lock();
    // Nobody may be reading; the server runs all the same.
    let _ = writeln!(out, "{}", lines.join("\n")).and_then(|()| out.flush());
}

/// True if nobody has an account.
async fn is_empty(state: &State) -> Result<bool> {
    Ok(user::Entity::anybody().one(state.db.read()).await?.is_none())
}

fn next_steps(config: &Config, origin: &str) -> [String; 4] {
    let folder = absolute(&config.server.data_dir);
    let database = match &config.database {
        Database::Sqlite(path) => absolute(path),
        Database::Postgres(_) => "PostgreSQL".to_owned(),
    };
    [
        format!("  Set up:   an empty database ({database}); its secret, mails and files are in {folder}"),
        "  A user:   echo 'correct horse battery staple' | \\".to_owned(),
        "            target/debug/almond user create --email ada@example.com --name Ada --org Acme".to_owned(),
        format!("  Then:     {origin}/api/v1/docs to try every operation; README.md, Quickstart, for the first key"),
    ]
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}
