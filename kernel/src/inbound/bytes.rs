//! The bytes of a request's body: so many, within so long, and large ones only with a share of the memory for such.

use std::{pin::pin, time::Duration};

use futures_util::StreamExt;
use http::{HeaderMap, header};
use poem::{Body, Request, RequestBody};

use super::Inbound;
use crate::{
    error::{Code, Error},
    share::{Holder, Share},
};

/// The largest body that isn't a file, in bytes.
const LIMIT: usize = 1024 * 1024;

/// A larger one needs a share: a few connections could fill a node's memory otherwise.
const SMALL: usize = 16 * 1024;

/// How long a client may take to send a body.
const DEADLINE: Duration = Duration::from_secs(10);

/// The bytes of a body, not more than the limit and not later than the deadline.
///
/// # Errors
/// `PAYLOAD_TOO_LARGE`, `BAD_REQUEST`; `UNAVAILABLE` when too many large ones are being read.
pub async fn read(request: &Request, body: &mut RequestBody) -> Result<Vec<u8>, Error> {
    check_coding(request.headers())?;
    let body = body.take().map_err(|error| Error::bad_request(error.to_string()))?;
    let read = tokio::time::timeout(DEADLINE, gather(request, body)).await;
    let late = |_| Err(Error::bad_request("The body took longer than 10 seconds"));
    // What is left of the body isn't read.
    read.unwrap_or_else(late).map_err(|error| error.with_header(header::CONNECTION, "close"))
}

/// # Errors
/// `UNSUPPORTED_MEDIA_TYPE` for a compressed body: it would seem to be no JSON, or be kept as a file and given back as if it
/// were not compressed (RFC 9110, 8.4; RFC 7694).
pub fn check_coding(headers: &HeaderMap) -> Result<(), Error> {
    let is_plain = |coding: &[u8]| coding.is_empty() || coding.eq_ignore_ascii_case(b"identity");
    let mut codings = headers.get_all(header::CONTENT_ENCODING).iter();
    if codings.all(|coding| is_plain(coding.as_bytes().trim_ascii())) {
        return Ok(());
    }
    let refused = Error::new(Code::UnsupportedMediaType, "Send the body without a Content-Encoding");
    Err(refused.with_header(header::ACCEPT_ENCODING, "identity"))
}

async fn gather(request: &Request, body: Body) -> Result<Vec<u8>, Error> {
    let mut parts = pin!(body.into_bytes_stream());
    let (mut bytes, mut share) = (Vec::new(), None::<Share>);
    loop {
        let part = match &share {
            None => parts.next().await,
            Some(share) => tokio::select! {
                part = parts.next() => part,
                () = share.taken_back() => return Err(Error::unavailable("a slow body made way for another")),
            },
        };
        let Some(part) = part else { break };
        let part = part.map_err(|_| Error::bad_request("The body could not be read"))?;
        let length = bytes.len() + part.len();
        if length > LIMIT {
            return Err(Error::new(Code::PayloadTooLarge, "The body is larger than 1 MiB"));
        }
        if length > SMALL && share.is_none() {
            let Inbound { state, context } = &**Inbound::of(request)?;
            let taken = state.large_bodies.take_now(&[Holder::at(context.address)])?;
            // Until it is all there.
            taken.set_slow(true);
            share = Some(taken);
        }
        bytes.extend_from_slice(&part);
    }
    if let Some(share) = share {
        share.set_slow(false);
        Inbound::of(request)?.context.hold_body(share);
    }
    Ok(bytes)
}
