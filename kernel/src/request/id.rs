//! `X-Request-Id`: kept when the client sent one that is usable, else made here.

use http::{HeaderMap, HeaderName};
use uuid::Uuid;

use super::header::only_text;
use crate::seam::Entropy;

pub const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id: the incoming one if there is one only, of 1 to 128 letters, digits, `-`, `_` or `.`, which no log line and no
/// header can be forged with.
pub fn of(headers: &HeaderMap, entropy: &dyn Entropy) -> String {
    let usable = |id: &&str| {
        (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    let given = only_text(headers, &NAME).filter(usable);
    given.map_or_else(|| made(entropy), str::to_owned)
}

fn made(entropy: &dyn Entropy) -> String {
    let mut random = [0; 16];
    entropy.fill_public(&mut random);
    Uuid::from_bytes(random).simple().encode_lower(&mut Uuid::encode_buffer()).to_owned()
}
