//! `almond migrate up|status`. Safe when many nodes start at once, and beside a running server.

use clap::Subcommand;
use kernel::{
    config::{Asker, Config},
    db::{Db, migrate, migration_status},
    telemetry::logging,
};

use crate::app::{StartError, make_data_dir, trouble};

#[derive(Subcommand)]
pub enum Migrate {
    /// Bring the schema up to date
    Up,
    /// Say which migrations the database has
    Status,
}

impl Migrate {
    /// Only what brings a schema may make a database.
    pub fn asker(&self) -> Asker {
        match self {
            Self::Up => Asker::Server,
            Self::Status => Asker::Command,
        }
    }
}

/// The text is for standard output.
pub async fn run(config: Config, command: Migrate) -> Result<String, StartError> {
    if let Migrate::Up = command {
        logging::to_standard_error().map_err(|error| StartError::new("the log can't be opened", error))?;
    }
    make_data_dir(&config.server.data_dir)?;
    let db = Db::connect(&config.database, config.database_wait).await.map_err(trouble)?;
    if let Migrate::Up = command {
        migrate(&db).await.map_err(trouble)?;
    }
    let states = migration_status(&db).await.map_err(trouble)?;
    db.close().await;
    let line = |applied: bool, name: &str| format!("{}  {name}\n", if applied { "applied" } else { "pending" });
    Ok(states.iter().map(|state| line(state.applied, &state.name)).collect())
}
