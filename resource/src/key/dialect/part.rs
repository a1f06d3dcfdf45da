//! Lists in parts: at most 1000 items in an answer, and a `Link` to those that follow (RFC 8288). Bodies stay as each format
//! has them, so a client that knows nothing of parts reads what it always did.

use std::fmt::Display;

use http::{HeaderValue, header};
use kernel::wire::page;
use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse,
    param::Query,
    registry::{MetaHeader, MetaResponses, Registry},
    types::{ToJSON, Type},
};

use super::{Bare, Text};

/// The most items of an answer, and how many it has unless the client says.
const MOST: u16 = 1000;

pub type Limit = page::Limit<MOST, MOST>;

/// Which part of a list was asked for: at most `limit` items, those that follow `after`.
pub struct Part<K> {
    limit: u16,
    pub after: Option<K>,
}

impl<K: Display> Part<K> {
    /// From the query's `limit` and `after`.
    pub fn new(limit: Query<Option<Limit>>, after: Query<Option<Text<K>>>) -> Self {
        Self { limit: limit.0.unwrap_or_default().get(), after: after.0.map(|after| after.0) }
    }

    /// How many rows to ask the database for: one more than fits tells whether others follow.
    pub fn fetch(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// The part's items from the rows that `fetch` brought; `key` is what a client names as `after`.
    pub fn cut<R>(&self, mut rows: Vec<R>, key: impl Fn(&R) -> K) -> Listed<Vec<R>> {
        let limit = usize::from(self.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = |row| format!("<?limit={limit}&after={}>; rel=\"next\"", key(row));
        Listed { next: rows.last().filter(|_| more).map(next), body: rows }
    }
}

/// A part of a list, and the link to the next one.
pub struct Listed<T> {
    body: T,
    next: Option<String>,
}

impl<R> Listed<Vec<R>> {
    pub fn map<T>(self, item: impl FnMut(R) -> T) -> Listed<Vec<T>> {
        self.within(|rows| rows.into_iter().map(item).collect())
    }
}

impl<T> Listed<T> {
    /// The items as the format wraps them.
    pub fn within<U>(self, wrap: impl FnOnce(T) -> U) -> Listed<U> {
        Listed { body: wrap(self.body), next: self.next }
    }
}

impl<T: ToJSON> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let mut response = Bare::<T>(self.body).into_response();
        if let Some(next) = self.next.and_then(|next| HeaderValue::try_from(next).ok()) {
            response.headers_mut().insert(header::LINK, next);
        }
        response
    }
}

impl<T: ToJSON> ApiResponse for Listed<T> {
    fn meta() -> MetaResponses {
        let mut meta = Bare::<T>::meta();
        for response in &mut meta.responses {
            response.headers.push(MetaHeader {
                name: "Link".to_owned(),
                description: Some(
                    "`<?…>; rel=\"next\"` (RFC 8288): the query of the part that follows, if one does.".to_owned(),
                ),
                required: false,
                deprecated: false,
                schema: String::schema_ref(),
            });
        }
        meta
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
