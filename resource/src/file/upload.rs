//! An upload: its bytes go to the store as they come, counted and hashed on the way, and only once the store has all of
//! them does the row appear. Whatever fails leaves neither.

use entity::{FileId, file, file_usage};
use futures_util::StreamExt;
use http::header;
use identity::policy::Tenant;
use kernel::{
    audit::Action,
    blob::Upload,
    error::{Code, Error, Result},
    share::Holder,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    digest,
    incoming::Incoming,
    pace::Pace,
    wire::{FileName, FileOut},
};

/// What a client says that its upload's SHA-256 is.
pub struct Digests {
    pub content: Option<String>,
    pub repr: Option<String>,
}

/// Keeps a file.
///
/// # Errors
/// `PAYLOAD_TOO_LARGE` for a larger file than the server takes, `CONFLICT` when the org has no room for it,
/// `BAD_REQUEST` when it comes too slowly, breaks off or isn't what its digest says, `UNAVAILABLE` when too many are on
/// their way or the store is down.
pub async fn upload(tenant: &Tenant, name: FileName, digests: Digests, incoming: Incoming) -> Result<FileOut> {
    const CONTENT: &str = "Content-Digest";
    const REPR: &str = "Repr-Digest";
    let content = digest::expected(CONTENT, digests.content.as_deref())?;
    let repr = digest::expected(REPR, digests.repr.as_deref())?;
    let (state, org) = (tenant.state(), tenant.org());
    let limits = Limits::of(tenant).await?;
    limits.check(incoming.length.unwrap_or(0))?;
    let id = FileId::new(state.now(), state.random());
    let share = state.uploads.take_now(&holders(tenant))?;
    let mut upload = state.blobs.upload(org, id, share, state.background.clone());
    let (size, sha256) = receive(incoming.body, &mut upload, &limits).await?;
    digest::check(CONTENT, content, &sha256)?;
    digest::check(REPR, repr, &sha256)?;
    upload.finish().await?;
    let row = file::Model {
        id,
        org_id: org,
        name: name.into_string(),
        content_type: incoming.content_type,
        size: i64::try_from(size).map_err(Error::unavailable)?,
        sha256: hex::encode(sha256),
        created_by: tenant.user(),
        created_at: state.now(),
    };
    record(tenant, row, upload).await
}

/// Who an upload or a download counts against.
pub fn holders(tenant: &Tenant) -> [Holder; 3] {
    [Holder::Org(tenant.org()), Holder::User(tenant.user()), Holder::at(tenant.context().address)]
}

/// What there may come of an upload.
struct Limits {
    largest: u64,
    /// What the org has left, as far as is known before it begins.
    room: u64,
}

impl Limits {
    async fn of(tenant: &Tenant) -> Result<Self> {
        let config = &tenant.state().config.files;
        let usage = file_usage::Entity::of_org(tenant.org()).one(tenant.read()).await?;
        let used = usage.map_or(0, |usage| u64::try_from(usage.bytes).unwrap_or(0));
        Ok(Self { largest: config.max_bytes, room: config.org_bytes.saturating_sub(used) })
    }

    /// What is left of the body isn't read.
    fn check(&self, size: u64) -> Result<()> {
        if size > self.largest {
            let message = format!("The file is larger than {} bytes", self.largest);
            return Err(Error::new(Code::PayloadTooLarge, message).with_header(header::CONNECTION, "close"));
        }
        if size > self.room { Err(no_room().with_header(header::CONNECTION, "close")) } else { Ok(()) }
    }
}

fn no_room() -> Error {
    Error::conflict("The organization has no room for this file; delete others first")
}

async fn receive(body: poem::Body, upload: &mut Upload, limits: &Limits) -> Result<(u64, digest::Sha256)> {
    let mut stream = std::pin::pin!(body.into_bytes_stream());
    let (mut pace, mut hash, mut size) = (Pace::new(), Sha256::new(), 0_u64);
    let close = |error: Error| error.with_header(header::CONNECTION, "close");
    while let Some(bytes) = pace.wait(upload.share(), size, stream.next()).await.map_err(close)? {
        let bytes = bytes.map_err(|_| close(Error::bad_request("The body could not be read")))?;
        size += bytes.len() as u64;
        limits.check(size)?;
        hash.update(&bytes);
        upload.write(bytes).await.map_err(close)?;
    }
    Ok((size, hash.finalize().into()))
}

/// Makes the row, if the org has room for the file now.
async fn record(tenant: &Tenant, row: file::Model, upload: Upload) -> Result<FileOut> {
    let (state, org) = (tenant.state(), tenant.org());
    let limit = i64::try_from(state.config.files.org_bytes).unwrap_or(i64::MAX);
    let change = tenant.begin().await?;
    file_usage::Entity::begin(org).exec_without_returning(&change).await?;
    if file_usage::Entity::add(org, row.size, limit).exec(&change).await?.rows_affected == 0 {
        return Err(no_room());
    }
    let row = row.into_active_model().insert(&change).await?;
    let event = tenant.event(Action::FileUploaded, row.id);
    change.record(event.with_detail(json!({ "size": row.size, "sha256": row.sha256 })));
    // Whether a commit that fails has kept the row is unknown; if not, the sweep takes the bytes away.
    upload.keep();
    change.commit().await?;
    Ok(row.into())
}
