//! Taking away what is in the store and belongs to no file: of deleted files and orgs, and of uploads that nobody ended.
//! Any number of nodes may do it at once: nothing younger than a day is touched, and no upload takes that long.

use std::{collections::HashSet, time::Duration};

use entity::{FileId, OrgId, Timestamp, ended_org, file};
use futures_util::TryStreamExt;

use super::Blobs;
use crate::{db::Db, error::Result};

const YOUNG: Duration = Duration::from_secs(24 * 3600);
/// Going through a whole store is not for every round of housekeeping.
const EVERY: Duration = Duration::from_secs(6 * 3600);
const AT_ONCE: usize = 500;

/// When this node last swept.
#[derive(Default)]
pub struct Sweeping(Option<Timestamp>);

impl Sweeping {
    /// Sweeps, if it is time.
    pub async fn sweep(&mut self, blobs: &Blobs, db: &Db, now: Timestamp) -> Result<()> {
        if self.0.is_some_and(|last| now < last.plus(EVERY)) {
            return Ok(());
        }
        self.0 = Some(now);
        blobs.sweep(db, now).await
    }
}

impl Blobs {
    /// Takes away what is a day old and belongs to no file.
    pub async fn sweep(&self, db: &Db, now: Timestamp) -> Result<()> {
        let then = now.minus(YOUNG);
        self.clear_remnants(then).await?;
        let mut old = self.older_than(then).try_chunks(AT_ONCE);
        while let Some(places) = old.try_next().await.map_err(|failed| failed.1)? {
            for (org, id) in unowned(db, places).await? {
                self.delete(org, id).await?;
            }
        }
        Ok(())
    }
}

impl Blobs {
    /// Takes away what ended orgs have left. What can't be taken away now is next time.
    pub async fn clear_ended(&self, db: &Db) -> Result<()> {
        for ended in ended_org::Entity::first(AT_ONCE as u64).all(db.read()).await? {
            self.delete_all(ended.org_id).await?;
            ended_org::Entity::forget(ended.org_id).exec(db.write()).await?;
        }
        Ok(())
    }
}

async fn unowned(db: &Db, mut places: Vec<(OrgId, FileId)>) -> Result<Vec<(OrgId, FileId)>> {
    let ids: Vec<FileId> = places.iter().map(|(_, id)| *id).collect();
    let rows = file::Entity::places(&ids).all(db.read()).await?;
    let owned: HashSet<(OrgId, FileId)> = rows.into_iter().map(|row| (row.org_id, row.id)).collect();
    places.retain(|place| !owned.contains(place));
    Ok(places)
}
