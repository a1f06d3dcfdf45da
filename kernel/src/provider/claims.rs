//! What a token or an answer of another server's says, read one claim at a time: only what is used can be wrong, and a
//! claim of another shape than expected counts as not said.

use entity::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A JSON object that somebody else wrote.
#[derive(Debug)]
pub struct Said(Map<String, Value>);

/// What it says of a person.
#[derive(Clone, Copy, Debug, Default)]
pub struct Person<'a> {
    pub email: Option<&'a str>,
    /// None where it isn't said.
    pub is_verified: Option<bool>,
    pub name: Option<&'a str>,
    pub picture: Option<&'a str>,
}

impl Said {
    /// None for anything but an object.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().map(Self)
    }

    pub fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.as_str()
    }

    /// One text or a list of texts, and nothing else in it.
    pub fn texts(&self, name: &str) -> Option<Vec<&str>> {
        match self.value(name)? {
            Value::String(text) => Some(vec![text]),
            Value::Array(items) => items.iter().map(Value::as_str).collect(),
            _ => None,
        }
    }

    /// As a boolean or, as some write it, as a word or a digit.
    pub fn truth(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Value::Bool(truth) => Some(*truth),
            Value::String(word) if word == "1" => Some(true),
            Value::String(word) => word.parse().ok(),
            Value::Number(number) => (number.as_u64() == Some(1)).then_some(true),
            _ => None,
        }
    }

    /// Seconds since 1970; a fraction is cut off.
    pub fn instant(&self, name: &str) -> Option<Timestamp> {
        let number = self.value(name)?.as_number()?;
        let seconds = number.as_i64().or_else(|| {
            // Written with a point, and small enough to be exact.
            let seconds = number.as_f64().filter(|seconds| (0.0..=9e15).contains(seconds))?;
            format!("{:.0}", seconds.floor()).parse().ok()
        });
        Some(Timestamp::from_millis(seconds?.checked_mul(1000)?))
    }

    pub fn person(&self) -> Person<'_> {
        Person {
            email: self.text("email"),
            is_verified: self.truth("email_verified"),
            name: self.text("name"),
            picture: self.text("picture"),
        }
    }

    /// Every claim of `T`, which says how strictly each is read.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(Value::Object(self.0.clone())).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        Said::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_claim_of_another_shape_is_not_said() {
        let said = said(r#"{"a":null,"b":7,"c":"true","d":["x",1],"e":"x","f":["x","y"],"g":{"h":1},"i":true}"#);
        assert_eq!(
            ["a", "b", "d", "e", "g", "z"].map(|name| said.text(name)),
            [None, None, None, Some("x"), None, None]
        );
        assert_eq!(["a", "b", "c", "e", "i"].map(|name| said.truth(name)), [None, None, Some(true), None, Some(true)]);
        assert_eq!(said.texts("e"), Some(vec!["x"]));
        assert_eq!(said.texts("f"), Some(vec!["x", "y"]));
        assert_eq!(["a", "b", "d", "g"].map(|name| said.texts(name)), [None, None, None, None]);
        assert!(["", "[]", "7", "null", "\"x\""].iter().all(|text| Said::parse(text.as_bytes()).is_none()));
    }

    #[test]
    fn an_instant_is_a_number_of_seconds() {
        let said =
            said(r#"{"a":1780315200,"b":1780315200.9,"c":"1780315200","d":1e300,"e":-1.5,"f":18446744073709551615}"#);
        let at = Some(Timestamp::from_millis(1_780_315_200_000));
        let read = ["a", "b", "c", "d", "e", "f"].map(|name| said.instant(name));
        assert_eq!(read, [at, at, None, None, None, None]);
    }
}
