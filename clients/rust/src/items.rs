//! Lists: all of their things one after another, a page at a time as they are read.

use std::collections::VecDeque;

use futures_util::{Stream, stream};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Client, Error};

#[derive(Deserialize)]
struct Answer<T> {
    data: Page<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page<T> {
    items: VecDeque<T>,
    next_cursor: Option<String>,
}

struct Reading<'a, T> {
    client: &'a Client,
    query: Vec<(String, String)>,
    path: String,
    ready: VecDeque<T>,
    /// `None` after the last page.
    next: Option<Option<String>>,
}

/// Every thing of the list at a path, such as `/api/v1/api-keys`, with these parameters of its query.
pub fn items<'a, T: DeserializeOwned + 'a>(
    client: &'a Client,
    path: &str,
    query: &[(&str, &str)],
) -> impl Stream<Item = Result<T, Error>> + Unpin + 'a {
    let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let reading = Reading { client, query, path: path.to_owned(), ready: VecDeque::new(), next: Some(None) };
    Box::pin(stream::try_unfold(reading, |mut reading| async move {
        while reading.ready.is_empty() {
            let Some(cursor) = reading.next.take() else { return Ok(None) };
            let page = reading.page(cursor.as_deref()).await?;
            (reading.ready, reading.next) = (page.items, page.next_cursor.map(Some));
        }
        Ok(reading.ready.pop_front().map(|item| (item, reading)))
    }))
}

impl<T: DeserializeOwned> Reading<'_, T> {
    async fn page(&self, cursor: Option<&str>) -> Result<Page<T>, Error> {
        let url = self.client.url(&self.path);
        let mut request = reqwest::Request::new(reqwest::Method::GET, url.parse().map_err(Error::setup)?);
        let pairs = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<_> = pairs.chain(cursor.map(|cursor| ("cursor", cursor))).collect();
        if !pairs.is_empty() {
            request.url_mut().query_pairs_mut().extend_pairs(pairs);
        }
        let answer = self.client.send(request).await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await?;
        if !status.is_success() {
            return Err(Error::from_answer(status, &headers, &body));
        }
        serde_json::from_slice::<Answer<T>>(&body)
            .map(|answer| answer.data)
            .map_err(|error| Error::Unexpected(error.to_string()))
    }
}
