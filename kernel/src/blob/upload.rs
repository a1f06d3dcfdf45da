//! One upload on its way into the store. Nobody sees it before its row is there; unless it is kept, it is taken away
//! again, however it ends.

use std::sync::Arc;

use hyper::body::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, buffered::BufWriter, path::Path};
use tokio::io::AsyncWriteExt;
use tokio_util::task::TaskTracker;

use crate::{
    error::{Error, Result},
    share::Share,
};

/// Bytes under way.
pub struct Upload {
    store: Arc<dyn ObjectStore>,
    path: Path,
    /// None once it is whole, or can't be any more.
    writer: Option<BufWriter>,
    kept: bool,
    background: TaskTracker,
    /// Given back once nothing of it is left.
    share: Arc<Share>,
}

impl Upload {
    pub(super) fn new(
        store: Arc<dyn ObjectStore>,
        path: Path,
        part: usize,
        share: Share,
        background: TaskTracker,
    ) -> Self {
        // One part on its way while the next one fills: no faster, but with a bound on memory.
        let writer = BufWriter::with_capacity(Arc::clone(&store), path.clone(), part).with_max_concurrency(1);
        Self { store, path, writer: Some(writer), kept: false, background, share: Arc::new(share) }
    }

    /// The upload's share of those that the node takes at once.
    pub fn share(&self) -> &Share {
        &self.share
    }

    /// # Errors
    /// `UNAVAILABLE` when the store takes no more.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        match &mut self.writer {
            Some(writer) => writer.put(bytes).await.map_err(Error::unavailable),
            None => Err(Error::unavailable("the upload is over")),
        }
    }

    /// Nothing more comes. When this returns, the store has all of it, durably.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the store doesn't say so.
    pub async fn finish(&mut self) -> Result<()> {
        let writer = self.writer.take();
        let mut writer = writer.ok_or_else(|| Error::unavailable("the upload is over"))?;
        writer.shutdown().await.map_err(Error::unavailable)
    }

    /// From now on it may have a row.
    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        let (store, path, writer, share) =
            (Arc::clone(&self.store), self.path.clone(), self.writer.take(), Arc::clone(&self.share));
        self.background.spawn(async move {
            let undone = match writer {
                Some(mut writer) => writer.abort().await,
                None => store.delete(&path).await,
            };
            match undone {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => tracing::warn!(%error, "an upload that failed could not be taken away; the sweep will"),
            }
            drop(share);
        });
    }
}
