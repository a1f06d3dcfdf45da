//! How often waiting programs may ask, in memory: a question that comes too early costs the database nothing, however
//! often it is asked. Bounded, and for one node; the database keeps the interval, written down once in a while, and says
//! what memory has forgotten. What a code is exchanged for is never decided here.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use entity::{
    DeviceLoginId, Digest, Timestamp,
    device_login::{self, Question},
};
use moka::sync::Cache;

/// How long a code lives, decided or not.
pub const LIFETIME: Duration = Duration::from_secs(600);
/// By how much the interval grows with each question that comes too early (RFC 8628, 3.5), and to what at most.
const SLOWER: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(300);
/// How much too early is in time: the question before may have been held up on its way.
pub const GRACE: Duration = Duration::from_millis(500);
/// How often at most a login's longer interval is written down.
const WRITING: Duration = Duration::from_secs(1);
/// How many logins, and how many codes of none, are remembered.
const KEPT: u64 = 16_384;

/// What is remembered of logins that wait, and which codes are no login's.
pub struct Paces {
    waiting: Cache<Digest, Arc<Mutex<Pace>>>,
    unknown: Cache<Digest, ()>,
}

struct Pace {
    id: DeviceLoginId,
    client_id: Option<String>,
    expires_at: Timestamp,
    interval: Duration,
    status_asked_at: Option<Timestamp>,
    key_asked_at: Option<Timestamp>,
    /// The interval that the database has, and since when.
    written: (Duration, Option<Timestamp>),
}

/// A question that came too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooEarly {
    /// How far apart questions are to be from now on.
    pub interval: Duration,
    /// The login whose interval is to be written down now.
    pub unwritten: Option<DeviceLoginId>,
}

impl Default for Paces {
    fn default() -> Self {
        Self {
            waiting: Cache::builder().max_capacity(KEPT).time_to_live(LIFETIME).build(),
            unknown: Cache::builder().max_capacity(KEPT).time_to_live(LIFETIME).build(),
        }
    }
}

impl Paces {
    /// What memory says of a question; `None` when the database is to be asked.
    pub fn too_early(
        &self,
        digest: Digest,
        client_id: Option<&str>,
        question: Question,
        now: Timestamp,
    ) -> Option<TooEarly> {
        let pace = self.waiting.get(&digest)?;
        let mut pace = pace.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = pace.client_id.as_deref() == client_id && now < pace.expires_at;
        (is_same && pace.is_early(question, now)).then(|| pace.slow_down(now))
    }

    /// The database has taken a question that came in time.
    pub fn asked(&self, login: &device_login::Model, question: Question, now: Timestamp) {
        let pace = self.of(login);
        let mut pace = pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.learn(login);
        *pace.asked_at(question) = Some(now);
    }

    /// The database has found a question too early that memory knew nothing of.
    pub fn found_early(&self, login: &device_login::Model, question: Question, now: Timestamp) -> TooEarly {
        let pace = self.of(login);
        let mut pace = pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.learn(login);
        if !pace.is_early(question, now) {
            // Another node has taken the question before, since the login was read.
            *pace.asked_at(question) = Some(now);
        }
        pace.slow_down(now)
    }

    /// Somebody has decided: whoever asks is to be told at once.
    pub fn forget(&self, digest: &Digest) {
        self.waiting.invalidate(digest);
    }

    /// There is no login with this code. Codes are drawn at random, so there never will be.
    pub fn note_unknown(&self, digest: Digest) {
        self.unknown.insert(digest, ());
    }

    pub fn is_unknown(&self, digest: &Digest) -> bool {
        self.unknown.contains_key(digest)
    }

    fn of(&self, login: &device_login::Model) -> Arc<Mutex<Pace>> {
        self.waiting.get_with(login.device_digest, || Arc::new(Mutex::new(Pace::of(login))))
    }
}

impl Pace {
    fn of(login: &device_login::Model) -> Self {
        let interval = interval(login);
        Self {
            id: login.id,
            client_id: login.client_id.clone(),
            expires_at: login.expires_at,
            interval,
            status_asked_at: login.status_asked_at,
            key_asked_at: login.key_asked_at,
            written: (interval, None),
        }
    }

    /// Other nodes may have been asked too.
    fn learn(&mut self, login: &device_login::Model) {
        self.interval = self.interval.max(interval(login));
        self.written.0 = self.written.0.max(interval(login));
        self.status_asked_at = self.status_asked_at.max(login.status_asked_at);
        self.key_asked_at = self.key_asked_at.max(login.key_asked_at);
    }

    const fn asked_at(&mut self, question: Question) -> &mut Option<Timestamp> {
        match question {
            Question::Status => &mut self.status_asked_at,
            Question::Key => &mut self.key_asked_at,
        }
    }

    fn is_early(&mut self, question: Question, now: Timestamp) -> bool {
        let interval = self.interval;
        self.asked_at(question).is_some_and(|asked_at| asked_at.plus(interval) > now.plus(GRACE))
    }

    fn slow_down(&mut self, now: Timestamp) -> TooEarly {
        self.interval = (self.interval + SLOWER).min(LONGEST.max(self.interval));
        let (written, at) = self.written;
        let is_due = self.interval > written && at.is_none_or(|at| at.plus(WRITING) <= now);
        if is_due {
            self.written = (self.interval, Some(now));
        }
        TooEarly { interval: self.interval, unwritten: is_due.then_some(self.id) }
    }
}

fn interval(login: &device_login::Model) -> Duration {
    Duration::from_millis(u64::try_from(login.interval_ms).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use entity::{DeviceStatus, ScopeSet};

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_780_315_200_000);

    fn login() -> device_login::Model {
        device_login::Model {
            id: DeviceLoginId::new(NOW, [7; 10]),
            device_digest: Digest::of(b"a code"),
            user_code: "BCDFGHJKLMNP".to_owned(),
            client_name: None,
            client_id: None,
            scopes: ScopeSet::EMPTY,
            ip: None,
            status: DeviceStatus::Pending,
            user_id: None,
            org_id: None,
            session_id: None,
            decided_at: None,
            interval_ms: 5000,
            status_asked_at: None,
            key_asked_at: None,
            created_at: NOW,
            expires_at: NOW.plus(LIFETIME),
        }
    }

    fn at(millis: u64) -> Timestamp {
        NOW.plus(Duration::from_millis(millis))
    }

    #[test]
    fn the_interval_grows_by_five_seconds_to_300_and_is_written_once_a_second() {
        let (paces, login) = (Paces::default(), login());
        let ask = |millis| paces.too_early(login.device_digest, None, Question::Key, at(millis));
        assert_eq!(ask(0), None, "memory knows nothing of it");
        paces.asked(&login, Question::Key, NOW);
        let (mut intervals, mut writes) = (Vec::new(), 0);
        for number in 0..1000 {
            let early = ask(number).unwrap();
            intervals.push(early.interval.as_secs());
            writes += u32::from(early.unwritten.is_some());
        }
        assert_eq!(intervals[..3], [10, 15, 20]);
        assert_eq!((intervals[58], intervals[999]), (300, 300));
        assert_eq!(writes, 1);
        assert!(ask(1000).unwrap().unwritten.is_some(), "what had grown since is written");
        assert_eq!(ask(2000).unwrap().unwritten, None, "and there is no more to change");
        assert!(ask(299_499).is_some());
        assert_eq!(ask(299_500), None, "half a second early is in time");
    }

    #[test]
    fn memory_speaks_for_the_same_client_question_and_lifetime_alone() {
        let (paces, login) = (Paces::default(), login());
        paces.asked(&login, Question::Key, NOW);
        let ask = |client, question, now| paces.too_early(login.device_digest, client, question, now);
        assert_eq!(ask(Some("another"), Question::Key, NOW), None);
        assert_eq!(ask(None, Question::Status, NOW), None);
        for number in 0..100 {
            assert!(ask(None, Question::Key, at(number)).is_some());
        }
        paces.asked(&login, Question::Key, at(599_000));
        assert!(ask(None, Question::Key, at(599_999)).is_some());
        assert_eq!(ask(None, Question::Key, at(600_000)), None, "it has expired");
        paces.forget(&login.device_digest);
        assert_eq!(ask(None, Question::Key, at(599_000)), None);
    }

    #[test]
    fn what_other_nodes_were_asked_counts_once_it_is_read() {
        let (paces, mut login) = (Paces::default(), login());
        login.interval_ms = 20_000;
        assert_eq!(paces.found_early(&login, Question::Status, NOW).interval, Duration::from_secs(25));
        assert!(paces.too_early(login.device_digest, None, Question::Status, at(24_000)).is_some());
    }
}
