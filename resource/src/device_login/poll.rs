//! What a waiting program is told, in the words of RFC 8628 (3.5) and RFC 6749 (5.2), and how often it may ask.

use std::net::IpAddr;

use entity::{
    DeviceStatus, Digest,
    device_login::{self, Question},
};
use http::header;
use kernel::{
    error::{Error, Result},
    inbound::Inbound,
    limiter::pace::{GRACE, TooEarly},
    state::State,
    token::link,
};
use serde_json::json;

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

/// A program's question about its login.
pub struct Poll<'a> {
    state: &'a State,
    address: IpAddr,
    digest: Digest,
    /// `None` is the native wire.
    client_id: Option<&'a str>,
    question: Question,
}

impl<'a> Poll<'a> {
    /// `None` for what is no device code.
    pub fn new(
        inbound: &'a Inbound,
        device_code: &str,
        client_id: Option<&'a str>,
        question: Question,
    ) -> Option<Self> {
        let digest = link::digest(device_code)?;
        let Inbound { state, context } = inbound;
        Some(Self { state, address: context.address, digest, client_id, question })
    }

    /// The login with this device code, if it is this client's and was not asked for too early. Only waiting is paced:
    /// whoever has an answer asks no more. What memory can refuse costs no statement, and the rest waits for its turn.
    pub async fn login(&self) -> Result<Result<device_login::Model, Refusal>> {
        if let Some(refusal) = self.refused_from_memory().await? {
            return Ok(Err(refusal));
        }
        let _turn = self.state.look_ups.turn(self.address).await?;
        // While it waited, the same may have been found out for somebody else.
        if let Some(refusal) = self.refused_from_memory().await? {
            return Ok(Err(refusal));
        }
        let Some(login) = device_login::Entity::by_device(self.digest).one(self.state.db.read()).await? else {
            self.state.device_paces.note_unknown(self.digest);
            return Ok(Err(Refusal::Unknown));
        };
        if login.client_id.as_deref() != self.client_id {
            return Ok(Err(Refusal::Unknown));
        }
        let is_paced = login.status_at(self.state.now()) == DeviceStatus::Pending;
        let refusal = if is_paced { self.pace(&login).await? } else { None };
        Ok(refusal.map_or(Ok(login), Err))
    }

    async fn refused_from_memory(&self) -> Result<Option<Refusal>> {
        let paces = &self.state.device_paces;
        if paces.is_unknown(&self.digest) {
            return Ok(Some(Refusal::Unknown));
        }
        match paces.too_early(self.digest, self.client_id, self.question, self.state.now()) {
            Some(early) => self.slow_down(early).await.map(Some),
            None => Ok(None),
        }
    }

    /// Notes the question, unless it comes too early after one that this node knows nothing of.
    async fn pace(&self, login: &device_login::Model) -> Result<Option<Refusal>> {
        let (state, now) = (self.state, self.state.now());
        let asked = device_login::Entity::ask(login.id, self.question, GRACE, now).exec(state.db.write()).await?;
        if asked.rows_affected > 0 {
            state.device_paces.asked(login, self.question, now);
            return Ok(None);
        }
        self.slow_down(state.device_paces.found_early(login, self.question, now)).await.map(Some)
    }

    async fn slow_down(&self, early: TooEarly) -> Result<Refusal> {
        if let Some(id) = early.unwritten {
            device_login::Entity::lengthen(id, early.interval).exec(self.state.db.write()).await?;
        }
        Ok(Refusal::SlowDown { interval: early.interval.as_secs() })
    }
}

/// Where a login stands.
///
/// # Errors
/// `NOT_FOUND`; `BAD_REQUEST` `slow_down` when the program asks more often than it was told.
pub async fn status(inbound: &Inbound, device_code: &str) -> Result<DeviceStatus> {
    let poll = Poll::new(inbound, device_code, None, Question::Status).ok_or_else(Error::not_found)?;
    Ok(poll.login().await??.status_at(inbound.state.now()))
}
