//! Writing back when keys and sessions were last used: forward only, and never to one that is over.

use entity::{Timestamp, api_key, session};
use sea_orm::DatabaseConnection;

use crate::{database::on_each_database, sample::*};

async fn last_used(db: &DatabaseConnection, n: i64) -> Option<Timestamp> {
    let key = api_key::Entity::by_digest(api_key(n).digest).one(db).await.unwrap().unwrap();
    let place = key.last_used_address.clone();
    let uses = api_key::Model { last_used_at: key.last_used_at, last_used_address: place, ..api_key(n) };
    assert_eq!(key, api_key::Model { revoked_at: key.revoked_at, ..uses });
    key.last_used_at
}

async fn place(db: &DatabaseConnection, n: i64) -> Option<String> {
    api_key::Entity::by_digest(api_key(n).digest).one(db).await.unwrap().unwrap().last_used_address
}

#[tokio::test]
async fn moves_forward_only_and_skips_what_is_revoked() {
    on_each_database(async |db| {
        org_and_user(db).await;
        insert(db, api_key(1)).await;
        insert(db, api_key::Model { last_used_at: Some(at(50)), ..api_key(2) }).await;
        insert(db, api_key::Model { revoked_at: Some(NOW), ..api_key(3) }).await;
        insert(db, api_key(4)).await;
        let key = |n| id!(KeyId, n);

        let from = |place: &str| Some(place.to_owned());
        let uses = [
            (key(1), at(10), None),
            (key(2), at(20), from("192.0.2.2")),
            (key(3), at(30), None),
            (key(1), at(40), from("192.0.2.1")),
            (key(1), at(5), from("192.0.2.9")),
        ];
        api_key::Entity::touch(&uses).exec(db).await.unwrap();
        assert_eq!(last_used(db, 1).await, Some(at(40)), "the latest of several");
        assert_eq!(last_used(db, 2).await, Some(at(50)), "never backwards");
        assert_eq!(last_used(db, 3).await, None, "revoked");
        assert_eq!(last_used(db, 4).await, None, "not used");
        assert_eq!(place(db, 1).await.as_deref(), Some("192.0.2.1"));
        assert_eq!((place(db, 2).await, place(db, 3).await), (None, None));

        api_key::Entity::touch(&[(key(2), at(60), None)]).exec(db).await.unwrap();
        assert_eq!(last_used(db, 2).await, Some(at(60)));
        api_key::Entity::touch(&[(key(1), at(70), None)]).exec(db).await.unwrap();
        assert_eq!(place(db, 1).await.as_deref(), Some("192.0.2.1"), "where from isn't forgotten");
        assert_eq!(api_key::Entity::touch(&[]).exec(db).await.unwrap().rows_affected, 0);
    })
    .await;
}

#[tokio::test]
async fn takes_thousands_in_one_statement() {
    on_each_database(async |db| {
        org_and_user(db).await;
        insert(db, api_key(1)).await;
        let absent = (0..5000).map(|n: i64| (entity::KeyId::new(at(1000 + n), [0; 10]), at(n), None));
        let uses: Vec<_> = absent.chain([(id!(KeyId, 1), at(7), None)]).collect();
        assert_eq!(api_key::Entity::touch(&uses).exec(db).await.unwrap().rows_affected, 1);
        assert_eq!(last_used(db, 1).await, Some(at(7)));
    })
    .await;
}

#[tokio::test]
async fn a_session_is_seen_until_it_ends_and_kept_for_a_while_after() {
    on_each_database(async |db| {
        org_and_user(db).await;
        insert(db, session(1)).await;
        insert(db, session::Model { ended_at: Some(NOW), ..session(2) }).await;
        let id = |n| id!(SessionId, n);
        session::Entity::touch(&[(id(1), at(20), None), (id(2), at(20), None), (id(1), at(10), None)])
            .exec(db)
            .await
            .unwrap();
        session::Entity::touch(&[(id(1), at(15), None)]).exec(db).await.unwrap();
        let row = async |n| session::Entity::by_id(id(n)).one(db).await.unwrap();
        assert_eq!(row(1).await, Some(session::Model { last_seen_at: Some(at(20)), ..session(1) }));
        assert_eq!(row(2).await.unwrap().last_seen_at, None);

        let found = async |org: i64, idle_since, now| {
            let live = session::Live { orgs: &[id!(OrgId, org)], idle_since, now };
            session::Entity::page_live_of_user(id!(UserId, 1), live, None, 9).all(db).await.unwrap().len()
        };
        assert_eq!(found(1, at(19), at(999)).await, 1);
        for (org, idle_since, now) in [(1, at(20), at(999)), (1, at(19), at(1000)), (2, at(19), at(999))] {
            assert_eq!(found(org, idle_since, now).await, 0);
        }
        assert_eq!(session::Entity::delete_expired_before(at(1000)).exec(db).await.unwrap().rows_affected, 0);
        assert_eq!(session::Entity::delete_expired_before(at(1001)).exec(db).await.unwrap().rows_affected, 2);
    })
    .await;
}
