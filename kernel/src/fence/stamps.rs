//! The sequence of changes, and the last change that touched each thing. A fixed table of slots that things share: two
//! in one slot cost a needless reload now and then, never a stale answer, and memory stays the same for ever.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    sync::atomic::{AtomicU64, Ordering},
};

use entity::{Digest, KeyId, OrgId, SessionId, UserId};

use super::known::Known;

const SLOT_BITS: u32 = 14;

/// Something a change can touch; a picture is void when any of its tags was stamped after its loading began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    Key(KeyId),
    /// A digest that had no key so far: minting must be seen through the memory of unknown keys.
    Digest(Digest),
    Session(SessionId),
    User(UserId),
    Org(OrgId),
    /// The catalogue of models.
    Models,
    /// Everything there is: mass revocation.
    Everything,
}

pub struct Stamps {
    sequence: AtomicU64,
    slots: Box<[AtomicU64]>,
    everything: AtomicU64,
    /// Which keys there are.
    pub known: Known,
    /// Odd, drawn at the start and told to nobody.
    factor: u64,
}

impl Default for Stamps {
    fn default() -> Self {
        Self {
            sequence: AtomicU64::new(0),
            slots: (0..1 << SLOT_BITS).map(|_| AtomicU64::new(0)).collect(),
            everything: AtomicU64::new(0),
            known: Known::default(),
            factor: RandomState::new().hash_one(()) | 1,
        }
    }
}

impl Stamps {
    /// The number a loading begins at: read before the first row is.
    pub fn sequence(&self) -> u64 {
        self.sequence.load(Ordering::SeqCst)
    }

    /// Voids every picture of these things whose loading has begun by now. Called after the rows are committed.
    pub fn stamp(&self, tags: &[Tag]) {
        let number = self.sequence.fetch_add(1, Ordering::SeqCst) + 1;
        for tag in tags {
            match tag {
                Tag::Digest(digest) => self.known.add(digest),
                Tag::Everything => self.known.forget(),
                _ => {}
            }
            self.slot(tag).fetch_max(number, Ordering::SeqCst);
        }
    }

    /// True if a picture loaded from `as_of` on may still be used.
    pub fn allow(&self, as_of: u64, tags: &[Tag]) -> bool {
        self.everything.load(Ordering::Acquire) <= as_of
            && tags.iter().all(|tag| self.slot(tag).load(Ordering::Acquire) <= as_of)
    }

    /// By multiplication, since every use asks for three: ids end in random bits and a digest is nothing else, and the
    /// secret factor keeps anybody from picking things that share a slot with someone else's.
    fn slot(&self, tag: &Tag) -> &AtomicU64 {
        let bits = match tag {
            Tag::Key(id) => id.uuid().as_u64_pair().1,
            Tag::Session(id) => id.uuid().as_u64_pair().1,
            Tag::User(id) => id.uuid().as_u64_pair().1,
            Tag::Org(id) => id.uuid().as_u64_pair().1,
            Tag::Digest(digest) => {
                let [a, b, c, d, e, f, g, h, ..] = *digest.as_bytes();
                u64::from_be_bytes([a, b, c, d, e, f, g, h])
            }
            Tag::Models => 0,
            Tag::Everything => return &self.everything,
        };
        &self.slots[(bits.wrapping_mul(self.factor) >> (u64::BITS - SLOT_BITS)) as usize]
    }
}

#[cfg(test)]
mod tests {
    use entity::Timestamp;

    use super::*;

    fn key(n: u8) -> Tag {
        Tag::Key(KeyId::new(Timestamp::from_millis(0), [n; 10]))
    }

    #[test]
    fn a_picture_whose_loading_began_before_the_stamp_is_void() {
        let stamps = Stamps::default();
        let before = stamps.sequence();
        assert!(stamps.allow(before, &[key(1)]));
        stamps.stamp(&[key(1)]);
        assert!(!stamps.allow(before, &[key(1)]));
        assert!(stamps.allow(stamps.sequence(), &[key(1)]));
    }

    #[test]
    fn things_have_slots_of_their_own_for_the_most_part() {
        let stamps = Stamps::default();
        let before = stamps.sequence();
        stamps.stamp(&[key(1)]);
        let void = (2..=250).filter(|n| !stamps.allow(before, &[key(*n)])).count();
        assert!(void < 10, "{void}");
    }

    #[test]
    fn everything_means_everything() {
        let stamps = Stamps::default();
        let before = stamps.sequence();
        stamps.stamp(&[Tag::Everything]);
        assert!(!stamps.allow(before, &[key(2)]) && !stamps.allow(before, &[]));
    }
}
