//! Looking up the names that others chose, so many at once: the system's resolver takes a thread for each, and keeps
//! it after nobody waits for the answer any more.

use std::{net::IpAddr, sync::Arc, time::Duration};

use entity::OrgId;

use super::{courier::Failure, resolver::Resolver};
use crate::share::{Holder, Shares};

/// How long an attempt waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// The look-ups of this node, for one org or one address.
#[derive(Clone, Copy)]
pub struct LookUps<'a> {
    shares: &'a Shares,
    holder: Holder,
}

impl<'a> LookUps<'a> {
    pub fn of(shares: &'a Shares, org: OrgId) -> Self {
        Self { shares, holder: Holder::Org(org) }
    }

    pub fn at(shares: &'a Shares, address: IpAddr) -> Self {
        Self { shares, holder: Holder::at(address) }
    }

    /// Where the name leads. The look-up counts until it ends, however long its caller waits.
    pub async fn look_up(self, resolver: &Arc<dyn Resolver>, name: &str) -> Result<Vec<IpAddr>, Failure> {
        let share = self.shares.wait(&[self.holder], PATIENCE).await.map_err(|_| Failure::Crowded)?;
        let (resolver, name) = (Arc::clone(resolver), name.to_owned());
        let looking = tokio::spawn(async move {
            let found = resolver.resolve(&name).await;
            drop(share);
            found
        });
        looking.await.map_err(|_| Failure::Resolve)?.map_err(|_| Failure::Resolve)
    }
}
