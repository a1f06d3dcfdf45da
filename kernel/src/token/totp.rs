//! Time-based one-time passwords as authenticator apps make them: RFC 6238, SHA-1, 6 digits, 30 s, one step of skew.
//! Tells which time step a code belongs to; that a step is accepted only once is for who stores the last one.

use entity::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp, TotpError};
use zeroize::Zeroizing;

use super::{Plain, typed};

/// Bytes of a seed: what RFC 4226 recommends for SHA-1.
pub const SEED_BYTES: usize = 20;
/// Digits of a code.
const DIGITS: usize = 6;
/// Seconds of a time step.
const STEP: u64 = 30;

/// A user's shared secret. Stored sealed only; wiped when dropped.
pub struct Seed(Zeroizing<[u8; SEED_BYTES]>);

impl Seed {
    pub fn new(random: [u8; SEED_BYTES]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// A seed as it was stored; `None` if it has another length.
    pub fn from_stored(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::new)
    }

    pub fn expose(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// For typing into an app: 32 characters of base32 (RFC 4648) without padding.
    pub fn base32(&self) -> Plain {
        Plain::new(Secret::new_stack(*self.0).to_base32())
    }

    /// The time step (seconds since 1970 divided by 30) that `code` belongs to, among the one before `now`'s, `now`'s
    /// and the one after; `None` if it belongs to none of them. It is read as people type it. Codes are compared in
    /// constant time.
    pub fn matching_step(&self, code: &str, now: Timestamp) -> Option<i64> {
        let code: Zeroizing<String> = Zeroizing::new(typed::characters(code).take(DIGITS + 1).collect());
        let step = self.totp("", "").ok()?.check(&code, now.seconds())?;
        i64::try_from(step).ok()
    }

    /// `otpauth://totp/…` as apps read it from a QR code (the Key Uri Format).
    ///
    /// # Errors
    /// If the account's name is empty.
    pub fn otpauth_url(&self, account: &str, issuer: &str) -> Result<Plain, TotpError> {
        self.totp(account, issuer)?.to_url().map(Plain::new)
    }

    /// A PNG of [`Self::otpauth_url`] as a QR code, in base64.
    ///
    /// # Errors
    /// If the account's name is empty, or both names together are too long for a QR code.
    pub fn qr_png(&self, account: &str, issuer: &str) -> Result<Plain, TotpError> {
        self.totp(account, issuer)?.to_qr_base64().map(Plain::new)
    }

    fn totp(&self, account: &str, issuer: &str) -> Result<Totp, TotpError> {
        // The format has a colon between the two names and no way to write one in a name.
        let name = |name: &str| name.replace(':', " ");
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(STEP)
            .with_skew(1)
            .with_secret(Secret::new_stack(*self.0))
            .with_account_name(name(account))
            .with_issuer(Some(name(issuer)))
            .build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc_seed() -> Seed {
        Seed::new(*b"12345678901234567890")
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    /// RFC 6238 appendix B, SHA-1; its eight digits cut to the last six.
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn rfc_6238_vectors() {
        for (seconds, code) in VECTORS {
            assert_eq!(rfc_seed().matching_step(code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_one_on_either_side() {
        let code = "005924"; // the step of 1_234_567_890, which it begins with
        for (offset, good) in [(-31, false), (-30, true), (-1, true), (0, true), (29, true), (59, true), (60, false)] {
            let step = rfc_seed().matching_step(code, at(1_234_567_890 + offset));
            assert_eq!(step, good.then_some(1_234_567_890 / 30), "{offset}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for code in [
            "005 924",
            " 005924\r\n",
            "005-924",
            "0 0 5 9 2 4",
            "００５９２４",
            "００５\u{3000}９２４",
            "005\u{2013}924",
        ] {
            assert_eq!(rfc_seed().matching_step(code, at(1_234_567_890)), Some(1_234_567_890 / 30), "{code}");
        }
    }

    #[test]
    fn only_six_digits_are_a_code() {
        for code in ["", "5924", "05924", "0005924", "0059244", "+05924", "005.924", "00592a", "005924 005924"] {
            assert_eq!(rfc_seed().matching_step(code, at(1_234_567_890)), None, "{code}");
        }
    }

    #[test]
    fn apps_can_read_it() {
        assert_eq!(rfc_seed().base32().expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            rfc_seed().otpauth_url("ada@example.com", "Almond: test").unwrap().expose(),
            "otpauth://totp/Almond%20%20test:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Almond%20%20test"
        );
        assert!(rfc_seed().qr_png("ada@example.com", "Almond").unwrap().expose().starts_with("iVBORw0KGgo"));
        assert!(rfc_seed().qr_png(&"a".repeat(10_000), "Almond").is_err());
    }

    #[test]
    fn a_stored_seed_has_its_length() {
        assert!(Seed::from_stored(&[1; 19]).is_none() && Seed::from_stored(&[1; 20]).is_some());
    }
}
