//! `almond keys revoke`: ends every key made before an instant, after a restore from a backup, say.

use std::sync::Arc;

use entity::{OrgId, Timestamp};
use kernel::{error::Result, state::State};
use resource::key::revoke_issued_before;
use serde::{Deserialize, Serialize};

/// What to revoke.
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub issued_before: Timestamp,
    pub org: Option<OrgId>,
}

impl Request {
    pub async fn run(self, state: &Arc<State>) -> Result<String> {
        Ok(format!("{}\n", revoke_issued_before(state, self.issued_before, self.org).await?))
    }
}
