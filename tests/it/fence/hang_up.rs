//! A client that hangs up in the middle of a change leaves either all of it or nothing.

use std::{
    pin::pin,
    task::Poll,
    time::{Duration, Instant},
};

use entity::{KeyId, api_key, model, session};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use tests::{Caller, Key, PASSWORD, Person, Session, World};

use super::{Asking, MODELS, world};

/// The server works on a request `times` times, each as far as it gets, and is then hung up on. Gives whether the
/// request was finished.
pub async fn hung_up_after(times: u32, request: impl Future) -> bool {
    let (mut request, mut polled) = (pin!(request), 0);
    std::future::poll_fn(|context| {
        if request.as_mut().poll(context).is_ready() {
            return Poll::Ready(true);
        }
        polled += 1;
        if polled >= times { Poll::Ready(false) } else { Poll::Pending }
    })
    .await
}

/// What was hung up on may still be finishing; until then memory may differ from the rows, and not for long.
async fn comes_to(asking: &Asking, status: u16) {
    let deadline = Instant::now() + Duration::from_secs(5);
    while asking.once().await != status {
        assert!(Instant::now() < deadline, "never {status}");
        tokio::task::yield_now().await;
    }
}

async fn revoked(world: &World, id: &str) -> bool {
    let id: KeyId = id.parse().unwrap();
    let row = api_key::Entity::find_by_id(id).one(world.state().db.read()).await.unwrap().unwrap();
    row.revoked_at.is_some()
}

/// A key that is in memory.
async fn used_key(ada: &Person) -> (Key, String) {
    let (key, id) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    (key, id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn revocation_hung_up_on_leaves_no_revoked_key_accepted() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (mut keys, mut finished) = (Vec::new(), 0);
    for times in (1..).take(2000) {
        let (key, id) = used_key(&ada).await;
        let done = hung_up_after(times, ada.session.delete(&format!("/api/v1/api-keys/{id}"))).await;
        keys.push((key, id));
        // Requests take more or fewer steps by chance: go on until they finish again and again.
        finished += u32::from(done);
        if finished == 10 {
            break;
        }
    }
    assert_eq!(finished, 10);
    // The writer still writes, after everything that was under way.
    let (key, id) = used_key(&ada).await;
    ada.session.delete(&format!("/api/v1/api-keys/{id}")).await.ok(200);
    keys.push((key, id));
    for (key, id) in &keys {
        let status = if revoked(&world, id).await { 401 } else { 200 };
        comes_to(&Asking::of(key, MODELS), status).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn narrowing_hung_up_on_leaves_the_scopes_that_are_stored() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (mut keys, mut finished) = (Vec::new(), 0);
    for times in (1..).take(2000) {
        let (key, id) = used_key(&ada).await;
        let path = format!("/api/v1/api-keys/{id}");
        finished += u32::from(hung_up_after(times, ada.session.patch(&path, json!({ "scopes": [] }))).await);
        keys.push((key, path));
        if finished == 10 {
            break;
        }
    }
    assert_eq!(finished, 10);
    used_key(&ada).await;
    for (key, path) in &keys {
        let narrowed = ada.session.get(path).await.ok(200)["scopes"] == json!([]);
        comes_to(&Asking::of(key, MODELS), if narrowed { 403 } else { 200 }).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn logout_hung_up_on_leaves_no_ended_session_accepted() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (mut sessions, mut finished) = (Vec::new(), 0);
    for times in (1..).take(2000) {
        let login = json!({ "email": bob.email, "password": PASSWORD });
        let signed_in = world.anonymous().post("/api/v1/auth/login", login).await.ok(200);
        let session = Session::bearer(world.clone(), signed_in["token"].as_str().unwrap());
        finished += u32::from(hung_up_after(times, session.post_empty("/api/v1/auth/logout")).await);
        sessions.push(session);
        if finished == 10 {
            break;
        }
    }
    assert_eq!(finished, 10);
    used_key(&ada).await;
    let ended = session::Entity::find().all(world.state().db.read()).await.unwrap();
    let ended = ended.iter().filter(|row| row.ended_at.is_some()).count();
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        let mut refused = 0;
        for session in &sessions {
            refused += usize::from(Asking::of(session, MODELS).once().await == 401);
        }
        if refused == ended {
            break;
        }
        assert!(Instant::now() < deadline, "{ended} sessions have ended, {refused} are refused");
    }
}

#[tokio::test]
async fn begin_hung_up_on_leaves_no_connection_inside_a_transaction() {
    let world = world().await;
    let (db, now) = (&world.state().db, world.state().now());
    for times in 1..=40 {
        hung_up_after(times % 4 + 1, db.begin()).await;
        let (id, name, provider) = (format!("almond/{times}"), "A model".to_owned(), "almond".to_owned());
        let model = model::Model { id, name, provider, context_tokens: 1, created_at: now };
        model::Entity::put(model).exec_without_returning(db.write()).await.unwrap();
    }
    // What was written is there for others too.
    let others = world.restarted().await;
    assert_eq!(model::Entity::find().count(others.state().db.read()).await.unwrap(), 40);
}
