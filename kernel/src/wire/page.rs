//! Lists: at most `limit` items a page, 1 to 100, and a cursor that is opaque to the client.

use std::{borrow::Cow, fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::Id;
use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ParseError, ParseFromParameter, ParseResult, ToJSON, Type},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryTrait, Select,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    search::Search,
    text::{Text, TextShape},
};

/// More than any list has.
const ALL: u64 = i64::MAX as u64;

/// One page of a list.
pub struct List<T> {
    items: Vec<T>,
    next_cursor: Option<String>,
    /// How many there are on all pages, if that was asked for.
    total: Option<u64>,
}

impl<T: ToJSON> ToJSON for List<T> {
    fn to_json(&self) -> Option<Value> {
        Some(json!({ "items": self.items.to_json(), "nextCursor": self.next_cursor, "total": self.total }))
    }
}

/// By hand, because the framework would call it `List_Agent`.
impl<T: Type> Type for List<T> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}List", T::name()))
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(Self::name().into_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(Self::name().into_owned(), |registry| {
            T::register(registry);
            let mut next_cursor = MetaSchema::new("string");
            next_cursor.description = Some("Send it as `cursor` to get the next page; `null` on the last one.");
            let next_cursor = MetaSchemaRef::Inline(Box::new(next_cursor));
            let mut schema = MetaSchema::new("object");
            schema.description = Some("One page of a list.");
            schema.required = vec!["items"];
            let mut total = MetaSchema::new_with_format("integer", "int64");
            total.description =
                Some("How many there are on all pages together, if `total` was asked for; else `null`.");
            let total = MetaSchemaRef::Inline(Box::new(total));
            schema.properties = vec![("items", Vec::<T>::schema_ref()), ("nextCursor", next_cursor), ("total", total)];
            schema
        });
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

/// Which page was asked for: at most `limit` items after the one named `after`.
#[derive(Clone, Debug)]
pub struct PageIn<K> {
    limit: u16,
    pub after: Option<K>,
    /// True if the answer is to say how many there are altogether.
    counts: bool,
    search: Option<Search>,
}

/// Rows of a page, one more than fits if there is one; with how many there are on all pages, if that was asked for.
pub struct Found<R> {
    pub rows: Vec<R>,
    pub total: Option<u64>,
}

impl<R> From<Vec<R>> for Found<R> {
    fn from(rows: Vec<R>) -> Self {
        Self { rows, total: None }
    }
}

impl<K: PageKey> PageIn<K> {
    /// From the query's `limit` and `cursor`.
    pub fn new(limit: Option<Limit>, cursor: Option<Text<Cursor<K>>>) -> Self {
        let (limit, after) = (limit.unwrap_or_default().get(), cursor.map(|cursor| cursor.0.0));
        Self { limit, after, counts: false, search: None }
    }

    /// From the query's `total`.
    #[must_use]
    pub fn counting(self, total: Option<bool>) -> Self {
        Self { counts: total.unwrap_or_default(), ..self }
    }

    /// From the query's `q`.
    #[must_use]
    pub fn searching(self, search: Option<Text<Search>>) -> Self {
        Self { search: search.map(|search| search.0), ..self }
    }

    /// How many rows to ask the database for: one more than fits tells whether there is a next page.
    pub fn fetch(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Rows that have the text that is searched for in one of the columns; nothing where none is.
    pub fn within<C: ColumnTrait>(&self, db: &impl ConnectionTrait, columns: &[C]) -> Option<Condition> {
        self.search.as_ref().map(|search| search.within(columns, db.get_database_backend()))
    }

    /// True if the answer is to say how many there are altogether.
    pub fn counts(&self) -> bool {
        self.counts
    }

    /// The rows of `finder`, which takes what to begin after and how many; of these only such as have the text that is
    /// searched for in one of `columns`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find<E>(
        &self,
        db: &impl ConnectionTrait,
        columns: &[E::Column],
        finder: impl Fn(Option<K>, u64) -> Select<E>,
    ) -> Result<Found<E::Model>, DbErr>
    where
        E: EntityTrait<Model: Sync>,
        K: Clone,
    {
        let within = self.within(db, columns);
        let wanted = |rows: Select<E>| rows.apply_if(within.clone(), Select::<E>::filter::<Condition>);
        let rows = wanted(finder(self.after.clone(), self.fetch())).all(db).await?;
        let total = match self.counts {
            true => Some(wanted(finder(None, ALL)).count(db).await?),
            false => None,
        };
        Ok(Found { rows, total })
    }

    /// The page's items from the rows that `fetch` brought.
    pub fn list<R, T>(&self, found: impl Into<Found<R>>, key: impl Fn(&R) -> K, item: impl Fn(R) -> T) -> List<T> {
        let Found { mut rows, total } = found.into();
        let limit = usize::from(self.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = rows.last().filter(|_| more).map(|row| key(row).encode());
        List { items: rows.into_iter().map(item).collect(), next_cursor, total }
    }
}

/// What a list is ordered by, as a cursor.
pub trait PageKey: Sized + Send + Sync + 'static {
    /// Every text of this form is a cursor, though perhaps of a page past the end.
    const PATTERN: &'static str;

    fn encode(&self) -> String;
    fn decode(text: &str) -> Option<Self>;
}

/// The id's sixteen bytes in base64url.
impl<T: 'static> PageKey for Id<T> {
    const PATTERN: &'static str = "^[A-Za-z0-9_-]{21}[AQgw]$";

    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.uuid().as_bytes())
    }

    fn decode(text: &str) -> Option<Self> {
        Uuid::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok().map(Self::from)
    }
}

/// The key of a page's last item.
#[derive(Clone, Debug)]
pub struct Cursor<K>(K);

impl<K: PageKey> FromStr for Cursor<K> {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        K::decode(text).map(Self).ok_or("expected a `nextCursor` of an earlier page of this list")
    }
}

impl<K: PageKey> fmt::Display for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.encode())
    }
}

impl<K: PageKey> TextShape for Cursor<K> {
    const NAME: &'static str = "Cursor";

    fn describe(schema: &mut MetaSchema) {
        schema.pattern = Some(K::PATTERN.to_owned());
    }
}

/// At most how many items a page has: 1 to `MOST`, and `USUAL` unless the client says.
#[derive(Clone, Copy, Debug)]
pub struct Limit<const MOST: u16 = 100, const USUAL: u16 = 50>(u16);

impl<const MOST: u16, const USUAL: u16> Limit<MOST, USUAL> {
    pub fn get(self) -> u16 {
        self.0
    }
}

impl<const MOST: u16, const USUAL: u16> Default for Limit<MOST, USUAL> {
    fn default() -> Self {
        Self(USUAL)
    }
}

impl<const MOST: u16, const USUAL: u16> ParseFromParameter for Limit<MOST, USUAL> {
    fn parse_from_parameter(text: &str) -> ParseResult<Self> {
        let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        limit.map(Self).ok_or_else(|| ParseError::custom(format!("expected a whole number from 1 to {MOST}")))
    }
}

impl<const MOST: u16, const USUAL: u16> Type for Limit<MOST, USUAL> {
    const IS_REQUIRED: bool = true;
    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Limit")
    }

    fn schema_ref() -> MetaSchemaRef {
        let mut schema = MetaSchema::new_with_format("integer", "int32");
        schema.minimum = Some(1.0);
        schema.maximum = Some(MOST.into());
        schema.default = Some(USUAL.into());
        MetaSchemaRef::Inline(Box::new(schema))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}
