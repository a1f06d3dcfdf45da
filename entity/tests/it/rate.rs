//! The bucket's statement: it admits exactly what the bucket holds, and what flows back.

use entity::{Digest, bucket};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait};

use crate::database::on_each_database;

const SECOND: i64 = 1_000_000;
const NOW: i64 = 1_777_550_460 * SECOND;

async fn admitted(db: &DatabaseConnection, name: &str, now: i64, burst: i64) -> bool {
    let id = Digest::of(name.as_bytes());
    let take = bucket::Entity::take(db.get_database_backend(), id, now, SECOND, burst * SECOND);
    db.execute_raw(take).await.unwrap().rows_affected() == 1
}

#[tokio::test]
async fn admits_exactly_the_burst_at_one_instant() {
    on_each_database(async |db| {
        let mut count = 0;
        for _ in 0..100 {
            count += u32::from(admitted(db, "a", NOW, 10).await);
        }
        assert_eq!(count, 10);
        assert!(admitted(db, "b", NOW, 10).await, "another subject has a bucket of its own");
        let full = bucket::Entity::by_id(Digest::of(b"a")).one(db).await.unwrap().unwrap();
        assert_eq!(full.full_at, NOW + 10 * SECOND, "a refusal costs nothing");
    })
    .await;
}

#[tokio::test]
async fn flows_back_one_an_increment_and_never_above_the_brim() {
    on_each_database(async |db| {
        for _ in 0..3 {
            assert!(admitted(db, "a", NOW, 3).await);
        }
        assert!(!admitted(db, "a", NOW + SECOND - 1, 3).await);
        assert!(admitted(db, "a", NOW + SECOND, 3).await);
        assert!(!admitted(db, "a", NOW + SECOND, 3).await);
        let much_later = NOW + 1000 * SECOND;
        for n in 0..5 {
            assert_eq!(admitted(db, "a", much_later, 3).await, n < 3);
        }
    })
    .await;
}

#[tokio::test]
async fn a_bucket_of_nothing_admits_nothing() {
    on_each_database(async |db| {
        assert!(!admitted(db, "a", NOW, 0).await);
        assert!(!admitted(db, "a", NOW + 1000 * SECOND, 0).await);
    })
    .await;
}

#[tokio::test]
async fn only_full_buckets_are_forgotten() {
    on_each_database(async |db| {
        admitted(db, "old", NOW - 60 * SECOND, 3).await;
        admitted(db, "new", NOW, 3).await;
        assert_eq!(bucket::Entity::delete_full_before(NOW).exec(db).await.unwrap().rows_affected, 1);
        let left = bucket::Entity::find().all(db).await.unwrap();
        assert_eq!(left, [bucket::Model { id: Digest::of(b"new"), full_at: NOW + SECOND }]);
    })
    .await;
}
