//! Which ranges there are: whole hours or days, no older than what is kept. What is none is named.

use serde_json::json;
use tests::Caller;

use super::{of_key, of_org, world};

#[tokio::test]
async fn get_400_names_what_is_no_range() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (_, id) = ada.mint(&["models:read"]).await;
    // The world's time is 2026-06-01T12:00:00Z.
    for (query, field) in [
        ("interval=week", "interval"),
        ("interval=", "interval"),
        ("from=yesterday", "from"),
        ("to=2026-13-01T00:00:00Z", "to"),
        ("from=2026-06-01T10:00:00Z&to=2026-06-01T08:00:00Z", "to"),
        ("from=2026-06-02T00:00:00Z", "from"),
        ("from=9999-12-31T23:59:59Z", "from"),
        ("to=2026-05-01T00:00:00Z", "to"),
        ("from=2026-05-01T00:00:00Z", "from"),
        ("interval=day&from=2026-01-01T00:00:00Z", "from"),
        ("from=2026-06-01T10:00:00Z&from=2026-06-01T11:00:00Z", "from"),
        ("since=2026-06-01T10:00:00Z", "since"),
    ] {
        for path in [of_org(&ada), of_key(&id)] {
            ada.session.get(&format!("{path}?{query}")).await.refused(400, "BAD_REQUEST").names_field(field);
        }
    }
    let week = ada.session.get(&format!("{}?interval=week", of_org(&ada))).await;
    assert!(week.message().contains("expected `hour` or `day`"), "{}", week.message());
    ada.session.get(&format!("{}?keyId=x", of_org(&ada))).await.refused(400, "BAD_REQUEST").names_field("keyId");
    // The parameter of the one is none of the other.
    ada.session.get(&format!("{}?keyId={id}", of_key(&id))).await.refused(400, "BAD_REQUEST").names_field("keyId");
}

#[tokio::test]
async fn get_200_the_spans_that_the_range_touches() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for (query, from, to, spans) in [
        ("", "2026-05-31T13:00:00.000Z", "2026-06-01T13:00:00.000Z", 24),
        ("?interval=day", "2026-05-03T00:00:00.000Z", "2026-06-02T00:00:00.000Z", 30),
        ("?from=2026-06-01T10:59:59%2B00:00", "2026-06-01T10:00:00.000Z", "2026-06-01T13:00:00.000Z", 3),
        ("?from=2026-05-24T12:00:00Z", "2026-05-24T12:00:00.000Z", "2026-06-01T13:00:00.000Z", 193),
        (
            "?from=2026-06-01T10:00:00Z&to=2030-01-01T00:00:00Z",
            "2026-06-01T10:00:00.000Z",
            "2026-06-01T13:00:00.000Z",
            3,
        ),
    ] {
        let usage = ada.session.get(&format!("{}{query}", of_org(&ada))).await.ok(200);
        assert_eq!((&usage["from"], &usage["to"]), (&json!(from), &json!(to)), "{query}");
        assert_eq!(usage["spans"].as_array().unwrap().len(), spans, "{query}");
        assert_eq!((&usage["spans"][0]["at"], &usage["spans"][0]["checks"]), (&json!(from), &json!(0)));
    }
}
