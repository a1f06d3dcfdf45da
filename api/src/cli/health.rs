//! `almond health`: whether the server of this data directory could do its work, as `/readyz` says, for a container's
//! `HEALTHCHECK` and a unit's watchdog. Needs no setting but the data directory.

use std::{path::Path, sync::Arc, time::Duration};

use kernel::{error::Result, state::State};
use tokio::time;

use super::{command::Command, control};
use crate::app::StartError;

/// How long a server that is ready may take to say so.
const PATIENCE: Duration = Duration::from_secs(5);

/// Within the server.
pub async fn run(state: &Arc<State>) -> Result<String> {
    resource::health::check(state).await?;
    Ok("ready\n".to_owned())
}

/// Asks the server.
///
/// # Errors
/// When it isn't ready, and when there is none.
pub async fn ask(data_dir: &Path) -> std::result::Result<String, StartError> {
    let path = control::socket_in(data_dir);
    let asked = time::timeout(PATIENCE, control::send_now(&path, &Command::Health)).await;
    asked.unwrap_or_else(|_| Err(StartError(format!("the server at {} doesn't answer in time", path.display()))))
}
