//! `X-Request-Id`: kept when the client sent one that is usable, else made here.

use http::{HeaderMap, HeaderName};
use uuid::Uuid;

use crate::{state::State, wire::header::only_text};

pub const NAME: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id: the incoming one if there is one only, of 1 to 128 letters, digits, `-`, `_` or `.`, which no log line and no
/// header can be forged with.
pub fn of(state: &State, headers: &HeaderMap) -> String {
    let usable = |id: &&str| {
        (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    let given = only_text(headers, &NAME).filter(usable);
    given.map_or_else(|| made(state), str::to_owned)
}

fn made(state: &State) -> String {
    let mut random = [0; 16];
    state.seams.entropy.fill_public(&mut random);
    Uuid::from_bytes(random).simple().encode_lower(&mut Uuid::encode_buffer()).to_owned()
}
