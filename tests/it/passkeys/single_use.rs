//! Fifty answers to one challenge at the same instant: one counts.

use std::{collections::BTreeMap, pin::Pin};

use serde_json::Value;
use tests::{
    Answer, Authenticator, Caller, PASSWORD, Session, World,
    passkey::{Draft, ending},
};
use tokio::task::JoinSet;

use super::{ENROL, SIGN_IN, STEP_UP, begin};
use crate::sign_in::{login, session_of};

/// How often each status came when each of these is sent at once.
async fn all_at_once<F>(send: impl Fn(Value) -> F, bodies: Vec<Value>) -> BTreeMap<u16, usize>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    for body in bodies {
        tasks.spawn(send(body));
    }
    let mut statuses = BTreeMap::new();
    for answer in tasks.join_all().await {
        *statuses.entry(answer.status.as_u16()).or_default() += 1;
    }
    statuses
}

/// Sends in this session.
fn by(session: &Session, path: &'static str) -> impl Fn(Value) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
    let session = session.clone();
    move |body| {
        let session = session.clone();
        Box::pin(async move { session.post(path, body).await })
    }
}

/// Fifty good answers, each with a counter of its own, so that it isn't the counter that refuses them.
fn fifty(begun: &Value, key: &mut Authenticator, seal: fn(&Draft) -> Value) -> Vec<Value> {
    (0..50).map(|_| ending(begun, seal(&key.draft_use(&begun["publicKey"])))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in() {
    let world = World::new().await;
    let (_, mut key) = world.owner("ada").await.with_passkey().await;
    let begun = begin(&world.anonymous(), SIGN_IN).await;
    let bodies = fifty(&begun, &mut key, Draft::assertion);
    let visitor = world.anonymous();
    let send = |body| {
        let visitor = visitor.clone();
        async move { visitor.post(SIGN_IN, body).await }
    };
    assert_eq!(all_at_once(send, bodies).await, BTreeMap::from([(200, 1), (401, 49)]));
    tests::passkey::sign_in(&world, &mut key).await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_up() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let begun = begin(&ada.session, STEP_UP).await;
    let bodies = fifty(&begun, &mut key, Draft::assertion);
    assert_eq!(all_at_once(by(&ada.session, STEP_UP), bodies).await, BTreeMap::from([(200, 1), (401, 49)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let begun = begin(&ada.session, ENROL).await;
    let answer = |_| {
        let mut body = ending(&begun, Authenticator::default().make(&begun["publicKey"]));
        body["name"] = "laptop".into();
        body
    };
    let statuses = all_at_once(by(&ada.session, ENROL), (0..50).map(answer).collect()).await;
    assert_eq!(statuses, BTreeMap::from([(201, 1), (400, 49)]));
    assert_eq!(ada.session.get(ENROL).await.ok(200)["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_first_factors_at_once_are_one_first_factor() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut sessions = Vec::new();
    for _ in 0..10 {
        // A session each, for a newer ceremony takes the place of an older one.
        let session = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
        let begun = begin(&session, ENROL).await;
        let mut body = ending(&begun, Authenticator::default().make(&begun["publicKey"]));
        body["name"] = "laptop".into();
        body["session"] = sessions.len().into();
        sessions.push((session, body));
    }
    let bodies = sessions.iter().map(|(_, body)| body.clone()).collect();
    let send = |mut body: Value| {
        let number = body.as_object_mut().unwrap().remove("session").unwrap().as_u64().unwrap();
        let session = sessions[usize::try_from(number).unwrap()].0.clone();
        async move { session.post(ENROL, body).await }
    };
    assert_eq!(all_at_once(send, bodies).await, BTreeMap::from([(201, 1), (403, 9)]));
}

#[tokio::test]
async fn forgotten_once_it_has_expired() {
    use sea_orm::{EntityTrait, PaginatorTrait};
    let world = World::new().await;
    begin(&world.anonymous(), SIGN_IN).await;
    world.advance(std::time::Duration::from_secs(200));
    begin(&world.anonymous(), SIGN_IN).await;
    world.advance(std::time::Duration::from_secs(100));
    let (db, now) = (&world.state().db, world.state().now());
    entity::webauthn_ceremony::Entity::delete_expired(now).exec(db.write()).await.unwrap();
    assert_eq!(entity::webauthn_ceremony::Entity::find().count(db.read()).await.unwrap(), 1);
}
