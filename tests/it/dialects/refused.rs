//! Limits and records are one for all formats.

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{EVERY, WIRES, Wire, internal::Internal, toy, world};

#[tokio::test]
async fn the_mint_bucket_is_one_for_all_formats() {
    let world = World::with().set("ALMOND_MINT_BURST", "3").toy(toy::TOY).build().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for wire in &WIRES[..3] {
        wire.mint(&ada, "CI").await;
    }
    for wire in EVERY {
        let limited = wire.speaker(&ada).post(wire.path(), wire.body_for(&ada, "CI")).await;
        wire.refused(&limited, 400);
        assert_eq!(limited.message(), "Too many requests");
        assert!(limited.header("retry-after").is_some() && limited.header("ratelimit").is_some());
    }
}

#[tokio::test]
async fn every_mint_and_every_revocation_is_on_record() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for wire in EVERY {
        let (id, _, _) = wire.mint(&ada, "CI").await;
        wire.revoke(&ada, &id).await;
    }
    for action in ["key.minted", "key.revoked"] {
        let path = format!("/api/v1/audit-events?action={action}");
        let records = ada.session.get(&path).await.ok(200);
        assert_eq!(records["items"].as_array().map(Vec::len), Some(EVERY.len()), "{action}");
        let by_ada = json!({ "kind": "user", "id": ada.user, "keyId": null });
        let by = |record: &Value| record["actor"].clone();
        let actors: Vec<_> = records["items"].as_array().unwrap().iter().map(by).collect();
        assert_eq!(actors.iter().filter(|actor| **actor == by_ada).count(), WIRES.len(), "{actors:?}");
    }
}
