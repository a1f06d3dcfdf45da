//! Claims of deliveries, and the steps of payments: each goes to one, whoever else wants it.

use entity::{webhook_delivery::Attempt, webhook_queue::Destination, *};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use crate::{database::on_each_database, sample::*};

async fn claim(db: &DatabaseConnection, to: Destination, most: u64, claim: Uuid, now: i64) -> usize {
    let until = at(now + 1000);
    webhook_delivery::Entity::claim(to, most, claim, until, at(now)).exec(db).await.unwrap();
    webhook_delivery::Entity::claimed(claim, until).all(db).await.unwrap().len()
}

#[tokio::test]
async fn what_is_due_is_claimed_once_until_the_claim_runs_out() {
    on_each_database(async |db| {
        let (org, _) = org_and_user(db).await;
        let to = Destination { org_id: org, endpoint_id: None };
        for n in 1..=3 {
            insert(db, webhook_delivery::Model { endpoint_id: None, ..webhook_delivery(n) }).await;
        }
        insert(db, webhook_delivery::Model { endpoint_id: None, due_at: Some(at(10)), ..webhook_delivery(4) }).await;
        insert(db, webhook_delivery::Model { endpoint_id: None, due_at: None, ..webhook_delivery(5) }).await;
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(webhook_delivery::Entity::due_the_longest(NOW, 10).all(db).await.unwrap(), [to; 3]);
        assert_eq!(webhook_delivery::Entity::payments_due(NOW).all(db).await.unwrap(), [to]);
        assert_eq!(webhook_delivery::Entity::endpoints_due(NOW).all(db).await.unwrap(), []);
        let stranger = Destination { org_id: id!(OrgId, 2), ..to };
        assert_eq!(claim(db, stranger, 2, Uuid::from_u128(9), 0).await, 0, "another org's payments are its own");
        assert_eq!(claim(db, to, 2, one, 0).await, 2);
        assert_eq!(claim(db, to, 2, other, 0).await, 1);
        assert_eq!(claim(db, to, 2, Uuid::from_u128(3), 0).await, 0);
        assert_eq!(webhook_delivery::Entity::payments_due(NOW).all(db).await.unwrap(), []);
        let next = webhook_delivery::Entity::next_due(NOW).one(db).await.unwrap();
        assert_eq!(next, Some(Some(at(10))));
        assert_eq!(claim(db, to, 9, Uuid::from_u128(4), 1000).await, 4, "they run out");
    })
    .await;
}

#[tokio::test]
async fn an_attempt_whose_claim_ran_out_settles_nothing() {
    on_each_database(async |db| {
        let (org, _) = org_and_user(db).await;
        insert(db, webhook_endpoint(1)).await;
        insert(db, webhook_delivery(1)).await;
        let (endpoint, id) = (id!(WebhookEndpointId, 1), id!(WebhookDeliveryId, 1));
        let to = Destination { org_id: org, endpoint_id: Some(endpoint) };
        assert_eq!(webhook_delivery::Entity::endpoints_due(NOW).all(db).await.unwrap(), [to]);
        assert_eq!(webhook_delivery::Entity::payments_due(NOW).all(db).await.unwrap(), []);
        let behind = |most| webhook_delivery::Entity::behind_by_more_than(most, endpoint, NOW).one(db);
        assert_eq!((behind(0).await.unwrap().is_some(), behind(1).await.unwrap()), (true, None));
        let (old, new) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!((claim(db, to, 1, old, 0).await, claim(db, to, 1, new, 1000).await), (1, 1));
        let attempt = Attempt { status: Some(200), error: None, at: at(1001) };
        let rows = |done: sea_orm::UpdateResult| done.rows_affected;
        assert_eq!(rows(webhook_delivery::Entity::deliver(id, old, attempt).exec(db).await.unwrap()), 0);
        assert_eq!(rows(webhook_delivery::Entity::put_off(id, old, attempt, at(5)).exec(db).await.unwrap()), 0);
        assert_eq!(rows(webhook_delivery::Entity::give_up(id, old, attempt).exec(db).await.unwrap()), 0);
        assert_eq!(rows(webhook_delivery::Entity::deliver(id, new, attempt).exec(db).await.unwrap()), 1);
        let found =
            webhook_delivery::Entity::find_of_endpoint_in_org(org, endpoint, id).one(db).await.unwrap().unwrap();
        assert_eq!((found.status, found.attempts, found.due_at), (DeliveryStatus::Delivered, 2, None));
        assert_eq!((found.last_status, found.claim, found.finished_at), (Some(200), None, Some(at(1001))));
        let other = id!(OrgId, 2);
        let revive = |org| webhook_delivery::Entity::revive_of_endpoint_in_org(org, endpoint, id, NOW).exec(db);
        assert_eq!((rows(revive(other).await.unwrap()), rows(revive(org).await.unwrap())), (0, 1));
        assert_eq!(rows(revive(org).await.unwrap()), 0, "it is on its way");
    })
    .await;
}

#[tokio::test]
async fn what_had_no_room_is_as_it_was_and_what_is_given_up_goes_in_parts() {
    on_each_database(async |db| {
        let (org, _) = org_and_user(db).await;
        insert(db, webhook_endpoint(1)).await;
        for n in 1..=3 {
            insert(db, webhook_delivery(n)).await;
        }
        let (endpoint, one) = (id!(WebhookEndpointId, 1), Uuid::from_u128(1));
        let to = Destination { org_id: org, endpoint_id: Some(endpoint) };
        assert_eq!(claim(db, to, 1, one, 0).await, 1);
        let claimed = webhook_delivery::Entity::claimed(one, at(1000)).one(db).await.unwrap().unwrap();
        let attempt = Attempt { status: None, error: Some("crowded_out"), at: at(1) };
        let rows = |done: sea_orm::UpdateResult| done.rows_affected;
        let postpone = |claim| webhook_delivery::Entity::postpone(claimed.id, claim, attempt, at(5)).exec(db);
        assert_eq!(rows(postpone(Uuid::from_u128(2)).await.unwrap()), 0);
        assert_eq!(rows(postpone(one).await.unwrap()), 1);
        let found = webhook_delivery::Entity::find_of_endpoint_in_org(org, endpoint, claimed.id);
        let found = found.one(db).await.unwrap().unwrap();
        assert_eq!((found.attempts, found.due_at, found.claim), (claimed.attempts - 1, Some(at(5)), None));

        let give_up = || webhook_delivery::Entity::give_up_some_of_endpoint(endpoint, 2, "endpoint_disabled", NOW);
        assert_eq!(rows(give_up().exec(db).await.unwrap()), 2);
        assert_eq!(rows(give_up().exec(db).await.unwrap()), 1);
        assert_eq!(rows(give_up().exec(db).await.unwrap()), 0);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_made_once_for_each_key_and_ends_once() {
    use machine_payment::{End, Entity};
    on_each_database(async |db| {
        let (org, _) = org_and_user(db).await;
        let put = |n| Entity::put_new(machine_payment::Model { idempotency_key: "k1".into(), ..machine_payment(n) });
        assert_eq!(put(1).exec_without_returning(db).await.unwrap(), 1);
        assert_eq!(put(2).exec_without_returning(db).await.unwrap(), 0);
        let id = id!(PaymentId, 1);
        assert!(Entity::find_in_org(id!(OrgId, 2), id).one(db).await.unwrap().is_none());
        let end = End { status: PaymentStatus::Settled, external_id: Some("ch_1"), reason: None };
        assert_eq!(Entity::note_delivered(id, at(1)).exec(db).await.unwrap().rows_affected, 1);
        assert_eq!(Entity::note_delivered(id, at(1)).exec(db).await.unwrap().rows_affected, 0);
        assert_eq!(Entity::give_up(id, "undeliverable", at(1)).exec(db).await.unwrap().rows_affected, 0);
        assert_eq!(Entity::settle(id, end, at(2)).exec(db).await.unwrap().rows_affected, 1);
        let failed = End { status: PaymentStatus::Failed, ..end };
        assert_eq!(Entity::settle(id, failed, at(3)).exec(db).await.unwrap().rows_affected, 0);
        let found = Entity::find_in_org(org, id).one(db).await.unwrap().unwrap();
        assert_eq!((found.status, found.external_id.as_deref()), (PaymentStatus::Settled, Some("ch_1")));
    })
    .await;
}
