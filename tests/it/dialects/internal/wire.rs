//! How to speak with it, for what is asked of every wire format: the operator speaks, for the person.

use serde_json::{Value, json};
use tests::{Answer, Person};

use super::super::{Wire, fields, text};

pub struct Internal;

impl Wire for Internal {
    fn path(&self) -> &'static str {
        super::KEYS
    }

    fn lead(&self) -> &'static str {
        "llmp_"
    }

    fn is_operators(&self) -> bool {
        true
    }

    fn body_for(&self, person: &Person, name: &str) -> Value {
        json!({ "name": name, "user_id": super::type_id("user", person.user.parse().unwrap()) })
    }

    fn minted(&self, answer: &Answer) -> (String, String) {
        assert_eq!(answer.status, 201, "{}", answer.text);
        (text(&answer.body["id"]), text(&answer.body["key"]))
    }

    fn listed(&self, answer: &Answer) -> Vec<(String, String)> {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let keys = answer.body.as_array().unwrap();
        keys.iter().map(|key| (text(&key["id"]), text(&key["name"]))).collect()
    }

    fn revoked(&self, answer: &Answer) {
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    }

    fn refused(&self, answer: &Answer, status: u16) {
        assert_eq!((answer.status.as_u16(), fields(&answer.body)), (status, vec!["error"]), "{}", answer.text);
    }

    fn unknown_id(&self) -> &'static str {
        "ak_01j9vyy2p3fs8v2mczbmy3s2t0"
    }
}
