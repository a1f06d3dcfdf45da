//! `almond backup TO`: a consistent copy, also while servers run: the database as of one instant, the files, and a
//! manifest. The root secret is not in it.

pub mod files;
mod manifest;
pub mod postgres;

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::Path,
    time::Duration,
};

use entity::audit_head;
use kernel::{
    audit::KeptHead,
    config::{Config, Database, FileStore},
    db::{Db, migration_status},
    seam::{Clock as _, SystemClock},
};
use manifest::Facts;
pub use manifest::{Kind, Manifest};

use crate::app::{StartError, must_have_schema, trouble};

/// The files' folder in a backup.
pub const FILES: &str = "files";

/// Takes a backup; the text is for standard output.
///
/// # Errors
/// When `to` isn't empty or can't be written, or the database can't be read.
pub async fn take(config: Config, to: &Path) -> Result<String, StartError> {
    let taken_at = SystemClock.now();
    let wrong = |error: io::Error| StartError::new(to.display(), error);
    make(to)?;
    let db = Db::connect(&config.database, Duration::ZERO).await.map_err(trouble)?;
    must_have_schema(&db).await?;
    let heads = audit_head::Entity::all().all(db.read()).await.map_err(trouble)?;
    let states = migration_status(&db).await.map_err(trouble)?;
    let migration = states.into_iter().rfind(|state| state.applied).map(|state| state.name);
    // Twice: whatever a row names that the database's copy has was there before it, or came meanwhile.
    let bytes = copy_files(&config.files.store, to).map_err(wrong)?;
    let database = match &config.database {
        Database::Sqlite(_) => {
            db.copy_to(&to.join(Kind::Sqlite.file())).await.map_err(trouble)?;
            Kind::Sqlite
        }
        Database::Postgres(url) => {
            postgres::dump(url.expose(), &to.join(Kind::Postgres.file())).await?;
            Kind::Postgres
        }
    };
    let files = bytes.and(copy_files(&config.files.store, to).map_err(wrong)?);
    db.close().await;
    let audit_heads = heads.iter().map(|head| KeptHead::of(head).to_string()).collect();
    let manifest = Manifest::write(to, Facts { taken_at, database, migration, audit_heads, files }).map_err(wrong)?;
    Ok(told(&manifest, to))
}

/// `None` where the files are in a bucket, which has copies of its own.
fn copy_files(store: &FileStore, to: &Path) -> io::Result<Option<u64>> {
    match store {
        FileStore::Folder(folder) => files::copy(folder, &to.join(FILES)).map(Some),
        FileStore::S3(_) => Ok(None),
    }
}

/// The folder, for its owner alone. It may be there, if there is nothing in it.
fn make(to: &Path) -> Result<(), StartError> {
    let wrong = |error: io::Error| StartError::new(format_args!("{} can't be made", to.display()), error);
    DirBuilder::new().recursive(true).mode(0o700).create(to).map_err(wrong)?;
    match fs::read_dir(to).map_err(wrong)?.next() {
        None => Ok(()),
        Some(_) => Err(StartError(format!("{} isn't empty; a backup goes into a folder of its own", to.display()))),
    }
}

fn told(manifest: &Manifest, to: &Path) -> String {
    let (at, to) = (manifest.taken_at, to.display());
    let files = match manifest.files {
        Some(1) => "1 file".to_owned(),
        Some(count) => format!("{count} files"),
        None => "no files: they are in a bucket, which needs versions or a copy of its own".to_owned(),
    };
    format!(
        "{to}: the database as of {at}, {files}\nThe root secret (ALMOND_SECRET) is not in it: keep that elsewhere, nothing \
         can be opened without it.\n"
    )
}
