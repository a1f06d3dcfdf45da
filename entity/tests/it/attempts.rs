//! The statements that cap attempts: exact, and undone by a success only.

use entity::{Digest, Timestamp, attempt, known_network};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::{database::on_each_database, sample::*};

const SECOND: i64 = 1000;

fn id() -> Digest {
    Digest::of(b"a")
}

/// Counts an attempt, where three failures lock for a second and four or more for two.
async fn counted(db: &DatabaseConnection, now: Timestamp) -> bool {
    let until = |millis: i64| Timestamp::from_millis(now.millis() + millis);
    let locks = [(3, until(SECOND)), (4, until(2 * SECOND))];
    let statement = attempt::Entity::count(db.get_database_backend(), id(), now, &locks);
    db.execute_raw(statement).await.unwrap().rows_affected() == 1
}

async fn row(db: &DatabaseConnection) -> attempt::Model {
    attempt::Entity::by_id(id()).one(db).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_lock_comes_with_its_number_of_failures_and_ends_by_itself() {
    on_each_database(async |db| {
        for n in 1..=2 {
            assert!(counted(db, at(n)).await);
            assert_eq!(row(db).await.locked_until, Timestamp::from_millis(0));
        }
        assert!(counted(db, at(3)).await);
        let locked =
            attempt::Model { id: id(), failures: 3, counted_at: at(3), locked_until: at(3 + SECOND), told_at: None };
        assert_eq!(row(db).await, locked);
        for later in [3, 2 + SECOND] {
            assert!(!counted(db, at(later)).await);
        }
        assert_eq!(row(db).await, locked, "what is refused is not counted");
        for failures in [4, 5, 6] {
            let now = row(db).await.locked_until;
            assert!(counted(db, now).await);
            assert_eq!(row(db).await.failures, failures);
            assert_eq!(row(db).await.locked_until.since(now).as_millis(), 2000);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_or_forgotten_was_never_there() {
    on_each_database(async |db| {
        for n in 1..=3 {
            assert!(counted(db, at(n)).await);
        }
        attempt::Entity::take_back(id()).exec(db).await.unwrap();
        assert_eq!((row(db).await.failures, row(db).await.locked_until.millis()), (2, 0));
        assert!(counted(db, at(4)).await);
        assert!(!counted(db, at(5)).await);
        attempt::Entity::forget(id()).exec(db).await.unwrap();
        assert_eq!(attempt::Entity::take_back(id()).exec(db).await.unwrap().rows_affected, 0);
        assert!(counted(db, at(6)).await);
        assert_eq!(row(db).await.failures, 1);
        assert_eq!(attempt::Entity::delete_counted_before(at(6)).exec(db).await.unwrap().rows_affected, 0);
        assert_eq!(attempt::Entity::delete_counted_before(at(7)).exec(db).await.unwrap().rows_affected, 1);
    })
    .await;
}

#[tokio::test]
async fn the_owner_is_told_once_and_only_of_a_lock() {
    on_each_database(async |db| {
        let told = async || attempt::Entity::tell(id(), 3, at(9)).exec(db).await.unwrap().rows_affected;
        for n in 1..=3 {
            assert_eq!(told().await, 0);
            assert!(counted(db, at(n)).await);
        }
        assert_eq!((told().await, told().await), (1, 0));
        assert_eq!(row(db).await.told_at, Some(at(9)));
    })
    .await;
}

#[tokio::test]
async fn a_network_is_known_from_its_last_sign_in_on() {
    on_each_database(async |db| {
        let [account, network, other] = [b"account", b"network", b"another"].map(|text| Digest::of(text));
        let known = async |network, since| {
            known_network::Entity::seen_since(account, network, since).one(db).await.unwrap().is_some()
        };
        for now in [at(1), at(5)] {
            known_network::Entity::note(account, network, now).exec_without_returning(db).await.unwrap();
        }
        assert!(known(network, at(4)).await && !known(network, at(5)).await && !known(other, at(1)).await);
        assert_eq!(known_network::Entity::delete_seen_before(at(5)).exec(db).await.unwrap().rows_affected, 0);
        assert_eq!(known_network::Entity::delete_seen_before(at(6)).exec(db).await.unwrap().rows_affected, 1);
    })
    .await;
}
