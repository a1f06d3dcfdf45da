//! `almond audit verify|seal`: checking that the audit log is whole, and sealing it after a change of the secret.

use std::sync::Arc;

use clap::Subcommand;
use entity::{Chain, OrgId, audit_event, audit_head};
use identity::account::org_named;
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
        /// Only this org's chain: its id or handle
        #[arg(long)]
        org: Option<String>,
        /// CHAIN:SEQUENCE:HASH, as an earlier run printed it: that record must still be there; may be repeated
        #[arg(long)]
        expect: Vec<KeptHead>,
    },
    /// Seal with the present ALMOND_SECRET what it didn't seal; prints how many chains
    ///
    /// Do so before an earlier secret leaves ALMOND_SECRET_PREVIOUS. Verify first: this vouches for what is there.
    Seal {
        /// Only this org's chain: its id or handle
        #[arg(long)]
        org: Option<String>,
    },
}

impl Audit {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        match self {
            Self::Verify { org, expect } => {
                let org = chain_of(state, org).await?;
                let heads = verify(state.db.read(), &state.audit_seals, org, &expect).await?;
                Ok(heads.iter().map(|head| format!("{head}\n")).collect())
            }
            Self::Seal { org } => {
                let org = chain_of(state, org).await?;
                Ok(format!("{}\n", audit_seal::seal_anew(state, org).await?))
            }
        }
    }
}

/// The org whose chain is meant. One that was deleted has a chain still, by its id alone.
///
/// # Errors
/// `BAD_REQUEST` for an org that there is none of, nor was.
async fn chain_of(state: &State, named: Option<String>) -> Result<Option<OrgId>> {
    let Some(named) = named else { return Ok(None) };
    let missing = match org_named(state.db.read(), &named).await {
        Ok(org) => return Ok(Some(org)),
        Err(missing) => missing,
    };
    let Ok(id) = named.parse::<OrgId>() else { return Err(missing) };
    let (db, chain) = (state.db.read(), Chain::of(Some(id)));
    let has_head = audit_head::Entity::of(chain).one(db).await?.is_some();
    let was_there = has_head || audit_event::Entity::about(chain).one(db).await?.is_some();
    if was_there { Ok(Some(id)) } else { Err(missing) }
}
