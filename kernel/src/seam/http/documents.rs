//! Documents that others have put up, fetched through the courier and kept for as long as their headers say, within bounds: a
//! short while at least, so that nobody has us fetch without end, and a day at most.

use std::{sync::Arc, time::Duration};

use entity::Timestamp;
use http::{HeaderMap, HeaderValue, Method, header};
use http_body_util::{BodyExt, Limited};
use moka::sync::Cache;
use tokio::time::timeout;
use url::Url;

use super::{
    courier::{Courier, Failure, request},
    look_up::LookUps,
    reach::Reach,
};

/// For a document, from the name to its last byte.
const LIMIT: Duration = Duration::from_secs(5);
/// The largest document, in bytes.
const LARGEST: usize = 16 * 1024;
/// The most documents that are kept.
const MOST: u64 = 2_000;
/// How long one is kept that doesn't say, and how long at least and at most.
const USUAL: Duration = Duration::from_secs(300);
const SHORTEST: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// The documents that are kept.
pub struct Documents(Cache<Url, Arc<Kept>>);

struct Kept {
    body: Vec<u8>,
    until: Timestamp,
}

impl Default for Documents {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_live(LONGEST).build())
    }
}

impl Documents {
    /// The document, if it was fetched lately.
    pub fn kept(&self, url: &Url, now: Timestamp) -> Option<Vec<u8>> {
        self.0.get(url).filter(|kept| now < kept.until).map(|kept| kept.body.clone())
    }

    /// Fetches the document and keeps it.
    ///
    /// # Errors
    /// Also for any status but 200, and for what is too large.
    pub async fn fetch(
        &self,
        courier: &Courier,
        url: &Url,
        reach: Reach<'_>,
        lookups: LookUps<'_>,
        now: Timestamp,
    ) -> Result<Vec<u8>, Failure> {
        let accept = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("application/json"))]);
        let request = request(Method::GET, url, accept, String::new())?;
        let fetched = timeout(LIMIT, async {
            let (response, _connection) = courier.send(url, reach, lookups, request).await?;
            let (parts, body) = response.into_parts();
            if parts.status != http::StatusCode::OK {
                return Err(Failure::Protocol);
            }
            let body = Limited::new(body, LARGEST).collect().await.map_err(|_| Failure::Protocol)?;
            Ok((parts.headers, body.to_bytes().to_vec()))
        });
        let (headers, body) = fetched.await.map_err(|_| Failure::Timeout)??;
        let until = now.plus(lifetime(&headers));
        self.0.insert(url.clone(), Arc::new(Kept { body: body.clone(), until }));
        Ok(body)
    }
}

/// How long a document of these headers is kept (RFC 9111, 5.2.2).
fn lifetime(headers: &HeaderMap) -> Duration {
    let values = headers.get_all(header::CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let words: Vec<String> =
        values.flat_map(|value| value.split(',')).map(|word| word.trim().to_ascii_lowercase()).collect();
    if words.iter().any(|word| word == "no-store" || word == "no-cache") {
        return SHORTEST;
    }
    let age = words.iter().find_map(|word| word.strip_prefix("max-age=")?.trim_matches('"').parse().ok());
    age.map_or(USUAL, Duration::from_secs).clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_kept_as_long_as_it_says_within_bounds() {
        for (given, expected) in [
            (None, USUAL),
            (Some("max-age=600"), Duration::from_secs(600)),
            (Some("public, MAX-AGE=\"700\""), Duration::from_secs(700)),
            (Some("max-age=1"), SHORTEST),
            (Some("max-age=99999999999"), LONGEST),
            (Some("no-store, max-age=600"), SHORTEST),
            (Some("no-cache"), SHORTEST),
            (Some("max-age=x"), USUAL),
        ] {
            let given = given.map(|value| (header::CACHE_CONTROL, HeaderValue::from_static(value)));
            assert_eq!(lifetime(&given.into_iter().collect()), expected);
        }
    }
}
