//! What one node knows and does by itself: its lease, its memory of the key, and the check of a request.

use crate::{LEASE, Rules};

/// A lease on its way: how much of it is left by the node's clock, which goes on meanwhile.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Renewal {
    None,
    /// The node is about to ask. Holds what it has read of the log if it reads too early.
    Asked {
        left: u8,
        read: bool,
    },
    /// The database has committed it.
    Committed {
        left: u8,
        read: bool,
    },
    /// The node has been told whether the log has the change.
    Told {
        left: u8,
        read: bool,
    },
}

/// Drawing a picture of the key from the database.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Loading {
    None,
    /// Begun at this number of the node's own sequence.
    Begun(u8),
    /// The key was good when the database looked.
    Drawn(u8),
}

/// The node whose checks are watched. The others take part in the protocol; what they check changes nothing for anybody.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub struct Watched {
    pub lease: u8,
    /// Ticks since the clock last missed one.
    pub in_time: u8,
    pub renewal: Renewal,
    /// The number of the last thing that was applied, and the stamp that it left.
    pub sequence: u8,
    /// The picture in memory, by the number at which its loading began.
    pub memory: Option<u8>,
    pub loading: Loading,
    /// True if there is a request that began after the answer and found the lease good.
    pub check: bool,
}

impl Watched {
    pub const NEW: Self = Self {
        lease: 0,
        in_time: LEASE,
        renewal: Renewal::None,
        sequence: 0,
        memory: None,
        loading: Loading::None,
        check: false,
    };

    /// Applies something: all pictures whose loading has begun by now are void.
    pub fn stamp(&mut self, rules: Rules) {
        if rules.generation_check {
            self.sequence += 1;
        } else {
            self.memory = None;
        }
        self.tidy();
    }

    /// True if the picture in memory is one that may be used.
    pub fn remembers(&self) -> bool {
        self.memory.is_some_and(|loaded_at| loaded_at >= self.sequence)
    }

    /// Forgets what makes no difference any more, so that the checker doesn't take it for another state.
    pub fn tidy(&mut self) {
        if !self.remembers() {
            self.memory = None;
        }
        if let Loading::Begun(at) | Loading::Drawn(at) = self.loading
            && at < self.sequence
        {
            self.loading = Loading::None;
        }
        // Only the difference between numbers counts, and everything older than the stamp is gone now.
        self.memory = self.memory.map(|number| number - self.sequence);
        match &mut self.loading {
            Loading::Begun(at) | Loading::Drawn(at) => *at -= self.sequence,
            Loading::None => {}
        }
        self.sequence = 0;
    }

    /// A tick of time, which the node's clock may miss once in a lease.
    pub fn tick(&mut self, missed: bool) {
        self.in_time = if missed { 0 } else { LEASE.min(self.in_time + 1) };
        if missed {
            return;
        }
        self.lease = self.lease.saturating_sub(1);
        match &mut self.renewal {
            Renewal::Asked { left, .. } | Renewal::Committed { left, .. } | Renewal::Told { left, .. } => {
                *left = left.saturating_sub(1);
            }
            Renewal::None => {}
        }
    }
}
