//! `almond keys`: what there is, and how it is read off the command line.

use clap::Subcommand;
use entity::Timestamp;

use super::{command::Command, keys_import, keys_revoke};
use crate::app::StartError;

#[derive(Subcommand)]
pub enum Keys {
    /// Revoke every key issued before an instant; prints how many
    Revoke {
        /// RFC 3339, such as 2026-12-31T23:59:59Z
        #[arg(long)]
        issued_before: Timestamp,
        /// Only this org's keys: its id or handle
        #[arg(long)]
        org: Option<String>,
    },
    /// Import keys that were made elsewhere: a JSON object a line on standard input; prints what came of each
    Import,
}

impl Keys {
    /// # Errors
    /// When standard input can't be read.
    pub fn read(self) -> Result<Command, StartError> {
        match self {
            Self::Revoke { issued_before, org } => Ok(Command::KeysRevoke(keys_revoke::Request { issued_before, org })),
            Self::Import => Ok(Command::KeysImport(keys_import::Request::read()?)),
        }
    }
}
