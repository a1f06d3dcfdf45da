//! What a client says its upload's SHA-256 is: `Content-Digest` and `Repr-Digest` (RFC 9530), which are the same here,
//! because nothing is encoded. Pure.

use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::error::{Error, Result};

/// A SHA-256.
pub type Sha256 = [u8; 32];

/// The header `name`'s SHA-256; other algorithms are nobody's to check (RFC 9530, 5).
///
/// # Errors
/// `BAD_REQUEST` naming the header for a SHA-256 that is none.
pub fn expected(name: &str, value: Option<&str>) -> Result<Option<Sha256>> {
    let members = value.into_iter().flat_map(|value| value.split(',')).filter_map(|member| member.split_once('='));
    // The last of several counts, as in any dictionary (RFC 9651, 3.2).
    let given = members.rev().find(|(key, _)| key.trim() == "sha-256");
    given
        .map(|(_, digest)| {
            parse(digest.trim()).ok_or_else(|| mismatch(name, "expected sha-256=:…: with 32 bytes in base64"))
        })
        .transpose()
}

fn parse(text: &str) -> Option<Sha256> {
    // Parameters say nothing that matters here.
    let text = text.split(';').next().unwrap_or_default().trim_end();
    let encoded = text.strip_prefix(':')?.strip_suffix(':')?;
    STANDARD.decode(encoded).ok()?.try_into().ok()
}

/// # Errors
/// `BAD_REQUEST` naming the header if it is another.
pub fn check(name: &str, expected: Option<Sha256>, actual: &Sha256) -> Result<()> {
    let same = expected.is_none_or(|expected| expected == *actual);
    if same { Ok(()) } else { Err(mismatch(name, "is not the digest of what was sent")) }
}

fn mismatch(name: &str, reason: &str) -> Error {
    Error::field(name, reason)
}

/// As `Repr-Digest` says it, for a SHA-256 in hex.
pub fn header(sha256: &str) -> String {
    format!("sha-256=:{}:", STANDARD.encode(hex::decode(sha256).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    const EMPTY_HEX: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_digest_is_found_among_others() {
        let wanted: Sha256 = hex::decode(EMPTY_HEX).unwrap().try_into().unwrap();
        for value in [
            format!("sha-256=:{EMPTY}:"),
            format!("md5=:AA==:, sha-256=:{EMPTY}: , sha-512=:AA==:"),
            format!("sha-256=:AA==:,sha-256=:{EMPTY}:;x=1"),
        ] {
            assert_eq!(expected("Content-Digest", Some(&value)).unwrap(), Some(wanted), "{value}");
        }
        for other in [None, Some(""), Some("md5=:AA==:"), Some("sha-256"), Some("SHA-256=:AA==:")] {
            assert_eq!(expected("Content-Digest", other).unwrap(), None, "{other:?}");
        }
        assert_eq!(header(EMPTY_HEX), format!("sha-256=:{EMPTY}:"));
    }

    #[test]
    fn what_is_no_digest_is_refused_by_name() {
        for value in ["sha-256=", "sha-256=::", "sha-256=:AA==:", "sha-256=:??:", "sha-256=47DEQpj8HBSa", "sha-256=:"] {
            let refused = expected("Repr-Digest", Some(value)).unwrap_err();
            assert!(refused.message().starts_with("Repr-Digest: "), "{value}");
        }
    }
}
