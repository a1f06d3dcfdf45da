//! All that is around the node that is watched: the database, the change and who waits for it, other nodes; and the steps
//! in which it changes. Which of them are possible, and what they do, is the protocol's.

use crate::{NODES, node::Watched};

/// The row of the watched node.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub struct Row {
    pub acknowledged: bool,
    /// Ticks since somebody saw it as it is.
    pub seen: Option<u8>,
}

/// Somebody who answers only when no node answers from an older picture.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Waiter {
    Idle,
    /// For so many ticks.
    Waiting(u8),
    Answered,
}

/// Who answers: the change itself, or, because that crashed before it could, somebody who asks for the same again and
/// finds that it is so already. How long one of them waits is nothing to the other, so they are looked at one by one.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Answers {
    Change,
    Again,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub struct World {
    pub committed: bool,
    pub waiter: Waiter,
    pub row: Option<Row>,
    /// The rows of the other nodes, true where one has acknowledged. They acknowledge whenever they like and are struck
    /// out whenever somebody likes, because that only ends the wait sooner. In order, because which is which is all
    /// one.
    pub others: [Option<bool>; NODES - 1],
    /// True if the watched node has applied the change.
    pub applied: bool,
    pub watched: Watched,
    /// A request that began after an answer was let in.
    pub stale: bool,
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Step {
    Tick {
        missed: bool,
    },
    Commit,
    /// Node 0 tells its own memory what it has committed, and from then on waits.
    StampOwn,
    AskAgain,
    Answer,
    Hear,
    Acknowledge,
    AskForLease,
    CommitLease,
    ReadLog,
    TakeLease,
    /// Somebody looks at the watched node's row; strikes it out.
    See,
    Strike,
    Crash,
    OtherRenews(usize),
    OtherAcknowledges(usize),
    OtherIsStruck(usize),
    BeginLoading,
    Draw,
    Remember,
    BeginCheck,
    Look,
}
