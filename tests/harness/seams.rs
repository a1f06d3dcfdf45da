//! A clock that stands still until told, randomness that can be foretold, a post that keeps what it is given, and names
//! that lead where they are told to.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use entity::Timestamp;
use kernel::seam::{
    Clock, Entropy, Letter, Mail, MailError, Message, Resolver, Resolving, Sending, SystemClock, SystemEntropy,
    SystemResolver,
};
use tokio::sync::watch;

/// Starts at 2026-06-01T12:00:00Z.
pub struct MockClock(AtomicI64);

impl Default for MockClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_780_315_200_000))
    }
}

impl Clock for MockClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// The time of a clock that all nodes share, on a machine that can be put to sleep by itself.
pub struct NodeClock {
    pub shared: Arc<MockClock>,
    slept: AtomicU64,
}

impl NodeClock {
    pub fn new(shared: Arc<MockClock>) -> Self {
        Self { shared, slept: AtomicU64::new(0) }
    }

    pub fn oversleep(&self, span: Duration) {
        self.slept.fetch_add(u64::try_from(span.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for NodeClock {
    fn now(&self) -> Timestamp {
        self.shared.now()
    }

    fn uptime(&self) -> Duration {
        SystemClock.uptime() + Duration::from_millis(self.slept.load(Ordering::SeqCst))
    }
}

impl MockClock {
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.millis(), Ordering::SeqCst);
    }

    pub fn advance(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

/// The system's randomness, but for draws that were foretold.
#[derive(Default)]
pub struct MockEntropy(Mutex<Vec<Vec<u8>>>);

impl MockEntropy {
    pub fn foretell(&self, bytes: &[u8]) {
        self.0.lock().unwrap().push(bytes.to_vec());
    }
}

impl Entropy for MockEntropy {
    fn fill(&self, out: &mut [u8]) {
        let mut foretold = self.0.lock().unwrap();
        match foretold.iter().position(|bytes| bytes.len() == out.len()) {
            Some(index) => out.copy_from_slice(&foretold.remove(index)),
            None => SystemEntropy.fill(out),
        }
    }
}

pub struct MemoryMail {
    taken: Mutex<Vec<Letter>>,
    trouble: Mutex<Option<fn() -> MailError>>,
    is_missing: AtomicBool,
    under_way: AtomicUsize,
    is_slow: watch::Sender<bool>,
}

impl Default for MemoryMail {
    fn default() -> Self {
        Self {
            taken: Mutex::default(),
            trouble: Mutex::default(),
            is_missing: AtomicBool::default(),
            under_way: AtomicUsize::new(0),
            is_slow: watch::Sender::new(false),
        }
    }
}

impl Mail for MemoryMail {
    fn send(&self, letter: Letter) -> Sending<'_> {
        Box::pin(async move {
            self.under_way.fetch_add(1, Ordering::SeqCst);
            self.is_slow.subscribe().wait_for(|is_slow| !is_slow).await.unwrap();
            self.under_way.fetch_sub(1, Ordering::SeqCst);
            let trouble = *self.trouble.lock().unwrap();
            match trouble {
                Some(trouble) => return Err(trouble()),
                None => self.taken.lock().unwrap().push(letter),
            }
            Ok(())
        })
    }

    fn is_set_up(&self) -> bool {
        !self.is_missing.load(Ordering::SeqCst)
    }
}

impl MemoryMail {
    /// Takes no message from now on, or all again.
    pub fn slow_down(&self, is_slow: bool) {
        self.is_slow.send_replace(is_slow);
    }

    pub fn under_way(&self) -> usize {
        self.under_way.load(Ordering::SeqCst)
    }

    /// Everything that was sent to an address, oldest first.
    pub fn to(&self, address: &str) -> Vec<Message> {
        self.letters(address).into_iter().map(|letter| letter.message).collect()
    }

    /// As `to`, as they travelled.
    pub fn letters(&self, address: &str) -> Vec<Letter> {
        self.taken.lock().unwrap().iter().filter(|letter| letter.message.to == address).cloned().collect()
    }

    /// Refuses every letter from now on for this reason, or none.
    pub fn refuse(&self, trouble: Option<fn() -> MailError>) {
        *self.trouble.lock().unwrap() = trouble;
    }

    /// Is no mail server at all from now on.
    pub fn go_missing(&self) {
        self.is_missing.store(true, Ordering::SeqCst);
    }
}

/// The system's, but for names that were told.
#[derive(Default)]
pub struct MockResolver(Mutex<HashMap<String, Vec<IpAddr>>>);

impl MockResolver {
    pub fn tell(&self, name: &str, addresses: &[&str]) {
        let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
        self.0.lock().unwrap().insert(name.to_owned(), addresses);
    }
}

impl Resolver for MockResolver {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        let told = self.0.lock().unwrap().get(name).cloned();
        match told {
            Some(addresses) => Box::pin(async { Ok(addresses) }),
            None => SystemResolver.resolve(name),
        }
    }
}
