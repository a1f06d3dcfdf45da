//! What is stored is sealed for its row, opens under former root secrets, and is in no answer and no record.

use entity::{audit_event, connection};
use kernel::token::Sealed;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::Value;
use tests::{Caller, World};

use super::{CONNECTIONS, SECRET, keep, path, rotate};

const OLD: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const NEW: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

async fn row(world: &World, made: &Value) -> connection::Model {
    let id: entity::ConnectionId = made["id"].as_str().unwrap().parse().unwrap();
    connection::Entity::find_by_id(id).one(world.state().db.read()).await.unwrap().unwrap()
}

/// What the server could read of it.
fn open(world: &World, row: &connection::Model) -> Option<String> {
    let owner = [row.org_id.uuid(), row.id.uuid()];
    let opened = world.state().sealer.open(Sealed::Connection, &owner, &row.sealed)?;
    Some(String::from_utf8(opened.to_vec()).unwrap())
}

#[tokio::test]
async fn a_secret_is_stored_sealed_and_rotation_keeps_nothing_of_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = keep(&ada.session, "GitHub").await;
    let before = row(&world, &made).await;
    assert!(!before.sealed.windows(8).any(|part| SECRET.as_bytes().starts_with(part)));
    assert_eq!(open(&world, &before).as_deref(), Some(SECRET));
    rotate(&ada.session, &made, "the next one").await.ok(200);
    assert_eq!(open(&world, &row(&world, &made).await).as_deref(), Some("the next one"));
}

#[tokio::test]
async fn a_seal_moved_to_another_row_or_org_stays_closed() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let victim = row(&world, &keep(&ada.session, "GitHub").await).await;
    for person in [&ada, &eve] {
        let made = keep(&person.session, "other").await;
        let mut moved = row(&world, &made).await.into_active_model();
        moved.sealed = Set(victim.sealed.clone());
        moved.update(world.state().db.write()).await.unwrap();
        assert_eq!(open(&world, &row(&world, &made).await), None);
    }
}

#[tokio::test]
async fn a_former_root_secret_opens_it_and_none_does_not() {
    let world = World::with().set("ALMOND_SECRET", OLD).build().await;
    let ada = world.owner("ada").await;
    let made = keep(&ada.session, "GitHub").await;
    let sealed = row(&world, &made).await;
    let rotated = World::with().set("ALMOND_SECRET", NEW).set("ALMOND_SECRET_PREVIOUS", OLD).build().await;
    assert_eq!(open(&rotated, &sealed).as_deref(), Some(SECRET));
    assert!(rotated.state().sealer.is_stale(&sealed.sealed));
    let given_up = World::with().set("ALMOND_SECRET", NEW).build().await;
    assert_eq!(open(&given_up, &sealed), None);
}

#[tokio::test]
async fn no_answer_and_no_record_holds_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let answers = [
        super::try_keep(&ada.session, "GitHub").await,
        super::try_keep(&ada.session, "GitHub").await,
        ada.session.get(CONNECTIONS).await,
    ];
    let made = answers[0].body["data"].clone();
    let more = [
        ada.session.get(&path(&made)).await,
        rotate(&ada.session, &made, "the-next-secret").await,
        ada.session.get("/api/v1/audit-events").await,
        ada.session.delete(&path(&made)).await,
    ];
    let records = audit_event::Entity::find().all(world.state().db.read()).await.unwrap();
    let told = answers.iter().chain(&more).map(|answer| format!("{:?} {}", answer.headers, answer.text));
    for text in told.chain([format!("{records:?}")]) {
        for secret in [SECRET, "the-next-secret"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
