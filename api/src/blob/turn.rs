//! How many uploads may be on their way on this node, because each holds memory: so many in all, and of one org no more
//! than leaves room for the others.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use entity::OrgId;

const MOST: usize = 64;
const MOST_OF_ORG: usize = 16;

#[derive(Default)]
pub(super) struct Turns(Arc<Mutex<HashMap<OrgId, usize>>>);

/// One upload's; given back when dropped.
pub struct Turn {
    taken: Arc<Mutex<HashMap<OrgId, usize>>>,
    org: OrgId,
}

impl Turns {
    pub(super) fn take(&self, org: OrgId) -> Option<Turn> {
        let mut taken = lock(&self.0);
        let mine = taken.get(&org).copied().unwrap_or(0);
        if mine >= MOST_OF_ORG || taken.values().sum::<usize>() >= MOST {
            return None;
        }
        taken.insert(org, mine + 1);
        Some(Turn { taken: Arc::clone(&self.0), org })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        let left = taken.get(&self.org).map_or(0, |mine| mine.saturating_sub(1));
        if left == 0 {
            taken.remove(&self.org);
        } else {
            taken.insert(self.org, left);
        }
    }
}

fn lock(taken: &Mutex<HashMap<OrgId, usize>>) -> MutexGuard<'_, HashMap<OrgId, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org(number: u128) -> OrgId {
        uuid::Uuid::from_u128(number).into()
    }

    #[test]
    fn an_org_has_its_share_and_all_have_so_many() {
        let turns = Turns::default();
        let mut held: Vec<_> = (0..MOST_OF_ORG).map(|_| turns.take(org(1)).unwrap()).collect();
        assert!(turns.take(org(1)).is_none());
        for other in 2..=(MOST / MOST_OF_ORG) as u128 {
            held.extend((0..MOST_OF_ORG).map(|_| turns.take(org(other)).unwrap()));
        }
        assert!(turns.take(org(99)).is_none());
        held.pop();
        held.push(turns.take(org(99)).unwrap());
        drop(held);
        assert!(lock(&turns.0).is_empty());
    }
}
