//! The bytes that a record's hash is of. They are what `GET /audit-events` shows of it without `hash`, as JSON in its one
//! canonical spelling (RFC 8785), so that anybody who has the list can verify it with a few lines in any language.

use entity::{Chain, Timestamp, audit_event};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// What the first record of a chain has for the hash before it; binds the chain to its org.
pub fn genesis(chain: Chain) -> Hash {
    Sha256::digest(format!("almond audit chain v1 {chain}")).into()
}

/// SHA-256 of all that is stored of the record but its own hash; its org is in the hash by way of the chain's first.
///
/// `None` for a row that this program can't have written.
pub fn hash(row: &audit_event::Model) -> Option<Hash> {
    let detail = row.detail.as_deref().map(serde_json::from_str::<Value>).transpose().ok()?;
    // Reading it must have lost nothing, or another text could take its place.
    if detail.as_ref().map(json) != row.detail || Timestamp::from_millis(row.created_at.millis()) != row.created_at {
        return None;
    }
    let mut actor = json!({ "kind": row.actor_kind, "id": row.actor_id });
    // Left out where there is none: records of before keys were named have the hash that they always had.
    if let Some(key) = row.actor_key {
        actor["keyId"] = json!(key);
    }
    let record = json!({
        "id": row.id,
        "sequence": row.sequence,
        "at": row.created_at,
        "action": row.action,
        "actor": actor,
        "targetId": row.target_id,
        "ip": row.ip,
        "requestId": row.request_id,
        "detail": detail,
        "previousHash": hex::encode(&row.previous_hash),
    });
    Some(Sha256::digest(json(&record)).into())
}

/// RFC 8785 for values without fractions: names in order, nothing between tokens. Names are sorted here, because the
/// order in which `serde_json` keeps them depends on what other crates ask of it.
pub fn json(value: &Value) -> String {
    let listed = |items: Vec<String>, open, close| format!("{open}{}{close}", items.join(","));
    match value {
        Value::Array(items) => listed(items.iter().map(json).collect(), '[', ']'),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            let field = |(name, value): (&String, &Value)| format!("{}:{}", Value::from(name.as_str()), json(value));
            listed(fields.into_iter().map(field).collect(), '{', '}')
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
pub mod tests {
    use entity::{AuditEventId, OrgId};
    use uuid::Uuid;

    use super::*;

    pub fn row() -> audit_event::Model {
        audit_event::Model {
            id: AuditEventId::from(Uuid::from_u128(1)),
            chain: Chain::of(Some(OrgId::from(Uuid::from_u128(2)))),
            sequence: 1,
            actor_kind: "user".to_owned(),
            actor_id: Some(Uuid::from_u128(3)),
            actor_key: None,
            action: "key.minted".to_owned(),
            target_id: Some("key \"1\" é\u{1f}".to_owned()),
            ip: Some("127.0.0.1".to_owned()),
            request_id: None,
            detail: Some(r#"{"count":2,"scopes":"models:read"}"#.to_owned()),
            created_at: Timestamp::from_millis(1_780_315_200_000),
            previous_hash: genesis(Chain::of(Some(OrgId::from(Uuid::from_u128(2))))).to_vec(),
            hash: Vec::new(),
        }
    }

    /// Computed apart from this program. A change here would make every chain look broken.
    #[test]
    fn the_encoding_stays() {
        assert_eq!(
            hex::encode(genesis(Chain::SERVER)),
            "6307d89d7b957d0b93a11be3a2f1e09cb06182b4e09a700fbef2a6e2c3418d39"
        );
        assert_eq!(
            hex::encode(hash(&row()).unwrap()),
            "afde77fde26c5c031b6f341ffb16ce361d73a86696c364c757f8a7a4d9e44e98"
        );
    }

    #[test]
    fn every_stored_field_is_in_the_hash() {
        let whole = hash(&row());
        let changes: [fn(&mut audit_event::Model); 12] = [
            |row| row.id = AuditEventId::from(Uuid::nil()),
            |row| row.sequence = 2,
            |row| row.actor_kind = "operator".to_owned(),
            |row| row.actor_id = None,
            |row| row.actor_key = Some(Uuid::nil()),
            |row| row.action = "key.revoked".to_owned(),
            |row| row.target_id = None,
            |row| row.ip = Some(String::new()),
            |row| row.request_id = Some("null".to_owned()),
            |row| row.detail = None,
            |row| row.created_at = Timestamp::default(),
            |row| row.previous_hash = vec![0; 32],
        ];
        for (n, change) in changes.into_iter().enumerate() {
            let mut changed = row();
            change(&mut changed);
            assert_ne!(hash(&changed), whole, "{n}");
        }
    }

    #[test]
    fn another_spelling_of_the_detail_is_no_record() {
        for text in [r#"{"scopes":"models:read","count":2}"#, r#"{"count": 2}"#, r#"{"a":1,"a":1}"#, "{", ""] {
            assert_eq!(hash(&audit_event::Model { detail: Some(text.to_owned()), ..row() }), None, "{text}");
        }
    }
}
