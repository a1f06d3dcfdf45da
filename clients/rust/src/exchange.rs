//! What happens to every request: it gets the credential, is sent again where that is safe and the server may recover, and
//! once more after a step-up.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{
    Method, Request, Response, StatusCode,
    header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
};

use crate::Client;

/// A longer wait than this is left to the caller.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const FIRST_WAIT: Duration = Duration::from_millis(200);

/// The session's new token, once the person was asked.
pub type Asked = Pin<Box<dyn Future<Output = Option<String>> + Send>>;
type Ask = Arc<dyn Fn(StepUpNeeded) -> Asked + Send + Sync>;

/// An operation needs the person to have proved within so many seconds that they are there (RFC 9470).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepUpNeeded {
    /// The oldest step-up that will do, in seconds, where the server says so.
    pub max_age: Option<u64>,
    /// The operation's id.
    pub operation: String,
}

/// The state of a client, which its clones share: its credential, and what it does when a request is refused.
#[derive(Clone)]
pub struct Exchange {
    credential: Arc<RwLock<Option<HeaderValue>>>,
    pub(crate) retries: u32,
    pub(crate) ask: Option<Ask>,
}

impl Default for Exchange {
    fn default() -> Self {
        Self { credential: Arc::default(), retries: 3, ask: None }
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("retries", &self.retries).finish_non_exhaustive()
    }
}

impl Exchange {
    /// Uses another credential from now on. One that can't be in a header is none.
    pub fn set_credential(&self, credential: &str) {
        let value = HeaderValue::from_str(&format!("Bearer {credential}")).ok().map(|mut value| {
            value.set_sensitive(true);
            value
        });
        *self.credential.write().unwrap_or_else(PoisonError::into_inner) = value;
    }

    fn authorize(&self, headers: &mut HeaderMap) {
        let credential = self.credential.read().unwrap_or_else(PoisonError::into_inner);
        match &*credential {
            Some(value) => headers.insert(AUTHORIZATION, value.clone()),
            None => headers.remove(AUTHORIZATION),
        };
    }
}

impl Client {
    /// Uses another credential from now on, in clones of the client too.
    pub fn set_credential(&self, credential: &str) {
        self.inner().set_credential(credential);
    }

    /// Sends a request with the client's credential, retries and step-up: for what no operation of the client does, such as
    /// reading a file in parts.
    ///
    /// # Errors
    /// [`crate::Error::Unreachable`] when there was no answer. An answer that refuses is an `Ok`.
    pub async fn send(&self, request: Request) -> Result<Response, crate::Error> {
        Ok(self.exec(request, &OperationInfo { operation_id: "" }).await?)
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.baseurl())
    }
}

impl ClientHooks<Exchange> for Client {
    async fn exec(&self, request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let exchange = self.inner();
        let (mut request, mut sent, mut asked) = (request, 0, false);
        loop {
            exchange.authorize(request.headers_mut());
            let again = request.try_clone();
            let repeatable = is_repeatable(&request);
            let result = self.client().execute(request).await;
            let Some(next) = again else { return result };
            if let (Ok(answer), Some(ask), false) = (&result, &exchange.ask, asked)
                && let Some(needed) = step_up_needed(answer, info)
                && let Some(token) = ask(needed).await
            {
                exchange.set_credential(&token);
                (request, asked) = (next, true);
                continue;
            }
            let wait = if repeatable && sent < exchange.retries { wait_after(&result, sent) } else { None };
            let Some(wait) = wait else { return result };
            tokio::time::sleep(wait).await;
            (request, sent) = (next, sent + 1);
        }
    }
}

/// Sent twice it does what it does sent once (RFC 9110), or the server sees to that.
fn is_repeatable(request: &Request) -> bool {
    let methods = [Method::GET, Method::HEAD, Method::OPTIONS, Method::PUT, Method::DELETE];
    methods.contains(request.method()) || request.headers().contains_key("idempotency-key")
}

/// How long to wait before the request is sent again; `None` if that would not help.
fn wait_after(result: &reqwest::Result<Response>, sent: u32) -> Option<Duration> {
    let backoff = FIRST_WAIT * 2_u32.saturating_pow(sent.min(6));
    let Ok(answer) = result else { return Some(backoff) };
    let told = retry_after(answer.headers());
    match answer.status() {
        // A limit: 400 on the native API, 429 in other wire formats. A 400 without the header is a mistake, and stays one.
        StatusCode::BAD_REQUEST => told,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Some(told.unwrap_or(backoff)),
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Some(backoff),
        _ => None,
    }
    .filter(|wait| *wait <= LONGEST_WAIT)
}

pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok().map(Duration::from_secs)
}

fn step_up_needed(answer: &Response, info: &OperationInfo) -> Option<StepUpNeeded> {
    let max_age = challenge(answer.status(), answer.headers())?;
    Some(StepUpNeeded { max_age, operation: info.operation_id.to_owned() })
}

/// RFC 9470's challenge, and its `max_age`, if that is what the answer is.
pub fn challenge(status: StatusCode, headers: &HeaderMap) -> Option<Option<u64>> {
    let challenge = headers.get(WWW_AUTHENTICATE)?.to_str().ok()?;
    let is_one = status == StatusCode::FORBIDDEN && challenge.contains("insufficient_user_authentication");
    is_one.then(|| challenge.split("max_age=\"").nth(1)?.split('"').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Response {
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        Response::from(answer.body("").unwrap())
    }

    #[test]
    fn it_waits_as_long_as_it_is_told_and_only_where_that_helps() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        for (status, told, expected) in [
            (200, None, None),
            (400, None, None),
            (400, Some("2"), seconds(2)),
            (429, Some("30"), seconds(30)),
            (503, Some("31"), None),
            (503, None, Some(FIRST_WAIT * 4)),
            (502, Some("9"), Some(FIRST_WAIT * 4)),
            (404, Some("2"), None),
            (503, Some("soon"), Some(FIRST_WAIT * 4)),
        ] {
            let headers: Vec<_> = told.map(|told| ("retry-after", told)).into_iter().collect();
            assert_eq!(wait_after(&Ok(answer(status, &headers)), 2), expected, "{status} {told:?}");
        }
    }

    #[test]
    fn what_is_not_idempotent_is_sent_once_unless_a_key_makes_it_so() {
        let request = |method| Request::new(method, "http://127.0.0.1".parse().unwrap());
        assert!(is_repeatable(&request(Method::GET)) && is_repeatable(&request(Method::DELETE)));
        assert!(!is_repeatable(&request(Method::POST)) && !is_repeatable(&request(Method::PATCH)));
        let mut keyed = request(Method::POST);
        keyed.headers_mut().insert("idempotency-key", HeaderValue::from_static("a"));
        assert!(is_repeatable(&keyed));
    }

    #[test]
    fn the_challenge_of_rfc_9470_is_told_from_others() {
        let step_up = r#"Bearer error="insufficient_user_authentication", max_age="600""#;
        let told = |status, value| {
            let answer = answer(status, &[("www-authenticate", value)]);
            challenge(answer.status(), answer.headers())
        };
        assert_eq!(told(403, step_up), Some(Some(600)));
        assert_eq!(told(403, r#"Bearer error="insufficient_user_authentication""#), Some(None));
        assert_eq!(told(401, step_up), None);
        assert_eq!(told(403, r#"Bearer error="insufficient_scope""#), None);
    }
}
