//! The keys that derive from the root secret (`ALMOND_SECRET`) by HKDF-SHA256 (RFC 5869), one for each purpose, so
//! that what was made for one purpose is worthless for another. Previous roots open and verify, and make nothing new.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Names a root secret in what was made with it; derived from it too, and tells nothing about it.
pub type KeyId = [u8; 4];
/// A derived key.
pub type Key = Zeroizing<[u8; 32]>;

/// What a derived key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// HMAC of session tokens.
    SessionToken,
    /// HMAC of the tokens of half a sign-in, that a second factor completes.
    MfaToken,
    /// Encryption of what is stored sealed.
    Sealing,
    /// HMAC of the `state` that goes to a provider and comes back.
    OauthState,
    /// HMAC of where the audit trail's chains end.
    AuditSeal,
}

impl Purpose {
    const ALL: [Self; 5] = [Self::SessionToken, Self::MfaToken, Self::Sealing, Self::OauthState, Self::AuditSeal];

    /// HKDF's `info`. Changing one of these ends everything made with it.
    const fn info(self) -> &'static [u8] {
        match self {
            Self::SessionToken => b"almond session token v1",
            Self::MfaToken => b"almond mfa token v1",
            Self::Sealing => b"almond sealing v1",
            Self::OauthState => b"almond oauth state v1",
            Self::AuditSeal => b"almond audit seal v1",
        }
    }
}

const KEY_ID_INFO: &[u8] = b"almond key id v1";

/// A root secret can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    #[error("a root secret must have at least 32 bytes")]
    TooShort,
    #[error("a key can't be derived from a root secret")]
    Derivation,
}

/// What derives from one root secret; the root itself is not kept.
struct Derived {
    id: KeyId,
    keys: [Key; Purpose::ALL.len()],
}

impl Derived {
    fn from_root(root: &[u8]) -> Result<Self, KeyringError> {
        if root.len() < 32 {
            return Err(KeyringError::TooShort);
        }
        let hkdf = Hkdf::<Sha256>::new(None, root);
        let expand = |info, out: &mut [u8]| hkdf.expand(info, out).map_err(|_| KeyringError::Derivation);
        let mut derived = Self { id: KeyId::default(), keys: Default::default() };
        expand(KEY_ID_INFO, &mut derived.id)?;
        for purpose in Purpose::ALL {
            expand(purpose.info(), derived.keys[purpose as usize].as_mut())?;
        }
        Ok(derived)
    }
}

/// The keys of the current root secret and of those before it.
pub struct Keyring {
    current: Derived,
    previous: Vec<Derived>,
}

impl Keyring {
    /// # Errors
    /// If a root has fewer than 32 bytes.
    pub fn new<'a>(current: &[u8], previous: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, KeyringError> {
        let previous = previous.into_iter().map(Derived::from_root).collect::<Result<_, _>>()?;
        Ok(Self { current: Derived::from_root(current)?, previous })
    }

    /// The key that new things are made with.
    pub fn current(&self, purpose: Purpose) -> (KeyId, &Key) {
        (self.current.id, &self.current.keys[purpose as usize])
    }

    /// Every key that may have made what is presented, the current one first.
    pub fn all(&self, purpose: Purpose) -> impl Iterator<Item = (KeyId, &Key)> {
        std::iter::once(&self.current).chain(&self.previous).map(move |d| (d.id, &d.keys[purpose as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_and_every_root_has_keys_of_its_own() {
        let ring = Keyring::new(&[1; 32], [[2; 40].as_slice()]).unwrap();
        let mut keys: Vec<_> = Purpose::ALL.iter().flat_map(|p| ring.all(*p).map(|(_, key)| **key)).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 2 * Purpose::ALL.len());
        assert!(keys.iter().all(|key| key != &[0; 32]));
    }

    #[test]
    fn the_same_root_gives_the_same_keys() {
        let ring = Keyring::new(&[1; 32], []).unwrap();
        let later = Keyring::new(&[2; 32], [[1; 32].as_slice()]).unwrap();
        assert_eq!(later.all(Purpose::Sealing).nth(1), Some(ring.current(Purpose::Sealing)));
    }

    /// Computed apart from this program, by HMAC alone. A change here would make every stored seal unreadable.
    #[test]
    fn the_derivation_stays() {
        let ring = Keyring::new(&[7; 32], []).unwrap();
        let (id, key) = ring.current(Purpose::Sealing);
        assert_eq!(hex::encode(id), "24e09e27");
        assert_eq!(hex::encode(**key), "b1885674aeb49474f455dc93ef83ad107b5a6ab8dbd94f7139b2a1c875163cab");
    }

    #[test]
    fn a_short_root_is_refused() {
        assert_eq!(Keyring::new(&[1; 31], []).err(), Some(KeyringError::TooShort));
        assert_eq!(Keyring::new(&[1; 32], [[1; 31].as_slice()]).err(), Some(KeyringError::TooShort));
    }
}
