//! The operator's commands, as values that can be run here or sent to the server that has the database.

use std::sync::Arc;

use kernel::{
    audit::{Action, Actor, Event},
    config::{Config, Database},
    db::{Db, SqliteLock, accept_root_secret},
    error::Result,
    state::State,
    telemetry::Metrics,
};
use serde::{Deserialize, Serialize};

use super::{audit, control, health, keys_import, keys_revoke, mail, model, nodes, user, user_create};
use crate::app::{StartError, must_have_schema, open, open_unchecked, said, seams, trouble};

/// A command with all that it needs.
#[derive(Serialize, Deserialize)]
pub enum Command {
    UserCreate(user_create::Request),
    User(user::Request),
    KeysRevoke(keys_revoke::Request),
    KeysImport(keys_import::Request),
    Model(model::Model),
    Mail(mail::Mail),
    Audit(audit::Audit),
    Nodes,
    Health,
}

impl Command {
    /// What the operator should know, and may have meant otherwise.
    pub fn warning(&self, config: &Config) -> Option<String> {
        match self {
            Self::UserCreate(request) => user_create::warning(&request.email, config),
            Self::User(user::Request::Email { email, .. }) => user_create::warning(email, config),
            _ => None,
        }
    }

    /// Does it; the text is for standard output.
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        match self {
            Self::UserCreate(request) => request.run(state).await,
            Self::User(request) => request.run(state).await,
            Self::KeysRevoke(request) => request.run(state).await,
            Self::KeysImport(request) => request.run(state).await,
            Self::Model(request) => request.run(state).await,
            Self::Mail(request) => request.run(state).await,
            Self::Audit(request) => request.run(state).await,
            Self::Nodes => nodes::run(state).await,
            Self::Health => health::run(state).await,
        }
    }
}

/// Runs `command` where it takes effect at once: in the server, if one has the file.
pub async fn dispatch(config: Config, command: Command) -> Result<String, StartError> {
    // Held until the command is done, so that no server starts in the middle of it.
    let _lock = match &config.database {
        // The command is no node itself, and waits for those there are.
        Database::Postgres(_) => None,
        Database::Sqlite(path) => match SqliteLock::command(path)? {
            Some(lock) => Some(lock),
            None => return control::send(&control::socket_of(path), &command).await,
        },
    };
    let seams = seams(&config)?;
    if let Database::Postgres(_) = &config.database {
        let db = Db::connect(&config.database, config.database_wait).await.map_err(trouble)?;
        must_have_schema(&db).await?;
        db.close().await;
    }
    let state = open(config, seams, Metrics::new()).await?;
    let done = command.run(&state).await.map_err(|error| StartError(said(&error)));
    // Whoever is to be told of it is, before the process ends.
    state.background.close();
    state.background.wait().await;
    state.db.clone().close().await;
    done
}

/// Takes the root secret of now for the right one, where the earlier one is lost.
///
/// # Errors
/// When a server has the database: it was let in with the secret that it has.
pub async fn accept_secret(config: Config) -> Result<String, StartError> {
    let _lock = match &config.database {
        Database::Postgres(_) => None,
        Database::Sqlite(path) => match SqliteLock::command(path)? {
            Some(lock) => Some(lock),
            None => return Err(StartError("stop the server first: it has the database".to_owned())),
        },
    };
    let seams = seams(&config)?;
    let state = open_unchecked(config, seams, Metrics::new()).await?;
    let accepted = accept_root_secret(&state.db, &state.sealer, state.random()).await;
    let recorded = record_acceptance(&state).await;
    state.db.clone().close().await;
    accepted.map_err(|error| StartError(format!("ALMOND_SECRET {error}")))?;
    recorded.map_err(|error| StartError(said(&error)))?;
    Ok("accepted: what the earlier secret sealed stays closed\n".to_owned())
}

/// From here on the server's chain is sealed with another secret; it says why.
async fn record_acceptance(state: &State) -> Result<()> {
    let change = state.changes.begin_unasked().await?;
    change.record(Event::by(Actor::Operator, None, Action::SecretAccepted, "ALMOND_SECRET"));
    change.commit().await
}
