//! Lists: all of their things one after another, a page at a time as they are read.

use std::{collections::VecDeque, str::FromStr};

use futures_util::{Stream, stream};
use progenitor_client::ResponseValue;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Client, Error, types::ErrorAnswer};

/// An answer that is a part of a list.
pub trait Page {
    type Item;

    /// What is in it, and the cursor of the next one.
    fn into_parts(self) -> (Vec<Self::Item>, Option<String>);
}

/// Every thing of a list: `items(async |cursor| client.list_api_keys(cursor, None).await)`.
pub fn items<P, C, L>(list: L) -> impl Stream<Item = Result<P::Item, Error>> + Unpin
where
    P: Page,
    C: FromStr,
    L: AsyncFn(Option<&C>) -> Result<ResponseValue<P>, progenitor_client::Error<ErrorAnswer>>,
{
    read(async move |cursor| {
        let cursor = cursor.map(|cursor| cursor.parse::<C>()).transpose();
        let cursor = cursor.map_err(|_| Error::Unexpected("the server's cursor is none".to_owned()))?;
        Ok(list(cursor.as_ref()).await?.into_inner().into_parts())
    })
}

/// Every thing of the list at a path, such as `/api/v1/api-keys`, with these parameters of its query: for what is to be read
/// otherwise than as the operation's own type.
pub fn items_at<'a, T: DeserializeOwned + 'a>(
    client: &'a Client,
    path: &str,
    query: &[(&str, &str)],
) -> impl Stream<Item = Result<T, Error>> + Unpin + 'a {
    let path = path.to_owned();
    let query: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    read(async move |cursor| page_at(client, &path, &query, cursor).await)
}

struct Reading<T, L> {
    list: L,
    ready: VecDeque<T>,
    /// `None` after the last page.
    next: Option<Option<String>>,
}

fn read<T, L>(list: L) -> impl Stream<Item = Result<T, Error>> + Unpin
where
    L: AsyncFn(Option<&str>) -> Result<(Vec<T>, Option<String>), Error>,
{
    let reading = Reading { list, ready: VecDeque::new(), next: Some(None) };
    Box::pin(stream::try_unfold(reading, |mut reading| async move {
        while reading.ready.is_empty() {
            let Some(cursor) = reading.next.take() else { return Ok(None) };
            let (ready, next) = (reading.list)(cursor.as_deref()).await?;
            (reading.ready, reading.next) = (ready.into(), next.map(Some));
        }
        Ok(reading.ready.pop_front().map(|item| (item, reading)))
    }))
}

#[derive(Deserialize)]
struct Answer<T> {
    data: Part<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part<T> {
    items: Vec<T>,
    next_cursor: Option<String>,
}

async fn page_at<T: DeserializeOwned>(
    client: &Client,
    path: &str,
    query: &[(String, String)],
    cursor: Option<&str>,
) -> Result<(Vec<T>, Option<String>), Error> {
    let mut request = reqwest::Request::new(reqwest::Method::GET, client.url(path).parse().map_err(Error::setup)?);
    let pairs = query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let pairs: Vec<_> = pairs.chain(cursor.map(|cursor| ("cursor", cursor))).collect();
    if !pairs.is_empty() {
        request.url_mut().query_pairs_mut().extend_pairs(pairs);
    }
    let answer = client.send(request).await?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await?;
    if !status.is_success() {
        return Err(Error::from_answer(status, &headers, &body));
    }
    let answer: Answer<T> = serde_json::from_slice(&body).map_err(|error| Error::Unexpected(error.to_string()))?;
    Ok((answer.data.items, answer.data.next_cursor))
}
