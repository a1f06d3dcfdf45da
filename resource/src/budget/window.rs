//! The windows that a budget counts in: minutes and days of UTC, whole ones. Pure.

use std::time::Duration;

use entity::{
    Timestamp,
    budget::{Model, Windows},
};

/// What a limit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    Minute,
    Day,
}

impl Window {
    const fn length(self) -> Duration {
        match self {
            Self::Minute => Duration::from_secs(60),
            Self::Day => Duration::from_secs(24 * 3600),
        }
    }

    /// When the one began that `now` is in.
    fn began(self, now: Timestamp) -> Timestamp {
        let length = i64::try_from(self.length().as_millis()).unwrap_or(i64::MAX);
        Timestamp::from_millis(now.millis() - now.millis() % length)
    }

    fn limit(self, budget: &Model) -> Option<i64> {
        match self {
            Self::Minute => budget.tpm_limit,
            Self::Day => budget.daily_token_limit,
        }
    }

    /// How a budget stands in the window that `now` is in. One that another node has begun already, by its clock, counts.
    pub fn standing(self, budget: &Model, now: Timestamp) -> Standing {
        let (at, tokens) = match self {
            Self::Minute => (budget.minute_at, budget.minute_tokens),
            Self::Day => (budget.day_at, budget.day_tokens),
        };
        let began = self.began(now);
        let spent = if at < began { 0 } else { tokens };
        Standing { limit: self.limit(budget), spent, resets_at: at.max(began).plus(self.length()) }
    }
}

/// How much of a window's tokens are spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub limit: Option<i64>,
    pub spent: i64,
    pub resets_at: Timestamp,
}

impl Standing {
    /// `None`: any number. Nothing where a limit was lowered below what was spent.
    pub fn remaining(self) -> Option<i64> {
        self.limit.map(|limit| (limit - self.spent).max(0))
    }

    fn allows(self, tokens: i64) -> bool {
        self.limit.is_none_or(|limit| self.spent + tokens <= limit)
    }
}

/// The windows that `now` is in.
pub fn windows(now: Timestamp) -> Windows {
    Windows { minute_at: Window::Minute.began(now), day_at: Window::Day.began(now) }
}

/// The window that has not this many tokens left, the one that lasts longest.
pub fn exceeded(budget: &Model, tokens: i64, now: Timestamp) -> Option<Window> {
    [Window::Day, Window::Minute].into_iter().find(|window| !window.standing(budget, now).allows(tokens))
}

#[cfg(test)]
mod tests {
    use entity::{OrgId, WorkspaceId};
    use uuid::Uuid;

    use super::*;

    /// 2026-06-01T12:00:30Z
    const NOW: Timestamp = Timestamp::from_millis(1_780_315_230_000);
    const MINUTE: Timestamp = Timestamp::from_millis(1_780_315_200_000);
    const DAY: Timestamp = Timestamp::from_millis(1_780_272_000_000);

    fn budget() -> Model {
        Model {
            workspace_id: WorkspaceId::from(Uuid::nil()),
            org_id: OrgId::from(Uuid::nil()),
            tpm_limit: Some(100),
            daily_token_limit: Some(1000),
            minute_at: MINUTE,
            minute_tokens: 40,
            day_at: DAY,
            day_tokens: 900,
            created_at: NOW,
            updated_at: NOW,
        }
    }

    #[test]
    fn windows_are_whole_minutes_and_days_of_utc() {
        assert_eq!(windows(NOW), Windows { minute_at: MINUTE, day_at: DAY });
        assert_eq!(windows(MINUTE), Windows { minute_at: MINUTE, day_at: DAY });
        let [minute, day] = [Window::Minute, Window::Day].map(|window| window.standing(&budget(), NOW));
        assert_eq!(
            (minute.spent, minute.remaining(), minute.resets_at),
            (40, Some(60), MINUTE.plus(Duration::from_secs(60)))
        );
        assert_eq!(
            (day.spent, day.remaining(), day.resets_at),
            (900, Some(100), DAY.plus(Duration::from_secs(86_400)))
        );
    }

    #[test]
    fn the_longer_window_is_named_where_both_have_too_little() {
        for (tokens, expected) in [(0, None), (60, None), (61, Some(Window::Minute)), (101, Some(Window::Day))] {
            assert_eq!(exceeded(&budget(), tokens, NOW), expected, "{tokens}");
        }
    }

    #[test]
    fn a_window_that_is_over_counts_no_more_and_one_that_another_node_began_does() {
        let next = MINUTE.plus(Duration::from_secs(60));
        assert_eq!(Window::Minute.standing(&budget(), next).spent, 0);
        let ahead = Model { minute_at: next, ..budget() };
        let standing = Window::Minute.standing(&ahead, NOW);
        assert_eq!((standing.spent, standing.resets_at), (40, next.plus(Duration::from_secs(60))));
    }

    #[test]
    fn a_limit_that_was_lowered_leaves_nothing_and_no_limit_leaves_anything() {
        let lowered = Model { tpm_limit: Some(10), daily_token_limit: None, ..budget() };
        assert_eq!(Window::Minute.standing(&lowered, NOW).remaining(), Some(0));
        assert_eq!(Window::Day.standing(&lowered, NOW).remaining(), None);
        assert_eq!(exceeded(&lowered, i64::from(u32::MAX), NOW), Some(Window::Minute));
    }
}
