//! Going along one chain, record by record, and saying where it isn't whole. Pure: `verify` brings the rows.

use entity::{Chain, audit_event, audit_head};

use super::{
    Seals,
    canonical::{genesis, hash},
};

/// After so many findings in a chain, more say nothing new.
const MOST: usize = 20;

pub struct Walk {
    chain: Chain,
    /// The number that comes next.
    next: i64,
    /// The hash of the record before.
    previous: Vec<u8>,
    findings: Vec<String>,
}

impl Walk {
    pub fn new(chain: Chain) -> Self {
        Self { chain, next: 1, previous: genesis(chain).to_vec(), findings: Vec::new() }
    }

    pub fn find(&mut self, what: impl std::fmt::Display) {
        if self.findings.len() < MOST {
            self.findings.push(format!("{}: {what}", self.chain));
        }
    }

    /// Looks at the next row in order of numbers.
    pub fn step(&mut self, row: &audit_event::Model) {
        let sequence = row.sequence;
        if sequence < self.next {
            return self.find(format_args!("record {sequence} was inserted: its number is taken or none"));
        }
        let follows = sequence == self.next;
        if !follows {
            self.find(missing(self.next, sequence - 1, "missing"));
        }
        if hash(row).is_none_or(|hash| hash.as_slice() != row.hash) {
            self.find(format_args!("record {sequence} was changed"));
        } else if follows && row.previous_hash != self.previous {
            self.find(format_args!("record {sequence} does not continue the one before: one of the two was rewritten"));
        }
        // Goes on from what the row says, so that one alteration is one finding.
        self.previous.clone_from(&row.hash);
        self.next = sequence.saturating_add(1);
    }

    /// Compares with the head.
    pub fn arrive(&mut self, head: Option<&audit_head::Model>, seals: &Seals) {
        let Some(head) = head else { return self.find("the head is missing") };
        if head.sequence >= self.next {
            self.find(missing(self.next, head.sequence, "missing from the end"));
        } else if head.hash != self.previous {
            self.find(format_args!("record {} is not the one that the head was made of", head.sequence));
        }
        if !seals.is_good(head) {
            self.find("the head was not sealed with a secret that this server has");
        }
    }

    pub fn into_findings(self) -> Vec<String> {
        self.findings
    }
}

fn missing(first: i64, last: i64, how: &str) -> String {
    if first == last { format!("record {first} is {how}") } else { format!("records {first} to {last} are {how}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{audit::canonical::tests::row, token::Keyring};

    /// Five records, their head, and the seals it has.
    fn chain() -> (Vec<audit_event::Model>, audit_head::Model, Seals) {
        let seals = Seals::new(&Keyring::new(&[1; 32], []).unwrap()).unwrap();
        let mut rows = vec![row(); 5];
        let mut previous = genesis(rows[0].chain).to_vec();
        for (row, sequence) in rows.iter_mut().zip(1..) {
            (row.sequence, row.previous_hash) = (sequence, previous);
            row.hash = hash(row).unwrap().to_vec();
            previous = row.hash.clone();
        }
        let mut head = audit_head::Model { chain: rows[0].chain, sequence: 5, hash: previous, seal: Vec::new() };
        head.seal = seals.seal(&head);
        (rows, head, seals)
    }

    fn findings(change: impl FnOnce(&mut Vec<audit_event::Model>, &mut Option<audit_head::Model>)) -> Vec<String> {
        let (mut rows, head, seals) = chain();
        let mut head = Some(head);
        change(&mut rows, &mut head);
        rows.sort_by_key(|row| row.sequence);
        let mut walk = Walk::new(chain().1.chain);
        rows.iter().for_each(|row| walk.step(row));
        walk.arrive(head.as_ref(), &seals);
        let strip = |finding: &String| finding.split_once(": ").unwrap().1.to_owned();
        walk.into_findings().iter().map(strip).collect()
    }

    #[test]
    fn a_whole_chain_gives_no_findings() {
        assert!(findings(|_, _| {}).is_empty());
    }

    #[test]
    fn each_kind_of_tampering_is_one_finding_that_names_its_place() {
        let hashed = |row: &mut audit_event::Model| row.hash = hash(row).unwrap().to_vec();
        assert_eq!(findings(|rows, _| rows[2].ip = None), ["record 3 was changed"]);
        assert_eq!(
            findings(|rows, _| rows[2].hash = vec![]),
            ["record 3 was changed", "record 4 does not continue the one before: one of the two was rewritten",]
        );
        let rewritten = findings(|rows, _| {
            rows[2].ip = None;
            hashed(&mut rows[2]);
        });
        assert_eq!(rewritten, ["record 4 does not continue the one before: one of the two was rewritten"]);
        assert_eq!(findings(|rows, _| drop(rows.remove(1))), ["record 2 is missing"]);
        assert_eq!(findings(|rows, _| drop(rows.drain(..3))), ["records 1 to 3 are missing"]);
        assert_eq!(findings(|rows, _| rows.truncate(4)), ["record 5 is missing from the end"]);
        assert_eq!(findings(|rows, _| rows.clear()), ["records 1 to 5 are missing from the end"]);
        let inserted = findings(|rows, _| rows.push(audit_event::Model { sequence: 0, ..rows[0].clone() }));
        assert_eq!(inserted, ["record 0 was inserted: its number is taken or none"]);
        let swapped = findings(|rows, _| (rows[1].sequence, rows[2].sequence) = (3, 2));
        assert_eq!(swapped[..2], ["record 2 was changed", "record 3 was changed"]);
    }

    #[test]
    fn a_head_that_was_made_to_fit_has_no_seal() {
        let unsealed = "the head was not sealed with a secret that this server has";
        let cut = findings(|rows, head| {
            rows.truncate(3);
            let head = head.as_mut().unwrap();
            (head.sequence, head.hash) = (3, rows[2].hash.clone());
        });
        assert_eq!(cut, [unsealed]);
        let rewritten = findings(|rows, _| {
            rows[4].ip = None;
            rows[4].hash = hash(&rows[4]).unwrap().to_vec();
        });
        assert_eq!(rewritten, ["record 5 is not the one that the head was made of"]);
        assert_eq!(findings(|_, head| *head = None), ["the head is missing"]);
        assert_eq!(findings(|_, head| head.as_mut().unwrap().seal[7] ^= 1), [unsealed]);
    }

    #[test]
    fn findings_are_bounded() {
        let mut walk = Walk::new(Chain::SERVER);
        (0..1000).for_each(|n| walk.find(n));
        assert_eq!(walk.into_findings().len(), MOST);
    }
}
