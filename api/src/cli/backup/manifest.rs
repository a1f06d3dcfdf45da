//! What a backup says of itself. It is written last: a folder without it is no backup.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::Path,
};

use entity::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::app::StartError;

/// The format of the folder, for programs to come.
const FORMAT: u32 = 1;
const NAME: &str = "manifest.json";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// The file of the database in the folder.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Sqlite => "almond.sqlite",
            Self::Postgres => "almond.dump",
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    format: u32,
    /// The program that took it.
    pub version: String,
    /// Before the first byte was copied.
    pub taken_at: Timestamp,
    pub database: Kind,
    /// SHA-256 of the database's file.
    sha256: String,
    /// The newest migration that the database has.
    pub migration: Option<String>,
    /// Where each chain of the audit log ended, as `almond audit verify --expect` takes it.
    pub audit_heads: Vec<String>,
    /// How many files came with it; none where they are in a bucket.
    pub files: Option<u64>,
}

/// What there is to say besides the file's digest.
pub struct Facts {
    pub taken_at: Timestamp,
    pub database: Kind,
    pub migration: Option<String>,
    pub audit_heads: Vec<String>,
    pub files: Option<u64>,
}

impl Manifest {
    /// Writes it into the folder.
    ///
    /// # Errors
    /// When the database's file can't be read, or the manifest not written.
    pub fn write(folder: &Path, facts: Facts) -> io::Result<Self> {
        let Facts { taken_at, database, migration, audit_heads, files } = facts;
        let manifest = Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            taken_at,
            database,
            sha256: digest(&folder.join(database.file()))?,
            migration,
            audit_heads,
            files,
        };
        let mut file = File::create_new(folder.join(NAME))?;
        file.write_all(serde_json::to_string_pretty(&manifest)?.as_bytes())?;
        file.sync_all()?;
        File::open(folder)?.sync_all()?;
        Ok(manifest)
    }

    /// Reads that of a backup, whose database is as it was written.
    ///
    /// # Errors
    /// What is wrong with the backup.
    pub fn read(folder: &Path) -> Result<Self, StartError> {
        let wrong = |problem: String| StartError(format!("{} {problem}", folder.display()));
        let text = fs::read(folder.join(NAME));
        let text = text.map_err(|error| wrong(format!("is no whole backup: its {NAME} can't be read: {error}")))?;
        let manifest: Self =
            serde_json::from_slice(&text).map_err(|error| wrong(format!("has a {NAME} that is none: {error}")))?;
        if manifest.format != FORMAT {
            return Err(wrong("was taken by a newer Almond; restore it with that".to_owned()));
        }
        let file = manifest.database.file();
        let found = digest(&folder.join(file)).map_err(|error| wrong(format!("lacks its {file}: {error}")))?;
        if found != manifest.sha256 {
            return Err(wrong(format!("is damaged: its {file} isn't what was written")));
        }
        Ok(manifest)
    }
}

fn digest(path: &Path) -> io::Result<String> {
    let (mut file, mut hasher, mut buffer) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex::encode(hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}
