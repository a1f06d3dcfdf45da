//! Where files' bytes are: a folder, or a bucket of an S3-compatible store, under the org's id and the file's. Which
//! files there are is the database's to say; what is here without a row there is nobody's, and swept away in the end.

mod folder;
mod sweep;
mod transport;
mod upload;

use std::{fs, io, ops::Range, os::unix::fs::DirBuilderExt, path::PathBuf, sync::Arc, time::Duration};

use entity::{FileId, OrgId, Timestamp};
use futures_util::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use hyper::body::Bytes;
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path, prefix::PrefixStore,
};
pub use sweep::Sweeping;
use tokio_util::task::TaskTracker;
pub use upload::Upload;

use crate::{
    config::{FileStore, S3},
    error::{Error, Result},
    seam::http::Exit,
    share::{Share, table::UPLOADS},
};

/// How often a request to a bucket is tried again, and for how long.
const RETRIES: usize = 3;
const RETRYING: Duration = Duration::from_secs(20);
/// How long the store may be silent in the middle of a file.
const IDLE: Duration = Duration::from_secs(30);
/// What is held of an upload before it is written, and as much while it is: S3 takes no smaller parts than 5 MiB.
const PART_OF_FOLDER: usize = 256 * 1024;
const PART_OF_BUCKET: usize = 5 * 1024 * 1024;

/// A file's bytes, or some of them, as they come.
pub type Content = BoxStream<'static, io::Result<Bytes>>;

/// The store.
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// If it is one: what writing leaves behind there is not in the store's own lists.
    folder: Option<PathBuf>,
    part: usize,
}

impl Blobs {
    /// Makes the folder, for its owner alone, if it is one; asks nobody yet if it is a bucket.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn open(config: &FileStore, exit: &Exit) -> io::Result<Self> {
        let (store, folder, part): (Arc<dyn ObjectStore>, _, _) = match config {
            FileStore::Folder(path) => {
                fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
                let store = LocalFileSystem::new_with_prefix(path)?.with_fsync(true);
                (Arc::new(store), Some(path.clone()), PART_OF_FOLDER)
            }
            FileStore::S3(config) => (bucket(config, exit)?, None, PART_OF_BUCKET),
        };
        Ok(Self { store, folder, part })
    }

    /// How many uploads the node takes at once, because of what each holds in memory.
    pub fn uploads_at_once(&self) -> usize {
        if self.folder.is_some() { UPLOADS.most } else { UPLOADS.most / 4 }
    }

    /// Begins to write what becomes a file, if all goes well: what isn't kept is taken away again by `background`.
    pub fn upload(&self, org: OrgId, id: FileId, share: Share, background: TaskTracker) -> Upload {
        Upload::new(Arc::clone(&self.store), path(org, id), self.part, share, background)
    }

    /// The file's bytes from `range`; it is known to be there, whole, when this returns.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the store has no such file, has another, or can't be asked.
    pub async fn read(&self, org: OrgId, id: FileId, size: u64, range: Range<u64>) -> Result<Content> {
        let part = (range != (0..size)).then(|| GetRange::Bounded(range.clone()));
        let options = GetOptions { range: part, ..GetOptions::default() };
        let found = self.store.get_opts(&path(org, id), options).await.map_err(Error::unavailable)?;
        if found.meta.size != size || found.range != range {
            return Err(Error::unavailable("the store has a file of another size"));
        }
        Ok(stream::try_unfold(found.into_stream(), next).boxed())
    }

    /// Takes the file's bytes away, if they are there.
    pub async fn delete(&self, org: OrgId, id: FileId) -> Result<()> {
        match self.store.delete(&path(org, id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Error::unavailable(error)),
        }
    }

    /// Takes away the bytes of all files of an org.
    async fn delete_all(&self, org: OrgId) -> Result<()> {
        let mut listed = self.store.list(Some(&Path::from(org.to_string())));
        while let Some(object) = listed.try_next().await.map_err(Error::unavailable)? {
            self.store.delete(&object.location).await.map_err(Error::unavailable)?;
        }
        Ok(())
    }

    /// What has been here since before `then`, whether there is a file of it or not. What isn't ours is left out.
    fn older_than(&self, then: Timestamp) -> BoxStream<'static, Result<(OrgId, FileId)>> {
        let listed = self.store.list(None).map_err(Error::unavailable);
        let place = move |object: object_store::ObjectMeta| async move {
            let is_old = object.last_modified.timestamp_millis() < then.millis();
            Ok(is_old.then(|| place(&object.location)).flatten())
        };
        listed.try_filter_map(place).boxed()
    }

    /// Takes away what uploads that nobody ended, because the program died, have left in the folder before `then`.
    async fn clear_remnants(&self, then: Timestamp) -> Result<()> {
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        let cleared = tokio::task::spawn_blocking(move || folder::clear_remnants(&folder, then)).await;
        cleared.map_err(Error::unavailable)?.map_err(Error::unavailable)
    }
}

async fn next(
    mut stream: BoxStream<'static, object_store::Result<Bytes>>,
) -> io::Result<Option<(Bytes, BoxStream<'static, object_store::Result<Bytes>>)>> {
    let next = tokio::time::timeout(IDLE, stream.next()).await.map_err(|_| io::ErrorKind::TimedOut)?;
    Ok(next.transpose().map_err(io::Error::other)?.map(|bytes| (bytes, stream)))
}

/// Two ids, and nothing that a client chose.
fn path(org: OrgId, id: FileId) -> Path {
    Path::from_iter([org.to_string(), id.to_string()])
}

fn place(path: &Path) -> Option<(OrgId, FileId)> {
    let (org, id) = path.as_ref().split_once('/')?;
    let parsed = (org.parse().ok()?, id.parse().ok()?);
    (path.as_ref() == self::path(parsed.0, parsed.1).as_ref()).then_some(parsed)
}

fn bucket(config: &S3, exit: &Exit) -> io::Result<Arc<dyn ObjectStore>> {
    let mut builder = AmazonS3Builder::new()
        .with_http_connector(transport::Transport(exit.clone()))
        .with_bucket_name(&config.bucket)
        .with_region(&config.region)
        .with_access_key_id(&config.access_key)
        .with_secret_access_key(config.secret_key.expose())
        .with_retry(RetryConfig { max_retries: RETRIES, retry_timeout: RETRYING, ..RetryConfig::default() });
    if let Some(endpoint) = &config.endpoint {
        // Whether it may be without TLS has been decided.
        builder = builder.with_endpoint(endpoint.as_str()).with_allow_http(true);
    }
    Ok(Arc::new(PrefixStore::new(builder.build()?, config.prefix.as_str())))
}
