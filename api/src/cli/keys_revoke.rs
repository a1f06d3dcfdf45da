//! `almond keys revoke`: ends every key made before an instant, after a restore from a backup, say.

use std::sync::Arc;

use entity::Timestamp;
use identity::account::org_named;
use kernel::{error::Result, state::State};
use resource::key::revoke_issued_before;
use serde::{Deserialize, Serialize};

/// What to revoke.
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub issued_before: Timestamp,
    /// An id or a handle.
    pub org: Option<String>,
}

impl Request {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        let org = match &self.org {
            Some(named) => Some(org_named(state.db.read(), named).await?),
            None => None,
        };
        Ok(format!("{}\n", revoke_issued_before(state, self.issued_before, org).await?))
    }
}
