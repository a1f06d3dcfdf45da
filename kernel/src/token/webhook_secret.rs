//! Secrets that webhooks are signed with, and signatures, by the Standard Webhooks specification: `whsec_` and base64,
//! `v1,` and base64 of an HMAC-SHA256 over id, timestamp and body.

use base64::{
    Engine,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::Plain;

const PREFIX: &str = "whsec_";
const VERSION: &str = "v1,";
/// As many bytes as the specification allows.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// People copy secrets with and without what fills them up.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A signing secret. Has no `Display`, and is wiped when dropped.
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

impl WebhookSecret {
    pub fn mint(random: [u8; 32]) -> Self {
        Self(Zeroizing::new(random.to_vec()))
    }

    /// From what `bytes` gave; `None` if it never did.
    pub fn from_stored(bytes: &[u8]) -> Option<Self> {
        LENGTHS.contains(&bytes.len()).then(|| Self(Zeroizing::new(bytes.to_vec())))
    }

    /// From its text, `whsec_…`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_stored(&Zeroizing::new(LENIENT.decode(text.strip_prefix(PREFIX)?).ok()?))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// What its owner is shown.
    pub fn text(&self) -> Plain {
        Plain::new(format!("{PREFIX}{}", STANDARD.encode(self.bytes())))
    }

    /// One signature for the header `webhook-signature`.
    pub fn sign(&self, id: &str, timestamp: u64, body: &[u8]) -> Option<String> {
        let signature = self.mac(id, timestamp, body)?.finalize().into_bytes();
        Some(format!("{VERSION}{}", STANDARD.encode(signature)))
    }

    /// True if one of the signatures in the header is ours. Compared in constant time.
    pub fn verifies(&self, id: &str, timestamp: u64, body: &[u8], header: &str) -> bool {
        let signatures = header.split(' ').filter_map(|one| STANDARD.decode(one.strip_prefix(VERSION)?).ok());
        signatures
            .into_iter()
            .any(|one| self.mac(id, timestamp, body).is_some_and(|mac| mac.verify_slice(&one).is_ok()))
    }

    fn mac(&self, id: &str, timestamp: u64, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.bytes()).ok()?;
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        Some(mac)
    }
}

/// Prints that there is a secret; never which.
impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn it_signs_as_the_specification_says() {
        let secret = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, at, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        let signed = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(secret.sign(id, at, body).as_deref(), Some(signed));
        assert!(secret.verifies(id, at, body, signed));
        assert!(secret.verifies(id, at, body, &format!("v1,AAAA v2,x {signed}")));
        assert!(!secret.verifies(id, at + 1, body, signed) && !secret.verifies("msg_x", at, body, signed));
        assert!(!secret.verifies(id, at, b"{}", signed) && !secret.verifies(id, at, body, ""));
        assert!(!secret.verifies(id, at, body, &signed.replace("v1,", "v2,")));
    }

    #[test]
    fn a_secret_reads_as_it_was_shown_and_a_short_one_is_none() {
        let secret = WebhookSecret::mint([7; 32]);
        let text = secret.text();
        assert_eq!(WebhookSecret::parse(text.expose()).unwrap().bytes(), secret.bytes());
        assert!(WebhookSecret::parse(text.expose().trim_end_matches('=')).is_some());
        for bad in ["", "whsec_", "whsec_!!!", "whsec_AAAA", &text.expose()["whsec_".len()..]] {
            assert!(WebhookSecret::parse(bad).is_none(), "{bad}");
        }
        assert!(WebhookSecret::from_stored(&[1; 65]).is_none());
        assert_eq!(format!("{secret:?}"), "WebhookSecret(..)");
    }
}
