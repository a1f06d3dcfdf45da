//! Sessions end when nobody uses them. When each was last used is gathered in memory and written back every few seconds,
//! so what a row says may be a little behind; a session is never ended early for that, at most a little late.

use std::{sync::atomic::Ordering::Relaxed, time::Duration};

use entity::Timestamp;
use kernel::{fence::SessionPicture, state::State};

/// By how much a row may be behind: the interval of writing back, and the time a slow database takes.
pub const BEHIND: Duration = Duration::from_secs(30);

/// Notes a use of the session now, unless it has been idle for too long: then it is over, and stays so.
pub fn use_now(state: &State, picture: &SessionPicture, now: Timestamp) -> bool {
    let idle = state.config.session.idle;
    let seen = |at: Timestamp| now < at.plus(idle);
    let drawn = Timestamp::from_millis(picture.last_use.at.load(Relaxed));
    // What an earlier picture of the session was told may still wait to be written.
    let alive = seen(last_possible_use(state, drawn))
        || state.session_usage.unwritten(picture.id).is_some_and(|(at, _)| seen(at));
    if alive {
        state.session_usage.note(&picture.last_use, now, None);
    }
    alive
}

/// The last use there can have been, given one that is known. Other nodes' uses may not be written yet; a node's own of
/// earlier runs may have been lost with it.
fn last_possible_use(state: &State, known: Timestamp) -> Timestamp {
    let unknown = known.plus(BEHIND);
    if state.db.is_shared() { unknown } else { known.max(unknown.min(state.started_at)) }
}
