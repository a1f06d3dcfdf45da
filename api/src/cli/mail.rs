//! `almond mail list` and `almond mail retry`: what was not sent, and having it sent again. Never what a mail says.

use std::{fmt::Write as _, sync::Arc};

use clap::Subcommand;
use entity::{MailId, MailStatus};
use kernel::{error::Result, state::State};
use resource::mail;
use serde::{Deserialize, Serialize};

/// How many are listed unless it is said.
const LISTED: u64 = 100;

/// Mails.
#[derive(Subcommand, Serialize, Deserialize)]
pub enum Mail {
    /// List mails, newest first, a line each: id, recipient, kind, status, attempts, next attempt, last error
    List {
        /// Only those that are `queued`, `sent`, `failed` or `expired`
        #[arg(long)]
        status: Option<MailStatus>,
        /// At most how many
        #[arg(long, default_value_t = LISTED)]
        limit: u64,
    },
    /// Have a mail sent again at once, and for three days if need be; prints how many that are
    Retry {
        /// The mail's id; without it, all that failed
        id: Option<MailId>,
    },
}

impl Mail {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        match self {
            Self::List { status, limit } => list(state, status, limit).await,
            Self::Retry { id } => retry(state, id).await,
        }
    }
}

async fn list(state: &State, status: Option<MailStatus>, limit: u64) -> Result<String> {
    let mut text = String::new();
    for row in mail::list(state, status, None, limit).await? {
        let next = row.due_at.map_or_else(|| "-".to_owned(), |due| due.to_string());
        // What a mail server answered may have tabs and line ends in it.
        let error = row.last_error.as_deref().unwrap_or("-").split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing to a string doesn't fail.
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}\t{}\t{next}\t{error}",
            row.id, row.recipient, row.kind, row.status, row.attempts
        );
    }
    Ok(text)
}

async fn retry(state: &State, id: Option<MailId>) -> Result<String> {
    let revived = match id {
        Some(id) => mail::retry(state, id).await.map(|_| 1)?,
        None => mail::retry_failed(state).await?,
    };
    Ok(format!("{revived}\n"))
}
