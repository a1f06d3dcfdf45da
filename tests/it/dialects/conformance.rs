//! What every wire format does: mint, list, use, revoke, expire; and what it refuses.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tests::Caller;

use super::{EVERY, MODELS, WIRES, Wire, internal::Internal, native::Native, send, text, world};

#[tokio::test]
async fn a_key_is_shown_once_listed_used_and_revoked_and_then_the_next_request_is_refused() {
    for wire in EVERY {
        let world = world().await;
        let ada = wire.owner(&world, "ada").await;
        let (id, key, value) = wire.mint(&ada, "CI").await;
        assert!(value.starts_with(wire.lead()), "{value}");
        key.get(MODELS).await.ok(200);
        assert_eq!(wire.list(&ada).await, [(id.clone(), "CI".to_owned())]);
        let speaker = wire.speaker(&ada);
        let list = speaker.get(wire.path()).await;
        assert!(!list.text.contains(&value), "{}", list.text);
        let slashed = speaker.get(&format!("{}/", wire.path())).await;
        assert_eq!(wire.listed(&slashed), wire.listed(&list));

        wire.revoke(&ada, &id).await;
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        assert_eq!(wire.list(&ada).await, []);
        wire.refused(&speaker.delete(&wire.at(&id)).await, 404);
    }
}

#[tokio::test]
async fn lists_are_newest_first_and_nobody_elses() {
    for wire in WIRES {
        let world = world().await;
        let (ada, eve) = (world.owner("ada").await.enrolled().await, world.owner("eve").await.enrolled().await);
        for name in ["first", "second", "third"] {
            wire.mint(&ada, name).await;
            world.advance(Duration::from_millis(1));
        }
        wire.mint(&eve, "eve's").await;
        let names: Vec<_> = wire.list(&ada).await.into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["third", "second", "first"]);
    }
}

#[tokio::test]
async fn a_foreign_key_is_404_byte_by_byte_like_one_that_does_not_exist_and_lives_on() {
    for wire in WIRES {
        let world = world().await;
        let (ada, eve) = (world.owner("ada").await.enrolled().await, world.owner("eve").await.enrolled().await);
        let (id, key, _) = wire.mint(&ada, "CI").await;
        let foreign = eve.session.delete(&wire.at(&id)).await;
        wire.refused(&foreign, 404);
        foreign.same_as(&eve.session.delete(&wire.at(wire.unknown_id())).await);
        foreign.same_as(&eve.session.delete(&wire.at("nonsense")).await);
        key.get(MODELS).await.ok(200);
    }
}

#[tokio::test]
async fn an_expired_key_is_401_and_still_listed() {
    for wire in EVERY {
        let world = world().await;
        let ada = wire.owner(&world, "ada").await;
        let (_, key, _) = wire.mint(&ada, "CI").await;
        let id = text(&ada.session.get(Native.path()).await.ok(200)["items"][0]["id"]);
        let end = json!({ "expiresAt": "2026-06-01T12:01:00Z" });
        ada.session.patch(&format!("{}/{id}", Native.path()), end).await.ok(200);
        key.get(MODELS).await.ok(200);
        world.advance(Duration::from_secs(60));
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        assert_eq!(wire.list(&ada).await.len(), 1);
    }
}

#[tokio::test]
async fn a_field_that_nobody_may_set_is_400_and_named_and_makes_no_key() {
    for wire in EVERY {
        let world = world().await;
        let ada = wire.owner(&world, "ada").await;
        for field in [
            "id",
            "key",
            "token",
            "prefix",
            "key_prefix",
            "org_id",
            "orgId",
            "user_id",
            "userId",
            "is_active",
            "created_at",
        ] {
            for value in [Value::Null, json!("x"), json!(1)] {
                let mut body = wire.body_for(&ada, "CI");
                body[field] = value;
                let answer = wire.speaker(&ada).post(wire.path(), body).await;
                wire.refused(&answer, 400);
                assert!(answer.message().starts_with(&format!("{field}: ")), "{}", answer.text);
            }
        }
        assert_eq!(wire.list(&ada).await, []);
    }
}

#[tokio::test]
async fn no_key_manages_keys_whichever_format_it_has() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for minting in EVERY {
        let (_, key, _) = minting.mint(&ada, "CI").await;
        for wire in EVERY {
            let (id, _, _) = wire.mint(&ada, "target").await;
            wire.refused(&wire.try_mint(&key).await, 403);
            wire.refused(&key.get(wire.path()).await, 403);
            wire.refused(&key.delete(&wire.at(&id)).await, 403);
            wire.revoke(&ada, &id).await;
        }
    }
}

#[tokio::test]
async fn whoever_is_nobody_is_401() {
    let world = world().await;
    for wire in EVERY {
        for nobody in [
            world.anonymous(),
            tests::Anonymous::with(world.clone(), "authorization", "Bearer garbage"),
            tests::Anonymous::with(
                world.clone(),
                "authorization",
                &format!("Bearer {}{}", wire.lead(), "a".repeat(32)),
            ),
            tests::Anonymous::with(
                world.clone(),
                "authorization",
                &format!("Bearer {}{}", wire.lead(), "0".repeat(48)),
            ),
        ] {
            for answer in [
                nobody.get(wire.path()).await,
                wire.try_mint(&nobody).await,
                nobody.delete(&wire.at(wire.unknown_id())).await,
            ] {
                wire.refused(&answer, 401);
                assert!(answer.header("www-authenticate").unwrap().starts_with("Bearer "));
            }
        }
    }
}

#[tokio::test]
async fn a_cookie_of_another_site_mints_and_revokes_nothing() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let login = json!({ "email": ada.email, "password": tests::PASSWORD, "session": "cookie" });
    let signed_in = world.anonymous().post("/api/v1/auth/login", login).await;
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let foreign = tests::Anonymous::with(world.clone(), "cookie", &cookie);
    for wire in EVERY {
        wire.refused(&wire.try_mint(&foreign).await, 403);
        wire.refused(&foreign.delete(&wire.at(wire.unknown_id())).await, 403);
    }
}

#[tokio::test]
async fn every_error_is_in_the_formats_shape_also_where_there_is_no_route() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for wire in EVERY {
        let speaker = wire.speaker(&ada);
        wire.refused(&send(&speaker, Method::PUT, wire.path()).await, 405);
        wire.refused(&speaker.get(&wire.at("a/b")).await, 404);
        let headers = speaker.credentials();
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        wire.refused(&world.send(Method::POST, wire.path(), &headers, "{}").await, 415);
        headers.push(("content-type", "application/json"));
        wire.refused(&world.send(Method::POST, wire.path(), &headers, "{").await, 400);
        wire.refused(&world.send(Method::POST, wire.path(), &headers, " ".repeat(1024 * 1024 + 1)).await, 413);
    }
}
