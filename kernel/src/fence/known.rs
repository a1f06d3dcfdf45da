//! Which keys there are: the first eight bytes of every key's digest, so that a key nobody ever made is refused without
//! asking the database, and garbage costs it nothing.
//!
//! It is right for the same reason as a picture in memory. A key that is minted is stamped (`Tag::Digest`) on every node
//! before anybody is told of it, and so gets in here; what a node may have missed it forgets, this included
//! (`Tag::Everything`). Digests that are announced while the others are read are kept besides, so none falls between. A
//! digest that looks known may still be none: then the database is asked.

use std::{
    collections::HashSet,
    sync::{PoisonError, RwLock},
};

use entity::{Digest, api_key};
use sea_orm::{ConnectionTrait, DbErr};
use tokio::sync::Notify;

/// So many keys are known at most, at 8 bytes each; where there are more, nobody is sure of any.
const MOST: usize = 8_000_000;
/// So many come after the others were read before all are read anew.
const MOST_ADDED: usize = 500_000;
/// How many are read at once.
const PAGE: u64 = 10_000;

#[derive(Default)]
pub struct Known {
    all: RwLock<All>,
    void: Notify,
}

#[derive(Default)]
struct All {
    /// How often all was forgotten.
    generation: u64,
    /// In order; `None` while not all are known.
    read: Option<Vec<u64>>,
    /// What was announced since reading began.
    added: HashSet<u64>,
    /// There are more than are kept.
    too_many: bool,
}

/// What there is to say about a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// There is no key with it, as surely as memory knows anything.
    Unknown,
    /// There is one, or one much like it.
    Known,
    /// Not all keys are known here.
    Unsure,
}

impl Known {
    /// `Unknown` is only to be believed while memory may answer (`Fence::remembers`, asked before).
    pub fn says(&self, digest: &Digest) -> Says {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        let Some(read) = &all.read else { return Says::Unsure };
        let short = short(digest);
        let is_known = all.added.contains(&short) || read.binary_search(&short).is_ok();
        if is_known { Says::Known } else { Says::Unknown }
    }

    /// A change has made a key, or is about to be known to have.
    pub fn add(&self, digest: &Digest) {
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        all.added.insert(short(digest));
        if all.added.len() > MOST_ADDED {
            self.forget_in(&mut all);
        }
    }

    /// Something may have been missed.
    pub fn forget(&self) {
        self.forget_in(&mut self.all.write().unwrap_or_else(PoisonError::into_inner));
    }

    fn forget_in(&self, all: &mut All) {
        *all = All { generation: all.generation + 1, ..All::default() };
        self.void.notify_one();
    }

    /// Whether there is nothing more to be read.
    pub fn is_read(&self) -> bool {
        let all = self.all.read().unwrap_or_else(PoisonError::into_inner);
        all.read.is_some() || all.too_many
    }

    /// Returns when there is something to read again.
    pub async fn voided(&self) {
        self.void.notified().await;
    }

    /// Reads all there are. False when all was forgotten meanwhile, and it is to be done again.
    pub async fn read(&self, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let generation = self.all.read().unwrap_or_else(PoisonError::into_inner).generation;
        let mut read = Vec::new();
        let mut after: Option<Digest> = None;
        loop {
            let page: Vec<api_key::OnlyDigest> = api_key::Entity::digests_after(after, PAGE).all(db).await?;
            read.extend(page.iter().map(|key| short(&key.digest)));
            after = page.last().map(|key| key.digest);
            if read.len() > MOST {
                tracing::info!(most = MOST, "there are more keys than this node keeps in mind");
                let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
                all.too_many = all.generation == generation;
                return Ok(all.too_many);
            }
            if (page.len() as u64) < PAGE {
                break;
            }
        }
        read.shrink_to_fit();
        let mut all = self.all.write().unwrap_or_else(PoisonError::into_inner);
        if all.generation != generation {
            return Ok(false);
        }
        all.read = Some(read);
        Ok(true)
    }
}

/// In the order of the digests themselves.
fn short(digest: &Digest) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = *digest.as_bytes();
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(number: u8) -> Digest {
        Digest::of(&[number])
    }

    fn read(known: &Known, numbers: &[u8]) {
        let mut shorts: Vec<u64> = numbers.iter().map(|number| short(&digest(*number))).collect();
        shorts.sort_unstable();
        known.all.write().unwrap().read = Some(shorts);
    }

    #[test]
    fn a_digest_is_unknown_only_once_all_were_read() {
        let known = Known::default();
        assert_eq!(known.says(&digest(1)), Says::Unsure);
        known.add(&digest(1));
        assert_eq!(known.says(&digest(1)), Says::Unsure);
        read(&known, &[2, 3, 4]);
        for number in 1..=4 {
            assert_eq!(known.says(&digest(number)), Says::Known, "{number}, announced while reading or read");
        }
        assert_eq!(known.says(&digest(5)), Says::Unknown);
        known.add(&digest(5));
        assert_eq!(known.says(&digest(5)), Says::Known);
    }

    #[tokio::test]
    async fn after_a_gap_nothing_is_sure_until_all_were_read_again() {
        let known = Known::default();
        read(&known, &[1]);
        known.forget();
        assert_eq!((known.says(&digest(1)), known.says(&digest(2))), (Says::Unsure, Says::Unsure));
        known.voided().await;
    }
}
