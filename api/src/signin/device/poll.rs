//! What a waiting program is told, in the words of RFC 8628 (3.5) and RFC 6749 (5.2), and how often it may ask.

use std::time::Duration;

use entity::{
    DeviceStatus,
    device_login::{self, Question},
};
use http::header;
use serde_json::json;

use crate::{
    error::{Error, Result},
    state::State,
    token::link,
};

/// By how much the interval grows with each question that comes too early.
const SLOWER: Duration = Duration::from_secs(5);
/// How much too early is in time: the question before may have been held up on its way.
const GRACE: Duration = Duration::from_millis(500);

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody has decided yet.
    Pending,
    /// Asked too early; `interval` seconds apart from now on.
    SlowDown {
        interval: u64,
    },
    /// A person refused, or who approved is no longer who they were.
    Denied,
    Expired,
    /// The key was handed out.
    Consumed,
    /// No such code, or not this client's.
    Unknown,
}

impl Refusal {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "authorization_pending",
            Self::SlowDown { .. } => "slow_down",
            Self::Denied => "access_denied",
            Self::Expired => "expired_token",
            Self::Consumed | Self::Unknown => "invalid_grant",
        }
    }
}

/// On the native wire the word is the message.
impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::not_found(),
            Refusal::SlowDown { interval } => Self::bad_request(refusal.word())
                .with_details(json!({ "interval": interval }))
                .with_header(header::RETRY_AFTER, interval),
            _ => Self::bad_request(refusal.word()),
        }
    }
}

/// The login with this device code, if it is this client's; `None` is the native wire.
pub async fn find(state: &State, device_code: &str, client_id: Option<&str>) -> Result<Option<device_login::Model>> {
    let Some(digest) = link::digest(device_code) else { return Ok(None) };
    let login = device_login::Entity::by_device(digest).one(state.db.read()).await?;
    Ok(login.filter(|login| login.client_id.as_deref() == client_id))
}

/// Where a login stands.
///
/// # Errors
/// `NOT_FOUND`; `BAD_REQUEST` `slow_down` when the program asks more often than it was told.
pub async fn status(state: &State, device_code: &str) -> Result<DeviceStatus> {
    let login = find(state, device_code, None).await?.ok_or_else(Error::not_found)?;
    let status = login.status_at(state.now());
    if status == DeviceStatus::Pending {
        pace(state, &login, Question::Status).await?.map_or(Ok(()), |refusal| Err(Error::from(refusal)))?;
    }
    Ok(status)
}

/// Is the program too fast? Only waiting is paced: whoever has an answer asks no more.
pub async fn pace(state: &State, login: &device_login::Model, question: Question) -> Result<Option<Refusal>> {
    let asked = device_login::Entity::ask(login.id, question, GRACE, state.now()).exec(state.db.write()).await?;
    if asked.rows_affected > 0 {
        return Ok(None);
    }
    device_login::Entity::slow_down(login.id, SLOWER).exec(state.db.write()).await?;
    let now = device_login::Entity::by_device(login.device_digest).one(state.db.read()).await?;
    let interval_ms = now.as_ref().unwrap_or(login).interval_ms;
    Ok(Some(Refusal::SlowDown { interval: u64::try_from(interval_ms / 1000).unwrap_or(0) }))
}
