//! What a credential resolves to, and the catalogue of models, kept in memory, and why answering from it is safe.
//!
//! Every picture in memory carries the sequence number at which its loading began. A change first commits its rows,
//! then takes the next number and stamps it on everything it touched (a key, a session, a user, an org, the models), and
//! only then is answered. A picture older than a stamp on any of its parts is never used again, not even one whose loading
//! was under way when the stamp was set: that is the generation check. On a database that other processes change too,
//! `cluster` sees to it that each node stamps what the others change, and that memory answers only while it surely has.

mod catalogue;
mod cluster;
mod kept;
mod known;
mod picture;
mod stamps;
mod voids;

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use catalogue::Catalogue;
use cluster::Cluster;
pub use cluster::Seen;
use entity::{Digest, SessionId};
use kept::Kept;
use known::Says;
use moka::sync::Cache;
pub use picture::{DeadKey, KeyPicture, LastUse, Looked, MemberPicture, SessionPicture, load_member as member};
use sea_orm::sqlx::PgPool;
use stamps::Stamps;
pub use stamps::Tag;
use tokio_util::sync::CancellationToken;
pub use voids::Voids;

use crate::{
    db::Db,
    error::{Error, Result},
    seam::{Clock, Entropy},
    share::LookUps,
    telemetry::metrics::{KeyCheck, Metrics},
};

/// How many keys and sessions are kept; the least used go first.
const KEPT: u64 = 250_000;
/// How many digests of unknown keys are kept, apart from the good ones so that garbage can't drive those out.
const UNKNOWN_KEPT: u64 = 10_000;
/// How long a start waits for the other nodes.
const JOINING: Duration = Duration::from_secs(2);
/// How long a start waits until it knows which keys there are: a second or so for a million.
const KNOWING: Duration = Duration::from_secs(5);
/// How soon the keys there are are read again where that failed.
const READING: Duration = Duration::from_millis(500);
/// How long an unused picture stays.
const IDLE: Duration = Duration::from_secs(3600);

/// What memory has to say about a key.
enum InMemory {
    Live(Arc<KeyPicture>),
    /// There is none, or it is dead.
    Gone(Option<DeadKey>),
    /// There is one, that isn't in memory.
    ToLoad,
    /// Only the database knows.
    Unsure,
}

/// The pictures in memory and the stamps that void them.
pub struct Fence {
    db: Db,
    voids: Voids,
    keys: Kept<Digest, KeyPicture>,
    /// Digests of what is no live key, as of when, and which key it is that is dead.
    unknown: Cache<Digest, (u64, Option<DeadKey>)>,
    sessions: Cache<SessionId, Arc<SessionPicture>>,
    catalogue: Catalogue,
    look_ups: LookUps,
    metrics: Arc<Metrics>,
}

impl Fence {
    pub fn new(
        db: Db,
        look_ups: LookUps,
        metrics: Arc<Metrics>,
        clock: &Arc<dyn Clock>,
        entropy: &dyn Entropy,
    ) -> Self {
        let stamps = Arc::new(Stamps::default());
        let join = |pool: &PgPool| {
            Cluster::new(pool.clone(), Arc::clone(clock), entropy, Arc::clone(&stamps), Arc::clone(&metrics))
        };
        let cluster = db.postgres().map(join).map(Arc::new);
        Self {
            db,
            voids: Voids { stamps, cluster },
            keys: Kept::new(KEPT, IDLE),
            unknown: Cache::builder().max_capacity(UNKNOWN_KEPT).time_to_idle(IDLE).build(),
            sessions: Cache::builder().max_capacity(KEPT).time_to_idle(IDLE).build(),
            catalogue: Catalogue::default(),
            look_ups,
            metrics,
        }
    }

    /// What changes void pictures by.
    pub fn voids(&self) -> Voids {
        self.voids.clone()
    }

    /// Tells every node of a key that was written by other means than a change begun here.
    pub async fn made_elsewhere(&self, digest: Digest) -> Result<()> {
        let (transaction, touched) = (self.db.begin().await?, [Tag::Digest(digest)]);
        let number = self.voids.number(&transaction, &touched).await?;
        transaction.commit().await?;
        self.voids.stamp(&touched);
        self.voids.wait(number).await;
        Ok(())
    }

    /// Is one of the nodes on its database until `stop`; without this, a process there asks the database every time.
    pub async fn keep(&self, name: &str, stop: &CancellationToken) {
        let node = async {
            if let Some(cluster) = &self.voids.cluster {
                cluster.keep(name, stop).await;
            }
        };
        let known = async {
            tokio::select! {
                () = self.keep_known() => {}
                () = stop.cancelled() => {}
            }
        };
        tokio::join!(node, known);
    }

    /// Knows which keys there are, and reads them again whenever it may have missed some.
    async fn keep_known(&self) {
        loop {
            match self.voids.stamps.known.read(self.db.read()).await {
                Ok(true) => self.voids.stamps.known.voided().await,
                Ok(false) => {}
                Err(error) => {
                    tracing::debug!(%error, "can't read which keys there are");
                    tokio::time::sleep(READING).await;
                }
            }
        }
    }

    /// Returns when this process has become a node, or soon, if it can't: then it asks the database until it has. A node
    /// also knows which keys there are, or soon will: those who come meanwhile wait for each other.
    pub async fn joined(&self) {
        let began = Instant::now();
        let waits = || {
            let waited = began.elapsed();
            waited < JOINING && !self.remembers() || waited < KNOWING && !self.voids.stamps.known.is_read()
        };
        while waits() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// True if memory may answer now. To be asked before it is looked at.
    pub fn remembers(&self) -> bool {
        self.voids.cluster.as_ref().is_none_or(|cluster| cluster.may_remember())
    }

    /// Returns when no node is answered from a picture older than what is committed now. For an answer that there is
    /// nothing left to change: whoever changed it may still be waiting for that.
    pub async fn settle(&self) -> Result<()> {
        let Some(cluster) = &self.voids.cluster else { return Ok(()) };
        cluster.settle().await.map_err(Error::unavailable)
    }

    /// The nodes of the database, oldest first; none on SQLite.
    pub async fn nodes(&self) -> Result<Vec<Seen>> {
        let Some(cluster) = &self.voids.cluster else { return Ok(Vec::new()) };
        cluster.all().await.map_err(Error::unavailable)
    }

    /// How long ago this node made sure that it knew what other nodes have changed; `None` where there are no others, or
    /// while it can't and asks the database every time.
    pub fn lag(&self) -> Option<Duration> {
        self.voids.cluster.as_ref().and_then(|cluster| cluster.lag())
    }

    /// Deletes what no other node needs any more of what has been changed.
    pub async fn forget_old(&self) -> Result<()> {
        let Some(cluster) = &self.voids.cluster else { return Ok(()) };
        cluster.forget_old().await.map_err(Error::unavailable)
    }

    /// The key with this digest, live if it is not revoked, its user an enabled member of its org. Expiry is the caller's to
    /// check, at the time of use. A key that nobody ever made costs the database nothing; where it can't be told, those who
    /// ask from one address wait for each other.
    pub async fn key(&self, digest: Digest, address: IpAddr) -> Result<Looked> {
        match self.key_in_memory(&digest) {
            InMemory::Live(picture) => Ok(Looked::Live(picture)),
            InMemory::Gone(key) => Ok(gone(key)),
            // Boxed, because this is rare and large: every request would make room for it otherwise.
            InMemory::ToLoad => Box::pin(self.load_key(digest)).await,
            InMemory::Unsure => Box::pin(self.load_in_turn(digest, address)).await,
        }
    }

    /// True if it is sure that nobody ever made a key with this digest.
    pub fn never_was(&self, digest: &Digest) -> bool {
        self.remembers() && self.voids.stamps.known.says(digest) == Says::Unknown
    }

    fn key_in_memory(&self, digest: &Digest) -> InMemory {
        let remembers = self.remembers();
        if remembers
            && let Some(picture) =
                self.keys.get(digest).filter(|picture| self.voids.stamps.allow(picture.as_of, &picture.tags()))
        {
            self.metrics.key_checked(KeyCheck::Memory);
            return InMemory::Live(picture);
        }
        let says = self.voids.stamps.known.says(digest);
        let is_remembered = |(as_of, key): &(u64, Option<DeadKey>)| {
            let allow = |tags: &[Tag]| self.voids.stamps.allow(*as_of, tags);
            allow(&[Tag::Digest(*digest)]) && key.is_none_or(|key| allow(&key.tags()))
        };
        let gone = match says {
            Says::Unknown => Some(None),
            _ => self.unknown.get(digest).filter(is_remembered).map(|(_, key)| key),
        };
        if let Some(key) = gone.filter(|_| remembers) {
            self.metrics.key_checked(KeyCheck::Refused);
            return InMemory::Gone(key);
        }
        // One that was there is no garbage, also while memory may not answer.
        if says == Says::Known { InMemory::ToLoad } else { InMemory::Unsure }
    }

    async fn load_in_turn(&self, digest: Digest, address: IpAddr) -> Result<Looked> {
        let _turn = self.look_ups.turn(address).await?;
        // While this waited, it may have been loaded for somebody else.
        match self.key_in_memory(&digest) {
            InMemory::Live(picture) => Ok(Looked::Live(picture)),
            InMemory::Gone(key) => Ok(gone(key)),
            InMemory::ToLoad | InMemory::Unsure => self.load_key(digest).await,
        }
    }

    /// Says that the key with this digest is in use: once in a while is enough.
    pub fn key_used(&self, digest: &Digest) {
        self.keys.used(digest);
    }

    async fn load_key(&self, digest: Digest) -> Result<Looked> {
        let as_of = self.voids.stamps.sequence();
        let loaded = picture::load_key(self.db.read(), digest, as_of).await?;
        let is_live = matches!(loaded, Looked::Live(_));
        self.metrics.key_checked(if is_live { KeyCheck::Database } else { KeyCheck::Refused });
        if self.remembers() {
            match &loaded {
                Looked::Live(picture) => self.keys.insert(digest, Arc::clone(picture)),
                Looked::Dead(key) => self.unknown.insert(digest, (as_of, Some(*key))),
                Looked::Nothing => self.unknown.insert(digest, (as_of, None)),
            }
        }
        Ok(loaded)
    }

    /// The session with this id, unless it has ended or its user is no longer an enabled member of its org.
    pub async fn session(&self, id: SessionId) -> Result<Option<Arc<SessionPicture>>> {
        if self.remembers()
            && let Some(picture) =
                self.sessions.get(&id).filter(|picture| self.voids.stamps.allow(picture.as_of, &picture.tags()))
        {
            return Ok(Some(picture));
        }
        Box::pin(self.load_session(id)).await
    }

    /// As `session`, but drawn anew if other nodes may know of later uses than a picture here.
    pub async fn session_anew(&self, id: SessionId) -> Result<Option<Arc<SessionPicture>>> {
        if self.voids.cluster.is_some() { Box::pin(self.load_session(id)).await } else { self.session(id).await }
    }

    async fn load_session(&self, id: SessionId) -> Result<Option<Arc<SessionPicture>>> {
        let as_of = self.voids.stamps.sequence();
        let loaded = picture::load_session(self.db.read(), id, as_of).await?.map(Arc::new);
        if let Some(picture) = loaded.as_ref().filter(|_| self.remembers()) {
            self.sessions.insert(id, Arc::clone(picture));
        }
        Ok(loaded)
    }
}

fn gone(key: Option<DeadKey>) -> Looked {
    key.map_or(Looked::Nothing, Looked::Dead)
}
