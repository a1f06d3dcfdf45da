//! The native format, as one among others.

use tests::Answer;

use super::{Wire, text};

pub struct Native;

impl Wire for Native {
    fn path(&self) -> &'static str {
        "/api/v1/api-keys"
    }

    fn lead(&self) -> &'static str {
        "alm_test_"
    }

    fn minted(&self, answer: &Answer) -> (String, String) {
        assert_eq!(answer.status, 201, "{}", answer.text);
        (text(&answer.body["data"]["id"]), text(&answer.body["data"]["key"]))
    }

    fn listed(&self, answer: &Answer) -> Vec<(String, String)> {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let items = answer.body["data"]["items"].as_array().unwrap();
        items.iter().map(|key| (text(&key["id"]), text(&key["name"]))).collect()
    }

    fn revoked(&self, answer: &Answer) {
        assert_eq!((answer.status.as_u16(), &answer.body["data"]["revoked"]), (200, &true.into()));
    }

    fn refused(&self, answer: &Answer, status: u16) {
        assert_eq!((answer.status.as_u16(), &answer.body["success"]), (status, &false.into()), "{}", answer.text);
    }
}
