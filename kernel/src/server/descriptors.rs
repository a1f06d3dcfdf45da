//! How many files the process may have open, and how many of those connections get. The rest is for files, the database
//! and requests to other servers: whoever connects most must not take those from everybody.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::share::table::{CONNECTIONS, DOWNLOADS, MAILS, UPLOADS, WEBHOOKS};

/// For the database, logs, listeners and what else is always open.
const ALWAYS: usize = 128;
/// Each of these holds a descriptor beside its connection's.
const RESERVE: usize = UPLOADS.most + DOWNLOADS.most + WEBHOOKS.most + MAILS.most + ALWAYS;

/// Raises the soft limit to the hard one, and says how many connections there may be at once.
pub fn connections() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = current == maximum || setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).is_ok();
    let most = below(if raised { maximum } else { current });
    if most < CONNECTIONS.most {
        tracing::warn!(
            connections = most,
            descriptors = ?maximum,
            "fewer connections at once than usual: the limit of open files is low (LimitNOFILE, ulimit -Hn)"
        );
    }
    most
}

/// Less the reserve; where that would leave connections less than half, half.
fn below(descriptors: Option<u64>) -> usize {
    let descriptors = descriptors.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    descriptors.saturating_sub(RESERVE).max(descriptors / 2).clamp(1, CONNECTIONS.most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        assert_eq!(below(None), CONNECTIONS.most);
        assert_eq!(below(Some(1_048_576)), CONNECTIONS.most);
        assert_eq!(below(Some(4_096)), 4_096 - RESERVE);
        assert_eq!(below(Some(1_024)), 512);
        assert_eq!(below(Some(0)), 1);
    }
}
