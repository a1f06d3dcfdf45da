//! Webhook endpoints and deliveries on the wire. A secret is shown when it is made, and never again.

use std::{fmt, str::FromStr};

use entity::{DeliveryStatus, Timestamp, WebhookDeliveryId, WebhookEndpointId, webhook_delivery, webhook_endpoint};
use kernel::{
    outbox::{EVENTS, is_event},
    token::Plain,
    wire::{Description, Text, text::TextShape},
};
use poem_openapi::{Object, registry::MetaSchema, types::MaybeUndefined};
use serde::Deserialize;

/// Where events are sent.
#[derive(Object)]
#[oai(rename = "WebhookEndpoint", rename_all = "camelCase")]
pub struct EndpointOut {
    pub id: Text<WebhookEndpointId>,
    /// Where messages are posted to.
    pub url: String,
    /// What it is for.
    pub description: Option<String>,
    /// The events that it is sent; `null`: all of them.
    pub events: Option<Vec<Text<EventName>>>,
    /// True if it is sent anything.
    pub enabled: bool,
    /// Why it was turned off, if the server did: `gone` (it answered 410), `failing` (nothing arrived for five days) or
    /// `behind` (more than 20,000 messages were due).
    pub disabled_reason: Option<String>,
    /// Since when nothing has arrived, if the last attempt failed.
    pub failing_since: Option<Text<Timestamp>>,
    /// Until when messages are also signed with the secret before.
    pub previous_secret_until: Option<Text<Timestamp>>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl EndpointOut {
    pub fn new(row: webhook_endpoint::Model, now: Timestamp) -> Self {
        let events = row.events.as_deref().map(|events| events.split(' ').flat_map(str::parse).map(Text).collect());
        Self {
            id: Text(row.id),
            url: row.url,
            description: row.description,
            events,
            enabled: row.disabled_at.is_none(),
            disabled_reason: row.disabled_reason,
            failing_since: row.failing_since.map(Text),
            previous_secret_until: row.previous_secret_until.filter(|until| now < *until).map(Text),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

/// An endpoint whose signing secret was just made.
#[derive(Object)]
#[oai(rename = "WebhookEndpointWithSecret", rename_all = "camelCase")]
pub struct EndpointWithSecretOut {
    /// What its messages are signed with: `whsec_` and base64. It appears here and never again.
    pub secret: String,
    #[oai(flatten)]
    pub about: EndpointOut,
}

impl EndpointWithSecretOut {
    pub fn new(about: EndpointOut, secret: &Plain) -> Self {
        Self { secret: secret.expose().to_owned(), about }
    }
}

/// An endpoint to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateWebhookEndpoint", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateEndpointIn {
    /// Where messages are posted to: https, to the public internet, at port 443 or from 1024 on.
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<Text<Description>>,
    /// The events that it is sent; all of them unless given.
    #[serde(default)]
    pub events: Option<Vec<Text<EventName>>>,
}

/// What to change of an endpoint: absent is unchanged, `null` clears.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateWebhookEndpoint", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateEndpointIn {
    /// Where messages are posted to; can't be cleared.
    #[serde(default)]
    pub url: MaybeUndefined<String>,
    /// What it is for.
    #[serde(default)]
    pub description: MaybeUndefined<Text<Description>>,
    /// The events that it is sent; `null`: all of them.
    #[serde(default)]
    pub events: MaybeUndefined<Vec<Text<EventName>>>,
    /// Whether it is sent anything; turning it off gives up what is still to be sent. Can't be cleared.
    #[serde(default)]
    pub enabled: MaybeUndefined<bool>,
}

/// How to change the secret.
#[derive(Default, Object, Deserialize)]
#[oai(rename = "RotateWebhookSecret", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RotateSecretIn {
    /// How long messages are also signed with the secret before, in seconds, at most 30 days; a day unless given.
    #[serde(default)]
    #[oai(validator(maximum(value = "2592000")))]
    pub overlap_seconds: Option<u32>,
}

/// A message to an endpoint, and what became of it.
#[derive(Object)]
#[oai(rename = "WebhookDelivery", rename_all = "camelCase")]
pub struct DeliveryOut {
    pub id: Text<WebhookDeliveryId>,
    /// `webhook-id` of the message: the same for every attempt.
    pub message_id: String,
    /// What happened.
    pub event: String,
    pub status: Text<DeliveryStatus>,
    /// How often it was sent, or begun to be.
    pub attempts: i32,
    /// When it is sent next; `null` when it is over, or just being sent.
    pub next_attempt_at: Option<Text<Timestamp>>,
    /// When the last attempt ended.
    pub last_attempt_at: Option<Text<Timestamp>>,
    /// The HTTP status that the last attempt got.
    pub last_response_status: Option<i32>,
    /// What went wrong with it: `refused` or `redirected` (the answer's status), `timeout`, `connection_failed`,
    /// `tls_failed`, `bad_answer`, `name_not_resolved`, `address_refused`, `gone`, `endpoint_disabled`,
    /// `secret_not_opened`; `crowded_out` (the server had no room for it, which doesn't count as an attempt).
    pub last_error: Option<String>,
    /// The message's body.
    pub payload: serde_json::Value,
    pub created_at: Text<Timestamp>,
    /// When it arrived or was given up.
    pub finished_at: Option<Text<Timestamp>>,
}

impl From<webhook_delivery::Model> for DeliveryOut {
    fn from(row: webhook_delivery::Model) -> Self {
        Self {
            id: Text(row.id),
            message_id: kernel::outbox::name(row.message_id),
            event: row.event,
            status: Text(row.status),
            attempts: row.attempts,
            next_attempt_at: row.due_at.filter(|_| row.claim.is_none()).map(Text),
            last_attempt_at: row.last_attempt_at.map(Text),
            last_response_status: row.last_status,
            last_error: row.last_error,
            payload: serde_json::from_str(&row.payload).unwrap_or_default(),
            created_at: Text(row.created_at),
            finished_at: row.finished_at.map(Text),
        }
    }
}

/// What to send an endpoint that missed it.
#[derive(Object, Deserialize)]
#[oai(rename = "ReplayWebhooks", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ReplayIn {
    /// From when on, at most 29 days ago.
    pub since: Text<Timestamp>,
    /// Until before when; now, unless said.
    #[serde(default)]
    pub until: Option<Text<Timestamp>>,
}

/// What is sent to an endpoint that missed it.
#[derive(Object)]
#[oai(rename = "ReplayedWebhooks", rename_all = "camelCase")]
pub struct ReplayedOut {
    /// How many messages: those that the endpoint was never sent, and those that were given up.
    pub queued: u64,
    /// Until before when everything was looked at. Where it is before the `until` that was asked for, there was more than
    /// one request does: ask again, from there on.
    pub until: Text<Timestamp>,
}

/// The name of an event that endpoints can be sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventName(String);

impl EventName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EventName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_event(text) { Ok(Self(text.to_owned())) } else { Err("is no event that webhooks are sent for") }
    }
}

impl fmt::Display for EventName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for EventName {
    const NAME: &'static str = "WebhookEvent";
    const SHARED: bool = true;

    fn describe(schema: &mut MetaSchema) {
        schema.description = Some("What endpoints can be sent.");
        schema.enum_items = EVENTS.iter().map(|event| event.action.as_str().into()).collect();
    }
}
