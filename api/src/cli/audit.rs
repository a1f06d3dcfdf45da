//! `almond audit verify|seal`: checking that the audit log is whole, and sealing it after a change of the secret.

use std::sync::Arc;

use clap::Subcommand;
use entity::OrgId;
use kernel::{
    audit::{KeptHead, verify},
    error::Result,
    state::State,
};
use serde::{Deserialize, Serialize};

use super::audit_seal;

#[derive(Subcommand, Serialize, Deserialize)]
pub enum Audit {
    /// Check every chain of the audit log; prints where each ends, a line each
    ///
    /// Fails with a line for everything that was changed, removed, inserted, swapped or cut off. Keep what it prints
    /// somewhere else: with `--expect` it then shows whether the log was put back to an earlier state as a whole.
    Verify {
        /// Only this org's chain
        #[arg(long)]
        org: Option<OrgId>,
        /// CHAIN:SEQUENCE:HASH, as an earlier run printed it: that record must still be there; may be repeated
        #[arg(long)]
        expect: Vec<KeptHead>,
    },
    /// Seal with the present ALMOND_SECRET what it didn't seal; prints how many chains
    ///
    /// Do so before an earlier secret leaves ALMOND_SECRET_PREVIOUS. Verify first: this vouches for what is there.
    Seal {
        /// Only this org's chain
        #[arg(long)]
        org: Option<OrgId>,
    },
}

impl Audit {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        match self {
            Self::Verify { org, expect } => {
                let heads = verify(state.db.read(), &state.audit_seals, org, &expect).await?;
                Ok(heads.iter().map(|head| format!("{head}\n")).collect())
            }
            Self::Seal { org } => Ok(format!("{}\n", audit_seal::seal_anew(state, org).await?)),
        }
    }
}
