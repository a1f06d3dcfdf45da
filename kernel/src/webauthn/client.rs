//! What webauthn-rs leaves unchecked of what a client sends: whether the parts of a credential's JSON agree, and who, by
//! the browser's word, was asking.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

/// The longest credential id that the specification allows.
const LONGEST_ID: usize = 1023;

/// The fields of a credential's JSON that are bytes in base64url (WebAuthn, 5.1.8).
const BYTES: [&str; 7] =
    ["id", "rawId", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/// A credential as the specification has it: native libraries pad base64url, or have the other alphabet.
pub fn normalised(mut given: Map<String, Value>) -> Map<String, Value> {
    for (name, value) in &mut given {
        match value {
            Value::String(text) if BYTES.contains(&name.as_str()) => {
                *text = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
            }
            Value::Object(response) if name == "response" => *response = normalised(std::mem::take(response)),
            _ => {}
        }
    }
    given
}

/// True if `id` says in base64url what `raw_id` says, and it is a public key's.
pub fn is_consistent(kind: &str, id: &str, raw_id: &[u8]) -> bool {
    let fits = (1..=LONGEST_ID).contains(&raw_id.len());
    fits && kind == "public-key" && id == URL_SAFE_NO_PAD.encode(raw_id)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    origin: String,
    #[serde(default)]
    cross_origin: Option<bool>,
    #[serde(default)]
    top_origin: Option<Value>,
}

/// True if it was a page of one of `origins`, and not one within a frame of another's. The library takes any URL of an
/// origin, and frames when a passkey is used.
pub fn is_page_of(origins: &[Url], client_data: &[u8]) -> bool {
    let Ok(data) = serde_json::from_slice::<ClientData>(client_data) else { return false };
    let framed = data.cross_origin == Some(true) || data.top_origin.is_some();
    !framed && Url::parse(&data.origin).is_ok_and(|given| origins.contains(&given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_exactly_the_origin_that_is_in_no_frame() {
        let origins = ["https://almond.example", "http://localhost:5173"].map(|origin| Url::parse(origin).unwrap());
        let is = |json: &str| is_page_of(&origins, json.as_bytes());
        assert!(is(r#"{"origin":"https://almond.example"}"#));
        assert!(is(r#"{"origin":"http://localhost:5173"}"#));
        assert!(is(r#"{"origin":"https://almond.example:443/","crossOrigin":false,"new":"member"}"#));
        for other in [
            "http://almond.example",
            "http://localhost",
            "https://localhost:5173",
            "https://almond.example:8443",
            "https://sub.almond.example",
            "https://almond.example.evil",
            "https://almond.example/page",
            "https://almond.example?",
            "https://user@almond.example",
            "https://almond.example.",
            "almond.example",
            "null",
            "",
        ] {
            assert!(!is(&format!(r#"{{"origin":"{other}"}}"#)), "{other}");
        }
        for framed in [r#""crossOrigin":true"#, r#""topOrigin":"https://evil.example""#] {
            assert!(!is(&format!(r#"{{"origin":"https://almond.example",{framed}}}"#)), "{framed}");
        }
        assert!(!is("{}") && !is("[]") && !is(""));
        assert!(!is(r#"{"origin":"https://evil.example","origin":"https://almond.example"}"#));
    }

    #[test]
    fn bytes_may_be_padded_or_in_the_other_alphabet() {
        let Value::Object(given) =
            serde_json::json!({ "id": "+/8=", "type": "a+b=", "response": { "signature": "AAE=", "x": "=" } })
        else {
            unreachable!()
        };
        let expected = serde_json::json!({ "id": "-_8", "type": "a+b=", "response": { "signature": "AAE", "x": "=" } });
        assert_eq!(Value::Object(normalised(given)), expected);
    }

    #[test]
    fn the_parts_agree() {
        assert!(is_consistent("public-key", "AAE", &[0, 1]));
        assert!(!is_consistent("public-key", "AAE=", &[0, 1]));
        assert!(!is_consistent("public-key", "AAI", &[0, 1]));
        assert!(!is_consistent("password", "AAE", &[0, 1]));
        assert!(!is_consistent("public-key", "", &[]));
        let long = vec![0; LONGEST_ID + 1];
        assert!(!is_consistent("public-key", &URL_SAFE_NO_PAD.encode(&long), &long));
    }
}
