//! What fields look like, by their names: for examples alone.

use serde_json::{Value, json};

const ID: &str = "019ac7a1-5b1c-7c3e-9d0e-2f6a4b8c1d37";
const THEN: &str = "2026-11-28T09:30:00.000Z";
/// Far enough ahead for an example to be pasted.
const LATER: &str = "2036-01-01T00:00:00.000Z";

/// What a field of this schema holds, whatever the schema says of it.
pub fn fixed(schema: &str, field: &str) -> Option<Value> {
    let value = match (schema, field) {
        ("ErrorAnswer", "success") => false.into(),
        ("ErrorBody", "code") => "FORBIDDEN".into(),
        ("ErrorBody", "message") => "Your role in the organization does not allow this".into(),
        ("VerifiedApiKey", "code") => "VALID".into(),
        ("TotpCode" | "SecondStep", "code") => "492039".into(),
        (_, "allowedCidrs") => json!(["203.0.113.0/24"]),
        (_, "nextCursor") => Value::Null,
        (_, "expiresAt" | "expiry_date") => LATER.into(),
        _ => return None,
    };
    Some(value)
}

/// `scopes` has items that are each a `scope`.
pub fn singular(field: &str) -> &str {
    field.strip_suffix('s').unwrap_or(field)
}

pub fn text(field: &str, format: Option<&str>) -> String {
    match format {
        Some("date-time") => return if field == "expiresAt" { LATER } else { THEN }.to_owned(),
        Some("uuid") => return ID.to_owned(),
        _ => {}
    }
    by_name(field).to_owned()
}

fn by_name(field: &str) -> &'static str {
    match field {
        "id" | "targetId" | "requestId" | "messageId" | "externalId" => ID,
        "email" | "external_id" => "ada@example.com",
        "password" | "newPassword" | "currentPassword" => "correct horse battery staple",
        "avatar" => "https://example.com/ada.png",
        "url" => "https://hooks.example.com/almond",
        "prefix" | "key_prefix" => "alm_test_4f2",
        "key" | "access_token" => "alm_test_4f2a9c0d17e85b36a1c4d2e8f09b7a653c1e4d8f2b6a9071",
        "token" | "mfaToken" | "code" | "deviceCode" | "device_code" => "wq3lX0cN6v5mT8aE1rYpUu2bJk9sHd4gZfQiOxCtLnM",
        "userCode" | "user_code" => "BCDF-GHJK-LMNP",
        "ip" => "203.0.113.9",
        "userAgent" => "Mozilla/5.0",
        "sha256" | "hash" | "previousHash" => "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "contentType" => "application/pdf",
        "currency" => "EUR",
        "created_at" | "updated_at" | "expires_at" | "last_used_at" => THEN,
        "event" | "action" => "key.minted",
        "provider" => "github",
        "kind" => "user",
        "tokenType" | "token_type" => "Bearer",
        "scope" | "scopes" => "models:read",
        "verificationUrl" | "verification_uri" => "https://almond.example.com/device",
        "verificationUrlComplete" | "verification_uri_complete" => {
            "https://almond.example.com/device?code=BCDF-GHJK-LMNP"
        }
        "issuer" => "https://almond.example.com",
        "token_endpoint" => "https://almond.example.com/oauth2/token",
        "device_authorization_endpoint" => "https://almond.example.com/oauth2/device_authorization",
        "grant_type" => "urn:ietf:params:oauth:grant-type:device_code",
        "client_id" => "almond-cli",
        "secret" => "JBSWY3DPEHPK3PXP",
        "otpauthUrl" => "otpauth://totp/Almond:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Almond",
        "qrPng" => "iVBORw0KGgo=",
        "status" => "ok",
        "version" => "1.4.2",
        "message" | "error" | "detail" | "error_description" => "A sentence for people",
        "reference" => "invoice-2026-114",
        "description" => "What it is for",
        _ => "Ada's",
    }
}

pub fn number(field: &str, least: Option<f64>) -> i64 {
    let usual = match field {
        "size" => 48_213,
        "maxAge" => 600,
        "expiresIn" | "expires_in" => 600,
        "interval" => 5,
        "limit" => 50,
        _ => 1,
    };
    // Bounds of ours are small whole numbers.
    least.map_or(usual, |least| usual.max(least as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_what_fields_look_like() {
        assert_eq!(fixed("ApiKeyList", "nextCursor"), Some(Value::Null));
        assert_eq!(fixed("ApiKey", "expiresAt"), Some(json!(LATER)));
        assert_eq!((singular("scopes"), text("scope", None).as_str()), ("scope", "models:read"));
        assert_eq!(number("size", Some(100_000.0)), 100_000);
    }
}
