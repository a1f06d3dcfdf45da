//! A software authenticator in a browser, made for being wrong: every field of what it answers can be changed before it is
//! signed. webauthn-authenticator-rs's soft passkey is a second opinion (`tests/it/passkeys/soft.rs`); it makes no discoverable
//! passkeys and tells no user handle, which signing in without an address takes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::seam::{Entropy as _, SystemEntropy};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::{Answer, Caller, Person, World};

pub const USER_PRESENT: u8 = 1;
pub const USER_VERIFIED: u8 = 4;
pub const BACKUP_ELIGIBLE: u8 = 8;
pub const BACKED_UP: u8 = 16;
pub const ATTESTED: u8 = 64;

pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemEntropy.fill(&mut bytes);
    bytes
}

/// A key that can be used without an address: it knows whose it is.
#[derive(Clone)]
pub struct Authenticator {
    pub key: SigningKey,
    pub credential_id: Vec<u8>,
    pub user_handle: Vec<u8>,
    pub counter: u32,
    /// What it says of itself every time: present, verified, and perhaps backed up.
    pub flags: u8,
}

impl Default for Authenticator {
    fn default() -> Self {
        Self {
            key: SigningKey::from_slice(&random::<32>()).unwrap(),
            credential_id: random::<32>().to_vec(),
            user_handle: Vec::new(),
            counter: 0,
            flags: USER_PRESENT | USER_VERIFIED,
        }
    }
}

/// An answer before it is encoded and signed: all of it can be changed.
#[derive(Clone)]
pub struct Draft {
    pub client_data: Value,
    pub rp_id: String,
    pub flags: u8,
    pub counter: u32,
    pub key: SigningKey,
    /// As the envelope says it, and as the authenticator says it when it makes a key.
    pub credential_id: Vec<u8>,
    pub attested_id: Vec<u8>,
    pub algorithm: i8,
    pub point: [u8; 64],
    /// `none`, or `packed` for a statement that is signed with the key itself.
    pub format: String,
    pub user_handle: Option<Vec<u8>>,
    pub trailing: Vec<u8>,
}

impl Authenticator {
    fn draft(&self, kind: &str, options: &Value, rp_id: &Value) -> Draft {
        let point = self.key.verifying_key().to_sec1_point(false);
        Draft {
            client_data: json!({
                "type": kind, "challenge": options["challenge"], "origin": "http://localhost:8080", "crossOrigin": false,
            }),
            rp_id: rp_id.as_str().unwrap().to_owned(),
            flags: self.flags,
            counter: self.counter,
            key: self.key.clone(),
            credential_id: self.credential_id.clone(),
            attested_id: self.credential_id.clone(),
            algorithm: -7,
            point: point.as_bytes()[1..].try_into().unwrap(),
            format: "none".to_owned(),
            user_handle: Some(self.user_handle.clone()),
            trailing: Vec::new(),
        }
    }

    /// Begins to answer creation options.
    pub fn draft_new(&mut self, options: &Value) -> Draft {
        self.user_handle = URL_SAFE_NO_PAD.decode(options["user"]["id"].as_str().unwrap()).unwrap();
        let draft = self.draft("webauthn.create", options, &options["rp"]["id"]);
        Draft { flags: draft.flags | ATTESTED, ..draft }
    }

    /// Begins to answer request options; each time counts.
    pub fn draft_use(&mut self, options: &Value) -> Draft {
        self.counter += 1;
        self.draft("webauthn.get", options, &options["rpId"])
    }

    /// What a browser's `toJSON()` gives for creation options.
    pub fn make(&mut self, options: &Value) -> Value {
        self.draft_new(options).attestation()
    }

    /// What a browser's `toJSON()` gives for request options.
    pub fn answer(&mut self, options: &Value) -> Value {
        self.draft_use(options).assertion()
    }
}

impl Draft {
    fn authenticator_data(&self) -> Vec<u8> {
        let mut data = Sha256::digest(self.rp_id.as_bytes()).to_vec();
        data.push(self.flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn signature(&self, data: &[u8], client_data: &[u8]) -> Vec<u8> {
        let signed = [data, &Sha256::digest(client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        signature.to_der().as_bytes().to_vec()
    }

    fn envelope(&self, response: Value) -> Value {
        let id = base64url(&self.credential_id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {}, "response": response,
        })
    }

    pub fn assertion(&self) -> Value {
        let client_data = self.client_data.to_string();
        let data = [self.authenticator_data(), self.trailing.clone()].concat();
        let signature = self.signature(&data, client_data.as_bytes());
        let mut response = json!({
            "clientDataJSON": base64url(&client_data), "authenticatorData": base64url(&data), "signature": base64url(signature),
        });
        if let Some(handle) = &self.user_handle {
            response["userHandle"] = base64url(handle).into();
        }
        self.envelope(response)
    }

    pub fn attestation(&self) -> Value {
        let client_data = self.client_data.to_string();
        let mut data = self.authenticator_data();
        data.extend([0; 16]);
        data.extend(u16::try_from(self.attested_id.len()).unwrap().to_be_bytes());
        data.extend(&self.attested_id);
        data.extend(cose(self.algorithm, &self.point));
        let statement = if self.format == "packed" {
            let signature = self.signature(&data, client_data.as_bytes());
            [&[0xa2], &text("alg")[..], &[0x26], &text("sig"), &bytes(&signature)].concat()
        } else {
            vec![0xa0]
        };
        let object = [
            &[0xa3],
            &text("fmt")[..],
            &text(&self.format),
            &text("attStmt"),
            &statement,
            &text("authData"),
            &bytes(&data),
        ]
        .concat();
        let mut made = self.envelope(json!({
            "clientDataJSON": base64url(&client_data), "attestationObject": base64url(object), "authenticatorData": base64url(&data),
            "publicKey": base64url(self.point), "publicKeyAlgorithm": -7, "transports": ["internal", "hybrid", "smart-card"],
        }));
        made["clientExtensionResults"] = json!({ "credProps": { "rk": true } });
        made
    }
}

/// A key on P-256 (RFC 9053): `{1: 2, 3: algorithm, -1: 1, -2: x, -3: y}` in CBOR.
fn cose(algorithm: i8, point: &[u8; 64]) -> Vec<u8> {
    let algorithm = u8::try_from(-1 - i16::from(algorithm)).unwrap() | 0x20;
    let head = [0xa5, 1, 2, 3, algorithm, 0x20, 1, 0x21];
    [&head, &bytes(&point[..32])[..], &[0x22], &bytes(&point[32..])].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
    [&[0x59], &length[..], bytes].concat()
}

fn text(text: &str) -> Vec<u8> {
    [&[0x60 | u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

/// The body that ends a ceremony.
pub fn ending(ceremony: &Value, credential: Value) -> Value {
    let mut body = Map::new();
    body.insert("ceremonyId".to_owned(), ceremony["ceremonyId"].clone());
    body.insert("credential".to_owned(), credential);
    Value::Object(body)
}

/// Signs in with a passkey.
pub async fn sign_in(world: &World, authenticator: &mut Authenticator) -> Answer {
    let begun = world.anonymous().post("/api/v1/auth/passkey/options", json!({})).await.ok(200);
    let body = ending(&begun, authenticator.answer(&begun["publicKey"]));
    world.anonymous().post("/api/v1/auth/passkey/verify", body).await
}

impl Person {
    /// Enrols a passkey of this authenticator. The first factor gives the session a new token.
    pub async fn enrol(&mut self, authenticator: &mut Authenticator, name: &str) -> Value {
        let begun = self.session.post("/api/v1/me/passkeys/options", json!({})).await.ok(200);
        let mut body = ending(&begun, authenticator.make(&begun["publicKey"]));
        body["name"] = name.into();
        let made = self.session.post("/api/v1/me/passkeys", body).await.ok(201);
        if made["token"].is_string() {
            self.adopt(&made);
        }
        made
    }

    /// The same person with a passkey, and what holds it.
    pub async fn with_passkey(mut self) -> (Self, Authenticator) {
        let mut authenticator = Authenticator::default();
        self.enrol(&mut authenticator, "laptop").await;
        (self, authenticator)
    }

    /// Steps up with a passkey and goes on with the new token.
    pub async fn step_up_with(&mut self, authenticator: &mut Authenticator) -> Value {
        let begun = self.session.post("/api/v1/auth/step-up/passkey/options", json!({})).await.ok(200);
        let body = ending(&begun, authenticator.answer(&begun["publicKey"]));
        let done = self.session.post("/api/v1/auth/step-up/passkey/verify", body).await.ok(200);
        self.adopt(&done);
        done
    }
}
