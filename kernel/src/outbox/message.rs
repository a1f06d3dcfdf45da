//! A message as it is sent: its body, and the headers that identify and sign it.

use entity::{Timestamp, audit_event};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::event::Published;
use crate::token::WebhookSecret;

/// Id, timestamp and signature.
pub const VERSION_HEADERS: [&str; 3] = ["webhook-id", "webhook-timestamp", "webhook-signature"];

/// What is sent, without when and to whom.
#[derive(Clone, Debug)]
pub struct Message {
    /// The same for all that are sent it, and whenever it is sent again.
    pub id: Uuid,
    pub event: String,
    pub body: String,
}

impl Message {
    pub fn new(id: Uuid, event: &str, at: Timestamp, data: &Value) -> Self {
        let body = json!({ "type": event, "timestamp": at, "data": data }).to_string();
        Self { id, event: event.to_owned(), body }
    }

    /// Of a record in an org's chain.
    pub fn of_record(record: &audit_event::Model, published: &Published) -> Self {
        let data = json!({
            "auditEventId": record.id,
            "orgId": record.chain,
            "actor": { "kind": record.actor_kind, "id": record.actor_id, "keyId": record.actor_key },
            "targetId": record.target_id,
            "detail": detail(record, published),
        });
        Self::new(record.id.uuid(), &record.action, record.created_at, &data)
    }
}

/// What of the record's detail may be sent.
fn detail(record: &audit_event::Model, published: &Published) -> Map<String, Value> {
    let detail = record.detail.as_deref().and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
    let mut detail = detail.unwrap_or_default();
    detail.retain(|name, _| published.detail.contains(&name.as_str()));
    detail
}

/// The message's id in `webhook-id`.
pub fn name(id: Uuid) -> String {
    format!("msg_{}", id.simple())
}

/// The headers of an attempt at `now`, signed with each of the secrets.
pub fn headers(id: Uuid, now: Timestamp, body: &str, secrets: &[WebhookSecret]) -> Option<HeaderMap> {
    let (id, at) = (name(id), now.seconds());
    let signatures: Option<Vec<_>> = secrets.iter().map(|secret| secret.sign(&id, at, body.as_bytes())).collect();
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in VERSION_HEADERS.into_iter().zip([id, at.to_string(), signatures?.join(" ")]) {
        headers.insert(HeaderName::from_static(name), HeaderValue::try_from(value).ok()?);
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use entity::{AuditEventId, Chain, OrgId};

    use super::{super::event::find, *};

    #[test]
    fn of_a_record_only_what_is_listed_is_sent() {
        let at = Timestamp::from_millis(1_780_315_200_000);
        let record = audit_event::Model {
            id: AuditEventId::from(Uuid::from_u128(1)),
            chain: Chain::of(Some(OrgId::from(Uuid::from_u128(2)))),
            sequence: 1,
            actor_kind: "user".to_owned(),
            actor_key: None,
            actor_id: Some(Uuid::from_u128(3)),
            action: "invitation.created".to_owned(),
            target_id: Some("4".to_owned()),
            ip: Some("127.0.0.1".to_owned()),
            request_id: Some("r".to_owned()),
            detail: Some(r#"{"email":"bob@example.com","role":"admin"}"#.to_owned()),
            created_at: at,
            previous_hash: vec![1],
            hash: vec![2],
        };
        let message = Message::of_record(&record, find("invitation.created").unwrap());
        let body: Value = serde_json::from_str(&message.body).unwrap();
        let expected = json!({
            "type": "invitation.created",
            "timestamp": "2026-06-01T12:00:00.000Z",
            "data": {
                "auditEventId": "00000000-0000-0000-0000-000000000001",
                "orgId": "00000000-0000-0000-0000-000000000002",
                "actor": { "kind": "user", "id": "00000000-0000-0000-0000-000000000003", "keyId": null },
                "targetId": "4",
                "detail": { "role": "admin" },
            },
        });
        assert_eq!(body, expected);
        assert_eq!(name(message.id), "msg_00000000000000000000000000000001");
    }
}
