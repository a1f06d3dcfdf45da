//! The attempts under way on this node, and which come next. Orgs take turns: who has the fewest under way, then who
//! was served the longest ago. An org has its share of the attempts; a receiver has a few at once, and a single one while
//! its last attempt failed or was slow. Of what is due for the payment service each org has a queue of its own.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use entity::{OrgId, webhook_delivery, webhook_queue::Destination};
use kernel::{
    error::Result,
    share::{Holder, Share},
    state::State,
};
use tokio::task::{Id, JoinError, JoinSet};
use uuid::Uuid;

use super::{
    behind::Behind,
    flight::{Landing, fly},
    search::Search,
};

/// Attempts under way at once to one receiver.
const AT_ONE: usize = 4;
/// To one whose last attempt failed or was slow.
const AT_A_TROUBLED_ONE: usize = 1;
/// To the payment service, for all orgs together.
const AT_THE_SERVICE: usize = 16;
/// The same while its last attempt failed or was slow.
const AT_THE_TROUBLED_SERVICE: usize = 4;
/// How long a claim holds: longer than an attempt may take.
const LEASE: Duration = Duration::from_secs(30);
/// How many orgs and receivers are remembered; what is forgotten is learnt again.
const REMEMBERED: usize = 10_000;

/// What is due in an org, by destination.
type Line = (OrgId, Vec<Destination>);

/// Attempts under way.
#[derive(Default)]
pub struct Flights {
    tasks: JoinSet<Landing>,
    to: HashMap<Id, Destination>,
    /// Where the last attempt failed or was slow.
    troubled: HashSet<Destination>,
    is_service_troubled: bool,
    /// When orgs were served last, counted in turns.
    served: HashMap<OrgId, u64>,
    turns: u64,
    search: Search,
    behind: Behind,
}

impl Flights {
    pub fn under_way(&self) -> usize {
        self.tasks.len()
    }

    /// Has the next search look everywhere, although the last one just did.
    pub fn look_everywhere(&mut self) {
        self.search = Search::default();
    }

    /// Begins what is due as far as there is room; says when to look again at the latest.
    pub async fn take_off(&mut self, state: &Arc<State>) -> Result<Option<Duration>> {
        let now = state.now();
        let found = self.search.destinations(state, now).await?;
        let mut lines = self.lines(found.to);
        while !lines.is_empty() {
            lines.sort_by_key(|(org, _)| (self.under_way_of(*org), self.served.get(org).copied()));
            let mut unserved = Vec::new();
            for (org, to) in lines {
                let rest = self.serve(state, org, to).await?;
                if !rest.is_empty() {
                    unserved.push((org, rest));
                }
            }
            lines = unserved;
        }
        let next = webhook_delivery::Entity::next_due(now).one(state.db.read()).await?.flatten();
        Ok(next.map(|next| next.since(now)).into_iter().chain(found.again).min())
    }

    /// Returns once an attempt has ended; never while none is under way.
    pub async fn landed(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(landed) => self.land(landed),
            None => std::future::pending().await,
        }
        while let Some(landed) = self.tasks.try_join_next_with_id() {
            self.land(landed);
        }
    }

    pub async fn all_land(&mut self) {
        while let Some(landed) = self.tasks.join_next_with_id().await {
            self.land(landed);
        }
    }

    /// By org; of each those with the fewest under way first.
    fn lines(&self, found: Vec<Destination>) -> Vec<Line> {
        let mut lines = Vec::<Line>::new();
        let mut of_org = HashMap::new();
        for to in found {
            let index = *of_org.entry(to.org_id).or_insert(lines.len());
            if index == lines.len() {
                lines.push((to.org_id, Vec::new()));
            }
            lines[index].1.push(to);
        }
        for (_, line) in &mut lines {
            line.sort_by_key(|to| self.under_way_to(*to));
        }
        lines
    }

    /// Begins attempts at the org's first destination that has room, and gives back what is left of the line: nothing
    /// when the org has all it may have.
    async fn serve(&mut self, state: &Arc<State>, org: OrgId, to: Vec<Destination>) -> Result<Vec<Destination>> {
        let mut to = to.into_iter();
        let Some((first, room)) = to.by_ref().map(|to| (to, self.room(to))).find(|(_, room)| *room > 0) else {
            return Ok(Vec::new());
        };
        let holders = [Holder::Org(org)];
        let shares: Vec<_> = (0..room).map_while(|_| state.webhooks.attempts.try_take(&holders)).collect();
        if shares.is_empty() {
            return Ok(Vec::new());
        }
        self.claim(state, first, shares).await?;
        Ok(to.collect())
    }

    fn room(&self, to: Destination) -> usize {
        let most = if self.troubled.contains(&to) { AT_A_TROUBLED_ONE } else { AT_ONE };
        let room = most.saturating_sub(self.under_way_to(to));
        if to.endpoint_id.is_some() {
            return room;
        }
        let most = if self.is_service_troubled { AT_THE_TROUBLED_SERVICE } else { AT_THE_SERVICE };
        let there = self.to.values().filter(|bound| bound.endpoint_id.is_none()).count();
        room.min(most.saturating_sub(there))
    }

    fn under_way_to(&self, to: Destination) -> usize {
        self.to.values().filter(|bound| **bound == to).count()
    }

    fn under_way_of(&self, org: OrgId) -> usize {
        self.to.values().filter(|bound| bound.org_id == org).count()
    }

    /// Claims one delivery for each of the shares; what is left of them goes back.
    async fn claim(&mut self, state: &Arc<State>, to: Destination, shares: Vec<Share>) -> Result<()> {
        self.turns += 1;
        if self.served.len() >= REMEMBERED {
            self.served.clear();
        }
        self.served.insert(to.org_id, self.turns);
        let (now, claim) = (state.now(), Uuid::from_bytes(state.random()));
        let (until, most) = (now.plus(LEASE), u64::try_from(shares.len()).unwrap_or(1));
        webhook_delivery::Entity::claim(to, most, claim, until, now).exec(state.db.write()).await?;
        let claimed = webhook_delivery::Entity::claimed(claim, until).all(state.db.read()).await?;
        for (delivery, share) in claimed.into_iter().zip(shares) {
            let task = self.tasks.spawn(fly(Arc::clone(state), delivery, claim, share));
            self.to.insert(task.id(), to);
        }
        self.behind.look_at(state, to).await
    }

    fn land(&mut self, landed: Result<(Id, Landing), JoinError>) {
        let (id, landing) = landed.unwrap_or_else(|broken| (broken.id(), Landing::Troubled));
        let Some(to) = self.to.remove(&id) else { return };
        let is_troubled = match landing {
            Landing::Quick => false,
            Landing::Troubled => true,
            Landing::Postponed => return,
        };
        if to.endpoint_id.is_none() {
            self.is_service_troubled = is_troubled;
        }
        if !is_troubled {
            self.troubled.remove(&to);
            return;
        }
        if self.troubled.len() >= REMEMBERED {
            self.troubled.clear();
        }
        self.troubled.insert(to);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn endpoint(org: u128, endpoint: u128) -> Destination {
        Destination { org_id: Uuid::from_u128(org).into(), endpoint_id: Some(Uuid::from_u128(endpoint).into()) }
    }

    fn service(org: u128) -> Destination {
        Destination { org_id: Uuid::from_u128(org).into(), endpoint_id: None }
    }

    /// An attempt that ends as told once it is waited for.
    fn begin(flights: &mut Flights, to: Destination, landing: Landing) {
        let task = flights.tasks.spawn(async move { landing });
        flights.to.insert(task.id(), to);
    }

    #[tokio::test]
    async fn a_receiver_that_failed_or_was_slow_has_one_until_it_is_quick() {
        let (mut flights, to) = (Flights::default(), endpoint(1, 1));
        assert_eq!(flights.room(to), 4);
        for (landing, room) in
            [(Landing::Postponed, 4), (Landing::Troubled, 1), (Landing::Postponed, 1), (Landing::Quick, 4)]
        {
            begin(&mut flights, to, landing);
            assert_eq!(flights.room(endpoint(1, 2)), 4, "another receiver of the same org");
            flights.landed().await;
            assert_eq!(flights.room(to), room, "{landing:?}");
        }
        begin(&mut flights, to, Landing::Quick);
        assert_eq!(flights.room(to), 3);
    }

    #[tokio::test]
    async fn an_org_has_its_part_of_the_payment_service_and_all_together_not_everything() {
        let mut flights = Flights::default();
        for org in 1..=4 {
            for _ in 0..4 {
                assert!(flights.room(service(org)) > 0);
                begin(&mut flights, service(org), Landing::Quick);
            }
            assert_eq!(flights.room(service(org)), 0);
        }
        assert_eq!((flights.room(service(5)), flights.room(endpoint(5, 1))), (0, 4));
        flights.all_land().await;
        begin(&mut flights, service(1), Landing::Troubled);
        flights.landed().await;
        assert_eq!((flights.room(service(1)), flights.room(service(2))), (1, 4));
        for org in 2..=5 {
            begin(&mut flights, service(org), Landing::Quick);
        }
        assert_eq!(flights.room(service(6)), 0, "it is asked less while it is in trouble");
    }

    #[tokio::test]
    async fn an_org_comes_once_and_its_idlest_receiver_first() {
        let mut flights = Flights::default();
        begin(&mut flights, endpoint(1, 1), Landing::Quick);
        let found = [endpoint(1, 1), endpoint(2, 3), endpoint(1, 2), service(2)];
        let lines = flights.lines(found.to_vec());
        let expected = [(1, vec![endpoint(1, 2), endpoint(1, 1)]), (2, vec![endpoint(2, 3), service(2)])];
        assert_eq!(lines, expected.map(|(org, line)| (Uuid::from_u128(org).into(), line)));
    }
}
