//! The operator, on behalf of a member of an org: what they mint is that member's, and the record says who did it.

use entity::{OrgId, UserId, WorkspaceRole};
use kernel::{error::Result, fence, limiter::Bucket};

use super::{Admission, Caller, Rule, SteppedUp, Tenant};
use crate::principal::Operator;

/// What minting takes, without a session: the master key stands for the step-up, and the member's bucket at the operator's
/// address has been drawn from. Made by `Caller::on_behalf_of` only.
#[non_exhaustive]
pub struct Behalf {
    pub tenant: Tenant,
    pub proof: SteppedUp,
    pub admission: Admission,
}

impl<R: Rule<Who = Operator>> Caller<R> {
    /// `None` unless the user is enabled and a member of the org.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` when the bucket is empty.
    pub async fn on_behalf_of(&self, user: UserId, org: OrgId) -> Result<Option<Behalf>> {
        let state = self.state();
        let Some(member) = fence::member(state.db.read(), user, org).await? else { return Ok(None) };
        let admission = Admission::of_user(&state.limiter, Bucket::Mint, user, self.address()).await?;
        let tenant =
            Tenant::new(self.inbound().clone(), &member, None).within(Some(WorkspaceRole::Viewer), None).by_operator();
        Ok(Some(Behalf { tenant, proof: SteppedUp::vouched(), admission }))
    }
}
