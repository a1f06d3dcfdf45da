//! Secrets that must be read again (TOTP seeds, say), sealed for storage with XChaCha20-Poly1305.
//! A seal opens only for the kind of thing and the owner it was made for, so rows can't be swapped in the database.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::keyring::{KeyId, Keyring, Purpose};

/// What is sealed; part of the authenticated data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// A user's TOTP seed; the owner is the user.
    TotpSeed,
    /// A third party's credential; the owners are the org and the connection.
    Connection,
    /// Nothing but a sign that the root secret is the one of before; it has no owner.
    SecretCheck,
    /// What an endpoint's webhooks are signed with; the owners are the org and the endpoint.
    WebhookSecret,
    /// What a mail says; the owner is the mail.
    Mail,
    /// A key that was just made and may be asked for again; the owners are the org and the key.
    MintedKey,
    /// What a client asks a person for, on its way to them; it has no owner.
    Authorization,
}

impl Sealed {
    const fn word(self) -> &'static str {
        match self {
            Self::TotpSeed => "totp seed",
            Self::Connection => "connection secret",
            Self::SecretCheck => "root secret check",
            Self::WebhookSecret => "webhook secret",
            Self::Mail => "mail",
            Self::MintedKey => "minted key",
            Self::Authorization => "authorization request",
        }
    }
}

/// The cipher refused to work; it does so only for absurd lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret can't be sealed")]
pub struct SealError;

/// The one format so far: `version (1) | key id (4) | nonce (24) | ciphertext and tag`.
const VERSION: u8 = 1;
const NONCE: usize = 24;

/// Seals under the current root secret; opens under it and those before it.
pub struct Sealer {
    /// The current one first.
    ciphers: Vec<(KeyId, XChaCha20Poly1305)>,
}

impl Sealer {
    pub fn new(keyring: &Keyring) -> Self {
        let ciphers = keyring.all(Purpose::Sealing).map(|(id, key)| (id, XChaCha20Poly1305::new((&**key).into())));
        Self { ciphers: ciphers.collect() }
    }

    /// `nonce` is random, fresh for each seal: 24 bytes are enough for that to be safe.
    ///
    /// # Errors
    /// If the cipher refuses, which it does only for absurd lengths.
    pub fn seal(&self, what: Sealed, owner: &[Uuid], nonce: [u8; NONCE], secret: &[u8]) -> Result<Vec<u8>, SealError> {
        let (id, cipher) = self.ciphers.first().ok_or(SealError)?;
        let head = [&[VERSION], id.as_slice()].concat();
        let aad = authenticated(&head, what, owner);
        let body = cipher.encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: &aad }).map_err(|_| SealError)?;
        Ok([head.as_slice(), &nonce, &body].concat())
    }

    /// The secret; `None` if this was not sealed here, for this kind and owner, or was altered.
    pub fn open(&self, what: Sealed, owner: &[Uuid], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (head, rest) = sealed.split_at_checked(1 + size_of::<KeyId>())?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>()?;
        let (version, id) = head.split_first()?;
        if *version != VERSION {
            return None;
        }
        let aad = authenticated(head, what, owner);
        let candidates = self.ciphers.iter().filter(|(known, _)| known == id);
        let opened =
            candidates.map(|(_, cipher)| cipher.decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: &aad }));
        opened.flatten().next().map(Zeroizing::new)
    }

    /// True if this was sealed under a previous root secret. Then it should be sealed anew before that root goes.
    pub fn is_stale(&self, sealed: &[u8]) -> bool {
        let current = self.ciphers.first().map(|(id, _)| id.as_slice());
        sealed.get(1..1 + size_of::<KeyId>()) != current
    }
}

/// A kind of thing always has as many owners, of a fixed length, and they come last: no two sets of parts read the same.
fn authenticated(head: &[u8], what: Sealed, owner: &[Uuid]) -> Vec<u8> {
    [head, what.word().as_bytes(), &owner.iter().flat_map(|id| *id.as_bytes()).collect::<Vec<u8>>()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Uuid = Uuid::from_u128(1);

    fn sealer(current: u8, previous: &[u8]) -> Sealer {
        let previous: Vec<_> = previous.iter().map(|byte| [*byte; 32]).collect();
        Sealer::new(&Keyring::new(&[current; 32], previous.iter().map(|root| root.as_slice())).unwrap())
    }

    fn seal(by: &Sealer) -> Vec<u8> {
        by.seal(Sealed::TotpSeed, &[OWNER], [9; NONCE], b"seed").unwrap()
    }

    fn open(by: &Sealer, owner: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        by.open(Sealed::TotpSeed, &[owner], sealed).map(|opened| opened.to_vec())
    }

    #[test]
    fn opens_for_its_owner_only() {
        let sealer = sealer(1, &[]);
        let sealed = seal(&sealer);
        assert_eq!(sealed.len(), 1 + 4 + 24 + 4 + 16);
        assert_eq!(open(&sealer, OWNER, &sealed), Some(b"seed".to_vec()));
        assert_eq!(open(&sealer, Uuid::from_u128(2), &sealed), None);
    }

    #[test]
    fn a_credential_opens_for_its_row_of_its_org_only() {
        let (sealer, org, row) = (sealer(1, &[]), OWNER, Uuid::from_u128(2));
        let sealed = sealer.seal(Sealed::Connection, &[org, row], [9; NONCE], b"token").unwrap();
        assert_eq!(sealer.open(Sealed::Connection, &[org, row], &sealed).unwrap().as_slice(), b"token");
        for owner in [&[row, org][..], &[org], &[row], &[org, org], &[row, row], &[org, row, row], &[]] {
            assert!(sealer.open(Sealed::Connection, owner, &sealed).is_none(), "{owner:?}");
            assert!(sealer.open(Sealed::TotpSeed, owner, &sealed).is_none(), "{owner:?}");
        }
        assert!(sealer.open(Sealed::TotpSeed, &[org, row], &sealed).is_none());
    }

    #[test]
    fn any_altered_or_missing_byte_closes_it() {
        let sealer = sealer(1, &[]);
        let sealed = seal(&sealer);
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert_eq!(open(&sealer, OWNER, &altered), None, "byte {place}");
            assert_eq!(open(&sealer, OWNER, &sealed[..place]), None, "cut at {place}");
        }
    }

    #[test]
    fn a_previous_root_opens_until_it_is_gone() {
        let old = seal(&sealer(1, &[]));
        let rotated = sealer(2, &[1]);
        assert_eq!(open(&rotated, OWNER, &old), Some(b"seed".to_vec()));
        assert!(rotated.is_stale(&old) && !rotated.is_stale(&seal(&rotated)));
        assert_eq!(open(&sealer(2, &[]), OWNER, &old), None);
        assert_eq!(open(&sealer(1, &[]), OWNER, &seal(&rotated)), None);
    }
}
