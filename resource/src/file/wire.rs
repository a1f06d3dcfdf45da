//! Files on the wire, but for their bytes.

use std::{fmt, str::FromStr};

use entity::{FileId, Timestamp, UserId, file};
use kernel::wire::{
    Text,
    seen::{SEEN, seen},
    text::TextShape,
};
use poem_openapi::{Object, registry::MetaSchema};
use serde::Deserialize;

/// What people call a file: 1 to 255 characters that can be seen. It names nothing in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for FileName {
    type Err = &'static str;

    /// Surrounding white space is dropped before counting.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let seen = seen(text, 1..=255);
        seen.map(Self).ok_or("expected 1 to 255 characters, none of them a control character or one that can't be seen")
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for FileName {
    const NAME: &'static str = "FileName";

    fn describe(schema: &mut MetaSchema) {
        schema.min_length = Some(1);
        schema.max_length = Some(255);
        schema.pattern = Some(SEEN.to_owned());
        schema.example = Some("report.pdf".into());
    }
}

/// A file.
#[derive(Object)]
#[oai(rename = "File", rename_all = "camelCase")]
pub struct FileOut {
    pub id: Text<FileId>,
    /// What people call it.
    pub name: String,
    /// The media type that it was uploaded with.
    pub content_type: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256 of its content, in hex.
    pub sha256: String,
    /// Who uploaded it.
    pub created_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
}

impl From<file::Model> for FileOut {
    fn from(row: file::Model) -> Self {
        let file::Model { id, name, content_type, size, sha256, created_by, created_at, .. } = row;
        Self {
            id: Text(id),
            name,
            content_type,
            size,
            sha256,
            created_by: Text(created_by),
            created_at: Text(created_at),
        }
    }
}

/// What to change of a file.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateFile", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateFileIn {
    /// What people call it.
    pub name: Text<FileName>,
}
