//! `almond keys revoke`: ends every key made before an instant, after a restore from a backup, say.

use std::sync::Arc;

use clap::Subcommand;
use entity::{OrgId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{error::Result, resource::key::revoke_issued_before, state::State};

#[derive(Subcommand)]
pub enum Keys {
    /// Revoke every key issued before an instant; prints how many
    Revoke {
        /// RFC 3339, such as 2026-12-31T23:59:59Z
        #[arg(long)]
        issued_before: Timestamp,
        /// Only this org's keys
        #[arg(long)]
        org: Option<OrgId>,
    },
}

/// What to revoke.
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub issued_before: Timestamp,
    pub org: Option<OrgId>,
}

impl From<Keys> for Request {
    fn from(Keys::Revoke { issued_before, org }: Keys) -> Self {
        Self { issued_before, org }
    }
}

impl Request {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        Ok(format!("{}\n", revoke_issued_before(state, self.issued_before, self.org).await?))
    }
}
