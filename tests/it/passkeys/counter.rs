//! The authenticator's counter and what it says of itself, over several uses.

use sea_orm::EntityTrait;
use tests::{
    Authenticator, Caller, World,
    passkey::{BACKED_UP, BACKUP_ELIGIBLE, ending, sign_in},
};
use tokio::task::JoinSet;

use super::{ENROL, SIGN_IN, begin, no_session, recorded};

async fn stored(world: &World) -> i64 {
    entity::passkey::Entity::find().one(world.state().db.read()).await.unwrap().unwrap().sign_count
}

#[tokio::test]
async fn a_copy_is_found_out_refused_and_put_on_record() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let mut copy = key.clone();
    for _ in 0..3 {
        sign_in(&world, &mut key).await.ok(200);
    }
    assert_eq!(stored(&world).await, 3);
    assert_eq!(recorded(&world, "passkey.counter_regressed").await, 0);
    no_session(&sign_in(&world, &mut copy).await);
    assert_eq!((stored(&world).await, recorded(&world, "passkey.counter_regressed").await), (3, 1));
    // A record takes the right signature: nobody else fills the trail.
    let begun = begin(&world.anonymous(), SIGN_IN).await;
    let mut forged = copy.draft_use(&begun["publicKey"]);
    forged.key = Authenticator::default().key;
    no_session(&world.anonymous().post(SIGN_IN, ending(&begun, forged.assertion())).await);
    assert_eq!(recorded(&world, "passkey.counter_regressed").await, 1);

    let begun = begin(&ada.session, super::STEP_UP).await;
    copy.counter = 0;
    no_session(&ada.session.post(super::STEP_UP, ending(&begun, copy.answer(&begun["publicKey"]))).await);
    assert_eq!(recorded(&world, "passkey.counter_regressed").await, 2);
    sign_in(&world, &mut key).await.ok(200);
}

#[tokio::test]
async fn the_counter_goes_on_from_where_it_was_when_the_passkey_was_made() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let mut key = Authenticator { counter: 41, ..Authenticator::default() };
    ada.enrol(&mut key, "token").await;
    assert_eq!(stored(&world).await, 41);
    no_session(&sign_in(&world, &mut Authenticator { counter: 40, ..key.clone() }).await);
    sign_in(&world, &mut key).await.ok(200);
}

#[tokio::test]
async fn an_authenticator_that_never_counts_may_go_on_not_counting() {
    let world = World::new().await;
    let (_, key) = world.owner("ada").await.with_passkey().await;
    for _ in 0..2 {
        let begun = begin(&world.anonymous(), SIGN_IN).await;
        let mut draft = key.clone().draft_use(&begun["publicKey"]);
        draft.counter = 0;
        world.anonymous().post(SIGN_IN, ending(&begun, draft.assertion())).await.ok(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_count_in_many_ceremonies_at_once_counts_once() {
    let world = World::new().await;
    let (_, key) = world.owner("ada").await.with_passkey().await;
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let (world, mut copy) = (world.clone(), key.clone());
        tasks.spawn(async move { sign_in(&world, &mut copy).await.status.as_u16() });
    }
    let accepted = tasks.join_all().await.into_iter().filter(|status| *status == 200).count();
    assert_eq!(accepted, 1);
    assert_eq!(recorded(&world, "passkey.counter_regressed").await, 9);
}

#[tokio::test]
async fn a_passkey_that_gets_a_copy_elsewhere_says_so() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let mut key = Authenticator::default();
    key.flags |= BACKUP_ELIGIBLE;
    ada.enrol(&mut key, "phone").await;
    for flags in [key.flags | BACKED_UP, key.flags] {
        key.flags = flags;
        sign_in(&world, &mut key).await.ok(200);
        let shown = ada.session.get(ENROL).await.ok(200)["items"][0]["backedUp"].clone();
        assert_eq!(shown, flags & BACKED_UP != 0);
    }
}
