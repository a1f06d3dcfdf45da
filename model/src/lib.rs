//! The fence's protocol as a model for the `stateright` checker, which walks every order in which its steps can happen:
//! three nodes on one database, one key, one revocation. `docs/operating/scale.md` tells the protocol, `kernel/src/fence/cluster` is
//! the program that keeps to it; `tests` has what is proved, and which rule is needed for what.
//!
//! A pause is a node that takes no step while time goes on; a lost announcement is one that is never heard. Both need
//! no step of their own: the checker also walks the orders in which the next step comes late or never.

pub mod node;
pub mod protocol;
pub mod world;

#[cfg(test)]
mod tests;

/// Ticks of a lease.
pub const LEASE: u8 = 2;
/// Ticks that the slowest clock may lose within a lease.
pub const DRIFT: u8 = 1;
/// Node 0 makes the change.
pub const NODES: usize = 3;

/// The rules of the protocol; a test leaves one out.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Memory answers only under a lease that is good.
    pub lease_check: bool,
    /// A picture whose loading began before the change was applied is never used.
    pub generation_check: bool,
    /// A change is answered once every node has acknowledged it or had its lease run out.
    pub wait: bool,
    /// A node that doesn't acknowledge is waited for no longer than a lease.
    pub deadline: bool,
    /// What has changed is read after the renewal is committed, not in the same statement.
    pub read_after_renewal: bool,
    /// A lease counts from before it was asked for, not from the answer.
    pub count_from_before: bool,
    /// By how much the wait is longer than a lease.
    pub margin: u8,
    /// A node is struck out only when it has not renewed for longer than a lease.
    pub strike_late: bool,
}

impl Rules {
    pub const ALL: Self = Self {
        lease_check: true,
        generation_check: true,
        wait: true,
        deadline: true,
        read_after_renewal: true,
        count_from_before: true,
        margin: DRIFT,
        strike_late: true,
    };

    /// From a change's commit to the end of the wait for nodes that say nothing.
    pub const fn longest_wait(&self) -> u8 {
        LEASE + self.margin
    }
}
