//! What has become of an agent's session.

use super::word::words;

words!(
    /// One that ended may be opened again.
    AgentSessionStatus: "status" {
        Open = "open",
        Ended = "ended",
    }
);
