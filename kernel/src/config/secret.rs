//! The root secret, from which the keys for sealing and signing derive (`token::keyring`).

use std::{fmt, path::Path};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use zeroize::Zeroizing;

use super::{
    ConfigError, ConfigErrors, Environment, secret_file,
    source::{Given, Setting, Sources},
    strength::is_weak,
};
use crate::seam::SystemEntropy;

const SECRET: Setting = Setting::one("ALMOND_SECRET")
    .secret()
    .about("made and kept in development", "root secret, at least 32 bytes in base64; required in production");
const SECRET_PREVIOUS: Setting = Setting::list("ALMOND_SECRET_PREVIOUS")
    .secret()
    .about("", "comma list of earlier ones, for opening and verifying only");
pub(super) const SETTINGS: &[Setting] = &[SECRET, SECRET_PREVIOUS];

/// The least bytes of a root secret.
const SHORTEST: usize = 32;
const EXPECTED: &str = "base64 of at least 32 random bytes, such as `openssl rand -base64 32` prints";

/// A root secret's bytes, at least 32; wiped when dropped, never printed.
pub struct RootSecret(Zeroizing<Vec<u8>>);

impl RootSecret {
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// From base64, standard or URL-safe, padded or not; `None` if it is something else, or too short.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let standard = Zeroizing::new(text.trim().replace('-', "+").replace('_', "/"));
        let bytes = Zeroizing::new(GeneralPurpose::new(&STANDARD, config).decode(standard.as_bytes()).ok()?);
        (bytes.len() >= SHORTEST).then_some(Self(bytes))
    }

    /// The placeholder in somebody's example, not a secret.
    fn is_one_byte_repeated(&self) -> bool {
        self.0.windows(2).all(|pair| pair[0] == pair[1])
    }
}

impl fmt::Debug for RootSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RootSecret(..)")
    }
}

#[derive(Debug)]
pub struct Secret {
    /// `ALMOND_SECRET`: base64 of at least 32 random bytes. Required in production; in development made once and kept
    /// in `secret` in the data directory.
    pub current: RootSecret,
    /// `ALMOND_SECRET_PREVIOUS`: a comma list of former secrets, which open and verify what was made with them and
    /// make nothing new.
    pub previous: Vec<RootSecret>,
}

/// The secrets that were given.
pub(super) struct GivenSecret {
    current: Option<RootSecret>,
    previous: Vec<RootSecret>,
}

impl GivenSecret {
    /// Development's own secret, made now if there is none, where none was given.
    ///
    /// # Errors
    /// Names the data directory, or what is kept there.
    pub(super) fn or_own(self, data_dir: &Path) -> Result<Secret, ConfigErrors> {
        let current = match self.current {
            Some(current) => current,
            None => secret_file::load_or_make(data_dir, &SystemEntropy)?,
        };
        Ok(Secret { current, previous: self.previous })
    }

    /// Refuses to go on without a secret, given or kept.
    pub(super) fn must_exist(&self, sources: &Sources, data_dir: &Path) -> Result<(), ConfigError> {
        let kept = data_dir.join("secret");
        if self.current.is_some() || kept.exists() {
            return Ok(());
        }
        let kept = std::path::absolute(&kept).unwrap_or(kept);
        let problem = format!(
            "must be the one that the backup was sealed with; or put the file `secret` of that data directory at {}",
            kept.display()
        );
        Err(ConfigError::new(sources.name(&SECRET), problem))
    }
}

pub(super) fn read(sources: &Sources, environment: Environment) -> GivenSecret {
    let decode = |given: &Given, text: &str| RootSecret::decode(text).ok_or_else(|| given.wrong_secret(EXPECTED));
    let current = sources.read_given(&SECRET, |given| {
        let secret = decode(given, &given.text)?;
        if is_weak(secret.bytes()) {
            let expected = "random in production, such as `openssl rand -base64 32` prints, not the same over and over";
            sources.findings.not_safe(environment, given.wrong_secret(expected));
        }
        Ok(secret)
    });
    if environment.is_production() && sources.get(&SECRET).is_none() {
        sources.missing(&SECRET, format!("must be set in production: {EXPECTED}"));
    }
    let previous = sources.read_or(&SECRET_PREVIOUS, Vec::new(), |given| {
        // One that is merely weak has to be taken, or it could never be given up.
        let previous = |text: &str| match decode(given, text)? {
            secret if environment.is_production() && secret.is_one_byte_repeated() => {
                Err(given.wrong_secret("random in production, not one byte repeated"))
            }
            secret => Ok(secret),
        };
        given.items().map(previous).collect()
    });
    GivenSecret { current, previous }
}
