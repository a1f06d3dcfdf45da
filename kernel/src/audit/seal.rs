//! What a chain's head is sealed with: an HMAC under a key that derives from the root secret. Hashes alone can be computed
//! anew by whoever can write to the database; the seal can't, without the secret.

use entity::audit_head;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::token::keyring::{Key, KeyId, Keyring, KeyringError, Purpose};

/// Seals with the current root secret; knows the seals of those before it.
pub struct Seals {
    /// The current one first.
    macs: Vec<(KeyId, Hmac<Sha256>)>,
}

impl Seals {
    /// # Errors
    /// Never for a keyring's keys, which have the right length.
    pub fn new(keyring: &Keyring) -> Result<Self, KeyringError> {
        let mac = |(id, key): (KeyId, &Key)| {
            Hmac::new_from_slice(&**key).map(|mac| (id, mac)).map_err(|_| KeyringError::Derivation)
        };
        Ok(Self { macs: keyring.all(Purpose::AuditSeal).map(mac).collect::<Result<_, _>>()? })
    }

    /// `key id (4) | HMAC-SHA256 (32)` of where the chain ends.
    pub fn seal(&self, head: &audit_head::Model) -> Vec<u8> {
        let sealed =
            self.macs.first().map(|(id, mac)| [id.as_slice(), &sealing(mac, head).finalize().into_bytes()].concat());
        sealed.unwrap_or_default()
    }

    /// True if the head was sealed with one of this server's secrets, as it is.
    pub fn is_good(&self, head: &audit_head::Model) -> bool {
        let Some((id, code)) = head.seal.split_first_chunk() else { return false };
        self.macs.iter().any(|(known, mac)| known == id && sealing(mac, head).verify_slice(code).is_ok())
    }

    /// True if it is sealed with the secret of now.
    pub fn is_current(&self, head: &audit_head::Model) -> bool {
        self.is_good(head) && self.macs.first().is_some_and(|(id, _)| head.seal.starts_with(id))
    }
}

/// Lengths are fixed but for the last one's, so no two heads read the same.
fn sealing(mac: &Hmac<Sha256>, head: &audit_head::Model) -> Hmac<Sha256> {
    let mut mac = mac.clone();
    mac.update(head.chain.as_bytes());
    mac.update(&head.sequence.to_be_bytes());
    mac.update(&head.hash);
    mac
}

#[cfg(test)]
mod tests {
    use entity::Chain;

    use super::*;

    fn seals(current: u8, previous: &[u8]) -> Seals {
        let previous: Vec<_> = previous.iter().map(|byte| [*byte; 32]).collect();
        Seals::new(&Keyring::new(&[current; 32], previous.iter().map(|root| root.as_slice())).unwrap()).unwrap()
    }

    fn sealed(by: &Seals) -> audit_head::Model {
        let mut head = audit_head::Model { chain: Chain::SERVER, sequence: 7, hash: vec![1; 32], seal: Vec::new() };
        head.seal = by.seal(&head);
        head
    }

    #[test]
    fn a_seal_is_good_for_its_head_only() {
        let seals = seals(1, &[]);
        let head = sealed(&seals);
        assert!(seals.is_good(&head) && seals.is_current(&head));
        for forged in [
            audit_head::Model { sequence: 6, ..head.clone() },
            audit_head::Model { hash: vec![2; 32], ..head.clone() },
            audit_head::Model { chain: Chain::of(Some(uuid::Uuid::nil().into())), ..head.clone() },
            audit_head::Model { seal: Vec::new(), ..head.clone() },
            audit_head::Model { seal: head.seal[..35].to_vec(), ..head.clone() },
        ] {
            assert!(!seals.is_good(&forged), "{forged:?}");
        }
    }

    #[test]
    fn a_previous_secret_is_known_until_it_is_gone() {
        let old = sealed(&seals(1, &[]));
        let rotated = seals(2, &[1]);
        assert!(rotated.is_good(&old) && !rotated.is_current(&old));
        assert!(!seals(2, &[]).is_good(&old) && !seals(1, &[]).is_good(&sealed(&rotated)));
    }
}
