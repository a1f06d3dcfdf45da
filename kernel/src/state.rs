//! Everything a request may need, made once at the start and shared: settings, seams, the database, the fence.

use std::sync::{Arc, Mutex};

use entity::{KeyId, SessionId, Timestamp};
use subtle::ConstantTimeEq;
use tokio::sync::Notify;

use crate::{
    audit::Seals,
    blob::Blobs,
    change::Changes,
    config::{Config, RootSecret},
    db::Db,
    error::Result,
    fence::Fence,
    limiter::{Limiter, Paces},
    outbox::Sender,
    post::Post,
    provider::{Issuers, Providers, Web},
    revocation::Revocations,
    seam::{
        Clock, Entropy, Http, Mail, Resolver, bytes,
        http::{Courier, Documents},
    },
    share::{LookUps, Shares, table},
    telemetry::metrics::Metrics,
    token::{Format, Hasher, Keyring, KeyringError, Sealer, Tokens},
    usage::{Counts, Usage},
    webauthn::RelyingParty,
};

/// What a test replaces: time, randomness, the post, other servers and where their names lead.
#[derive(Clone)]
pub struct Seams {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub mail: Arc<dyn Mail>,
    pub http: Arc<dyn Http>,
    pub resolver: Arc<dyn Resolver>,
}

/// The server's shared parts.
pub struct State {
    pub config: Config,
    pub db: Db,
    pub seams: Seams,
    pub fence: Fence,
    /// Begins all changes.
    pub changes: Changes,
    pub limiter: Limiter,
    pub hasher: Hasher,
    pub tokens: Tokens,
    pub sealer: Arc<Sealer>,
    pub relying_party: RelyingParty,
    pub audit_seals: Arc<Seals>,
    pub key_format: Format,
    /// Of keys that were made elsewhere and are imported.
    imported_formats: Vec<Format>,
    pub key_usage: Arc<Usage<KeyId>>,
    pub session_usage: Arc<Usage<SessionId>>,
    /// How often keys are used.
    pub use_counts: Arc<Counts>,
    /// How often device logins may be asked for.
    pub device_paces: Paces,
    pub look_ups: LookUps,
    pub post: Arc<Post>,
    /// Since when this node remembers.
    pub started_at: Timestamp,
    pub providers: Providers,
    /// Whose access tokens are believed.
    pub issuers: Issuers,
    pub blobs: Arc<Blobs>,
    pub uploads: Shares,
    pub downloads: Shares,
    /// Request bodies larger than most.
    pub large_bodies: Shares,
    pub webhooks: Sender,
    /// Those of agents' clients.
    pub documents: Documents,
    pub metrics: Arc<Metrics>,
    /// Work that goes on after an answer: mail, and taking away what is left of uploads. Shutting down waits for it.
    pub background: tokio_util::task::TaskTracker,
}

impl State {
    pub fn new(
        config: Config,
        db: Db,
        blobs: Blobs,
        seams: Seams,
        courier: Courier,
        metrics: Metrics,
    ) -> Result<Arc<Self>, KeyringError> {
        let metrics = Arc::new(metrics);
        let look_ups = LookUps::new(Arc::clone(&metrics));
        let previous = config.secret.previous.iter().map(RootSecret::bytes);
        let keyring = Keyring::new(config.secret.current.bytes(), previous)?;
        let audit_seals = Arc::new(Seals::new(&keyring)?);
        let queued = Arc::<Notify>::default();
        let (sealer, background) = (Arc::new(Sealer::new(&keyring)), tokio_util::task::TaskTracker::new());
        let post = Arc::new(Post {
            db: db.clone(),
            mail: Arc::clone(&seams.mail),
            sealer: Arc::clone(&sealer),
            templates: Arc::clone(&config.mail.templates),
            turns: Shares::new(&table::MAILS, Arc::clone(&metrics)),
            clock: Arc::clone(&seams.clock),
            entropy: Arc::clone(&seams.entropy),
            metrics: Arc::clone(&metrics),
            background: background.clone(),
            told: Mutex::default(),
        });
        let fence =
            Fence::new(db.clone(), look_ups.clone(), Arc::clone(&metrics), &seams.clock, seams.entropy.as_ref());
        let web = Web { http: Arc::clone(&seams.http), clock: Arc::clone(&seams.clock) };
        Ok(Arc::new(Self {
            changes: Changes {
                db: db.clone(),
                seals: Arc::clone(&audit_seals),
                voids: fence.voids(),
                queued: Arc::clone(&queued),
                post: Arc::clone(&post),
                revocations: Some(Revocations::at(Revocations::path(&config.database, &config.server.data_dir))),
                clock: Arc::clone(&seams.clock),
                entropy: Arc::clone(&seams.entropy),
            },
            fence,
            limiter: Limiter::new(db.clone(), Arc::clone(&seams.clock), config.limits, Arc::clone(&metrics)),
            hasher: Hasher::new(config.sign_in.argon2, Arc::clone(&metrics)),
            tokens: Tokens::new(&keyring, &config.server.base()),
            sealer,
            post,
            relying_party: RelyingParty::new(&config.server, &config.frontends, &config.mail.brand),
            audit_seals,
            imported_formats: config.keys.imported.iter().cloned().map(Format::of_import).collect(),
            key_format: Format::new(&config.keys.prefix, config.environment.key_word()),
            key_usage: Arc::default(),
            session_usage: Arc::default(),
            use_counts: Arc::default(),
            device_paces: Paces::default(),
            look_ups,
            started_at: seams.clock.now(),
            providers: Providers::new(&config, &web),
            issuers: Issuers::new(&config.trusted_issuers, &web),
            webhooks: Sender::new(courier, queued, &metrics),
            documents: Documents::default(),
            background,
            uploads: Shares::with_most(&table::UPLOADS, blobs.uploads_at_once(), Arc::clone(&metrics)),
            downloads: Shares::new(&table::DOWNLOADS, Arc::clone(&metrics)),
            large_bodies: Shares::new(&table::BODIES, Arc::clone(&metrics)),
            config,
            db,
            blobs: Arc::new(blobs),
            seams,
            metrics,
        }))
    }

    pub fn now(&self) -> Timestamp {
        self.seams.clock.now()
    }

    pub fn random<const N: usize>(&self) -> [u8; N] {
        bytes(self.seams.entropy.as_ref())
    }

    /// Takes the files of ended orgs away, after the answer; housekeeping goes on where that fails.
    pub fn clear_ended_orgs(&self) {
        let (blobs, db) = (Arc::clone(&self.blobs), self.db.clone());
        self.background.spawn(async move {
            if let Err(error) = blobs.clear_ended(&db).await {
                tracing::warn!(?error, "files of an org that ended could not be taken away; housekeeping will");
            }
        });
    }

    /// True if this could be a key: native, of a dialect, or made elsewhere. Only the database knows if it is one.
    pub fn is_key(&self, presented: &str) -> bool {
        self.key_format.recognises(presented)
            || self.config.dialects.recognise(presented)
            || self.imported_formats.iter().any(|format| format.recognises(presented))
    }

    /// The form of the keys of which this is shown; none for a key that nobody could use here.
    pub fn format_of(&self, shown: &str) -> Option<Format> {
        let of_dialects = || self.config.dialects.format_of(shown);
        let native = Some(&self.key_format);
        // A dialect's lead may look like a prefix that this server had once.
        let own = native.filter(|format| format.is_lead_of(shown));
        let imported = || self.imported_formats.iter().find(|format| format.is_shown(shown));
        own.or_else(of_dialects).or_else(|| native.filter(|format| format.is_shown(shown))).or_else(imported).cloned()
    }

    /// True if this is the operator's key. Compared by digest and in constant time.
    pub fn is_master_key(&self, presented: &str) -> bool {
        let presented = entity::Digest::of(presented.as_bytes());
        self.config.master_key.as_ref().is_some_and(|key| key.as_bytes().ct_eq(presented.as_bytes()).into())
    }
}
