//! A download: what of the file is asked for, and that it is all there, before the first word of the answer.

use entity::file;
use identity::policy::Tenant;
use kernel::error::{Code, Error, Result};

use super::{
    content::Content,
    outgoing::Outgoing,
    range::{Wanted, wanted},
    upload::holders,
};

/// What a client says of the copy it has.
pub struct Conditions {
    pub range: Option<String>,
    pub if_range: Option<String>,
    pub if_none_match: Option<String>,
}

/// # Errors
/// `RANGE_NOT_SATISFIABLE` for a range past the end, `UNAVAILABLE` when too many are on their way or the store
/// doesn't give the bytes.
pub async fn download(tenant: &Tenant, row: file::Model, conditions: Conditions) -> Result<Content> {
    let tag = format!("\"{}\"", row.sha256);
    if conditions.if_none_match.as_deref().is_some_and(|held| is_held(held, &tag)) {
        return Ok(Content::not_modified(tag));
    }
    let size = u64::try_from(row.size).map_err(Error::unavailable)?;
    // A part is of use only to who has the rest of the same file (RFC 9110, 13.1.5).
    let same = conditions.if_range.is_none_or(|held| held.trim() == tag);
    let range = match wanted(conditions.range.as_deref().filter(|_| same), size) {
        Wanted::Whole => None,
        Wanted::Part(range) => Some(range),
        Wanted::Nothing => return Err(not_satisfiable(size)),
    };
    let share = tenant.state().downloads.take_now(&holders(tenant))?;
    let bytes = tenant.state().blobs.read(row.org_id, row.id, size, range.clone().unwrap_or(0..size)).await?;
    Ok(Content::new(row, tag, size, range, Outgoing::new(bytes, share)))
}

/// True if the client has the file with this tag (RFC 9110, 13.1.2).
fn is_held(held: &str, tag: &str) -> bool {
    held.split(',').map(str::trim).any(|held| held == "*" || held.strip_prefix("W/").unwrap_or(held) == tag)
}

fn not_satisfiable(size: u64) -> Error {
    Error::new(Code::RangeNotSatisfiable, "The file has no bytes there")
        .with_header(http::header::CONTENT_RANGE, format_args!("bytes */{size}"))
}
