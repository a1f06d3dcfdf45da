//! What can be wrong with an answer to a WebAuthn challenge, one thing at a time.

use serde_json::{Value, json};
use tests::passkey::{ATTESTED, BACKED_UP, Draft, USER_PRESENT, USER_VERIFIED, base64url};

/// Which ceremonies a change is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    All,
    Enrol,
    /// Signing in and stepping up.
    Use,
    SignIn,
}
use Rows::{All, Enrol, SignIn, Use};

pub type Change<T> = (Rows, &'static str, fn(&mut T));

/// Signed by the right key: what the browser or the authenticator says is wrong.
pub const BEFORE_SIGNING: &[Change<Draft>] = &[
    (All, "type: the other ceremony's", |draft| {
        let other = if draft.client_data["type"] == "webauthn.get" { "webauthn.create" } else { "webauthn.get" };
        draft.client_data["type"] = other.into();
    }),
    (All, "type: unknown", |draft| draft.client_data["type"] = "payment.get".into()),
    (All, "type: missing", |draft| remove(&mut draft.client_data, "type")),
    (All, "challenge: another", |draft| draft.client_data["challenge"] = base64url([7; 32]).into()),
    (All, "challenge: cut short", |draft| {
        let whole = draft.client_data["challenge"].as_str().unwrap();
        draft.client_data["challenge"] = whole[..42].into();
    }),
    (All, "challenge: empty", |draft| draft.client_data["challenge"] = "".into()),
    (All, "challenge: missing", |draft| remove(&mut draft.client_data, "challenge")),
    (All, "origin: https", |draft| draft.client_data["origin"] = "https://localhost:8080".into()),
    (All, "origin: another port", |draft| draft.client_data["origin"] = "http://localhost:8081".into()),
    (All, "origin: no port", |draft| draft.client_data["origin"] = "http://localhost".into()),
    (All, "origin: another host", |draft| draft.client_data["origin"] = "http://evil.example:8080".into()),
    (All, "origin: a subdomain", |draft| draft.client_data["origin"] = "http://sub.localhost:8080".into()),
    (All, "origin: the host as a prefix", |draft| {
        draft.client_data["origin"] = "http://localhost:8080.evil.example".into();
    }),
    (All, "origin: the host as a user", |draft| {
        draft.client_data["origin"] = "http://localhost:8080@evil.example".into()
    }),
    (All, "origin: the address of the host", |draft| draft.client_data["origin"] = "http://127.0.0.1:8080".into()),
    (All, "origin: with a path", |draft| draft.client_data["origin"] = "http://localhost:8080/page".into()),
    (All, "origin: null", |draft| draft.client_data["origin"] = "null".into()),
    (All, "origin: missing", |draft| remove(&mut draft.client_data, "origin")),
    (All, "crossOrigin: true", |draft| draft.client_data["crossOrigin"] = true.into()),
    (All, "topOrigin: another site's", |draft| draft.client_data["topOrigin"] = "https://evil.example".into()),
    (All, "client data: no object", |draft| draft.client_data = json!("webauthn.get")),
    (All, "RP id: another", |draft| draft.rp_id = "evil.example".to_owned()),
    (All, "RP id: the origin", |draft| draft.rp_id = "http://localhost:8080".to_owned()),
    (All, "flags: user not present", |draft| draft.flags &= !USER_PRESENT),
    (All, "flags: user not verified", |draft| draft.flags &= !USER_VERIFIED),
    (All, "flags: neither", |draft| draft.flags &= !(USER_PRESENT | USER_VERIFIED)),
    (All, "flags: backed up, but can't be", |draft| draft.flags |= BACKED_UP),
    (Use, "counter: as before", |draft| draft.counter -= 1),
    (Use, "counter: back", |draft| draft.counter = 1),
    (Use, "counter: zero", |draft| draft.counter = 0),
    (SignIn, "user handle: missing", |draft| draft.user_handle = None),
    (SignIn, "user handle: empty", |draft| draft.user_handle = Some(Vec::new())),
    (Use, "user handle: nobody's", |draft| draft.user_handle = Some(vec![7; 16])),
    (Use, "credential id: nobody's", |draft| draft.credential_id = vec![7; 32]),
    (Enrol, "flags: no key attested", |draft| draft.flags &= !ATTESTED),
    (Enrol, "credential id: not the attested one", |draft| draft.credential_id = vec![7; 32]),
    (Enrol, "credential id: empty", |draft| {
        draft.credential_id.clear();
        draft.attested_id.clear();
    }),
    (Enrol, "credential id: longer than 1023 bytes", |draft| {
        draft.credential_id = vec![7; 1024];
        draft.attested_id = vec![7; 1024];
    }),
    (Enrol, "key: of an algorithm that wasn't offered", |draft| draft.algorithm = -8),
    (Enrol, "key: of an algorithm of another curve", |draft| draft.algorithm = -36),
    (Enrol, "key: of no algorithm", |draft| draft.algorithm = -1),
    (Enrol, "attestation: of an unknown format", |draft| draft.format = "mine".to_owned()),
    (Enrol, "attestation: of a format without what it takes", |draft| draft.format = "tpm".to_owned()),
    (Enrol, "attestation: by another key", |draft| {
        draft.format = "packed".to_owned();
        draft.key = tests::Authenticator::default().key;
    }),
];

/// Changed on the way, after signing.
pub const AFTER_SIGNING: &[Change<Value>] = &[
    (All, "credential: empty", |credential| *credential = json!({})),
    (All, "credential.type: another", |credential| credential["type"] = "password".into()),
    (All, "credential.type: missing", |credential| remove(credential, "type")),
    (All, "credential.id: another", |credential| credential["id"] = base64url([7; 32]).into()),
    (All, "credential.id: missing", |credential| remove(credential, "id")),
    (All, "credential.rawId: another", |credential| credential["rawId"] = base64url([7; 32]).into()),
    (All, "credential.rawId: not base64url", |credential| credential["rawId"] = "+/+/".into()),
    (All, "credential.rawId: missing", |credential| remove(credential, "rawId")),
    (All, "credential.response: missing", |credential| remove(credential, "response")),
    (All, "credential.response: the other ceremony's", |credential| {
        let other = ["attestationObject", "authenticatorData"].map(|name| credential["response"][name].take());
        credential["response"] =
            json!({ "clientDataJSON": credential["response"]["clientDataJSON"], "signature": other[0], "x": other[1] });
    }),
    (All, "clientDataJSON: one bit", |credential| flip(&mut credential["response"]["clientDataJSON"], 30)),
    (All, "clientDataJSON: empty", |credential| credential["response"]["clientDataJSON"] = "".into()),
    (All, "clientDataJSON: missing", |credential| remove(&mut credential["response"], "clientDataJSON")),
    (Use, "authenticatorData: one bit of the RP id", |credential| {
        flip(&mut credential["response"]["authenticatorData"], 0)
    }),
    (Use, "authenticatorData: one bit of the flags", |credential| {
        flip(&mut credential["response"]["authenticatorData"], 32);
    }),
    (Use, "authenticatorData: a higher counter", |credential| {
        flip(&mut credential["response"]["authenticatorData"], 33)
    }),
    (Use, "authenticatorData: cut short", |credential| cut(&mut credential["response"]["authenticatorData"])),
    (Use, "authenticatorData: with more behind it", |credential| {
        let data = credential["response"]["authenticatorData"].as_str().unwrap();
        credential["response"]["authenticatorData"] = base64url([decode(data), vec![0]].concat()).into();
    }),
    (Use, "authenticatorData: empty", |credential| credential["response"]["authenticatorData"] = "".into()),
    (Use, "authenticatorData: missing", |credential| remove(&mut credential["response"], "authenticatorData")),
    (Use, "signature: one bit", |credential| flip(&mut credential["response"]["signature"], 20)),
    (Use, "signature: cut short", |credential| cut(&mut credential["response"]["signature"])),
    (Use, "signature: empty", |credential| credential["response"]["signature"] = "".into()),
    (Use, "signature: missing", |credential| remove(&mut credential["response"], "signature")),
    (Enrol, "attestationObject: cut short", |credential| cut(&mut credential["response"]["attestationObject"])),
    (Enrol, "attestationObject: empty", |credential| credential["response"]["attestationObject"] = "".into()),
    (Enrol, "attestationObject: missing", |credential| remove(&mut credential["response"], "attestationObject")),
    (Enrol, "attestationObject: no CBOR", |credential| {
        credential["response"]["attestationObject"] = base64url([0xff; 64]).into();
    }),
    (Enrol, "attestationObject: nested without end", |credential| {
        credential["response"]["attestationObject"] = base64url([0x81; 100_000]).into();
    }),
    (Enrol, "attestationObject: a point off the curve", |credential| {
        let length = decode(credential["response"]["attestationObject"].as_str().unwrap()).len();
        flip(&mut credential["response"]["attestationObject"], length - 1);
    }),
    (Enrol, "credProps: not discoverable", |credential| {
        credential["clientExtensionResults"]["credProps"]["rk"] = false.into();
    }),
];

fn remove(object: &mut Value, name: &str) {
    object.as_object_mut().unwrap().remove(name);
}

fn decode(text: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn flip(text: &mut Value, byte: usize) {
    let mut bytes = decode(text.as_str().unwrap());
    bytes[byte] ^= 1;
    *text = base64url(bytes).into();
}

fn cut(text: &mut Value) {
    let mut bytes = decode(text.as_str().unwrap());
    bytes.pop();
    *text = base64url(bytes).into();
}
