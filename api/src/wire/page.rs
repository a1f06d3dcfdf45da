//! Lists: newest first, `limit` of 1 to 100, and a cursor that is opaque to the client (CONTRACT section 2).

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use poem_openapi::{
    Object,
    registry::MetaSchema,
    types::{ParseFromJSON, ToJSON},
};

use super::text::{Text, TextShape};
use crate::error::{Error, Result};

const DEFAULT_LIMIT: u32 = 50;

/// One page of a list.
#[derive(Object)]
#[oai(rename_all = "camelCase")]
pub struct List<T: ParseFromJSON + ToJSON + Send + Sync> {
    pub items: Vec<T>,
    /// Send it as `cursor` to get the next page; `null` on the last one.
    pub next_cursor: Option<Text<Cursor>>,
}

/// Which page was asked for: at most `limit` items after the one named `after`.
#[derive(Clone, Copy, Debug)]
pub struct PageIn<K> {
    pub limit: u32,
    pub after: Option<K>,
}

impl<K: FromStr + ToString> PageIn<K> {
    /// From the query's `limit` and `cursor`.
    pub fn new(limit: Option<u32>, cursor: Option<Text<Cursor>>) -> Result<Self> {
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=100).contains(&limit) {
            return Err(Error::field("limit", "expected a whole number from 1 to 100"));
        }
        let after =
            cursor.map(|cursor| cursor.0.0.parse().map_err(|_| Error::field("cursor", NOT_A_CURSOR))).transpose()?;
        Ok(Self { limit, after })
    }

    /// How many rows to ask the database for: one more than fits tells whether there is a next page.
    pub fn fetch(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// The page's items from the rows that `fetch` brought.
    pub fn list<R, T>(&self, mut rows: Vec<R>, key: impl Fn(&R) -> K, item: impl Fn(R) -> T) -> List<T>
    where
        T: ParseFromJSON + ToJSON + Send + Sync,
    {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|row| Text(Cursor(key(row).to_string())));
        List { items: rows.into_iter().map(item).collect(), next_cursor }
    }
}

/// The key of a page's last item, in base64url so that nobody builds on its shape.
#[derive(Clone, Debug)]
pub struct Cursor(String);

const NOT_A_CURSOR: &str = "expected a `nextCursor` of an earlier page of this list";

impl FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NOT_A_CURSOR)?;
        let key = String::from_utf8(bytes).map_err(|_| NOT_A_CURSOR)?;
        if key.chars().any(char::is_control) { Err(NOT_A_CURSOR) } else { Ok(Self(key)) }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl TextShape for Cursor {
    const NAME: &'static str = "Cursor";

    fn describe(schema: &mut MetaSchema) {
        schema.example = Some("MDE5YTlkM2UtNWI3Yw".into());
    }
}
