//! The statement that spends: exactly what the limits allow, in windows that never go back.

use entity::budget::{Entity, Limits, Model, Windows};
use sea_orm::{DatabaseConnection, EntityTrait, ModelTrait};

use crate::{database::on_each_database, sample::*};

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

pub fn budget() -> Model {
    Model {
        workspace_id: id!(WorkspaceId, 1),
        org_id: id!(OrgId, 1),
        tpm_limit: Some(10),
        daily_token_limit: None,
        minute_at: NOW,
        minute_tokens: 3,
        day_at: at(1),
        day_tokens: i64::MAX,
        created_at: NOW,
        updated_at: at(1),
    }
}

fn windows(minute: i64, day: i64) -> Windows {
    Windows { minute_at: at(minute * MINUTE), day_at: at(day * DAY) }
}

/// What was spent in the minute and in the day afterwards; nothing where that was too much.
async fn spend(db: &DatabaseConnection, tokens: i64, windows: Windows) -> Option<(i64, i64)> {
    let backend = db.get_database_backend();
    let spending = Entity::spend_in_org(backend, id!(OrgId, 1), id!(WorkspaceId, 1), tokens, windows);
    let after = spending.all(db).await.unwrap().pop();
    let row = Entity::find_in_org(id!(OrgId, 1), id!(WorkspaceId, 1)).one(db).await.unwrap();
    assert!(after.is_none() || after == row);
    after.map(|row| (row.minute_tokens, row.day_tokens))
}

async fn limited(db: &DatabaseConnection, per_minute: Option<i64>, per_day: Option<i64>) {
    let limits = Limits { per_minute, per_day };
    let set = Entity::set_limits(id!(OrgId, 1), id!(WorkspaceId, 1), limits, NOW);
    set.exec_without_returning(db).await.unwrap();
}

async fn prepared(db: &DatabaseConnection) {
    org_and_user(db).await;
    insert(db, workspace(1)).await;
}

#[tokio::test]
async fn spends_up_to_each_limit_and_not_one_more() {
    on_each_database(async |db| {
        prepared(db).await;
        assert_eq!(spend(db, 1, windows(0, 0)).await, None, "there is no budget to spend from");
        limited(db, Some(10), Some(15)).await;
        assert_eq!(spend(db, 11, windows(0, 0)).await, None);
        assert_eq!(spend(db, 7, windows(0, 0)).await, Some((7, 7)));
        assert_eq!(spend(db, 4, windows(0, 0)).await, None);
        assert_eq!(spend(db, 3, windows(0, 0)).await, Some((10, 10)));
        assert_eq!(spend(db, 6, windows(1, 0)).await, None, "the day has five left");
        assert_eq!(spend(db, 5, windows(1, 0)).await, Some((5, 15)));
        assert_eq!(spend(db, 10, windows(2, 1)).await, Some((10, 10)));
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_is_behind_begins_no_earlier_window() {
    on_each_database(async |db| {
        prepared(db).await;
        limited(db, Some(10), Some(100)).await;
        assert_eq!(spend(db, 9, windows(5, 1)).await, Some((9, 9)));
        assert_eq!(spend(db, 2, windows(4, 0)).await, None);
        assert_eq!(spend(db, 1, windows(4, 0)).await, Some((10, 10)));
        assert_eq!(spend(db, 1, windows(5, 1)).await, None);
        let row = Entity::find_in_org(id!(OrgId, 1), id!(WorkspaceId, 1)).one(db).await.unwrap().unwrap();
        assert_eq!((row.minute_at, row.day_at), (at(5 * MINUTE), at(DAY)));
    })
    .await;
}

#[tokio::test]
async fn setting_limits_keeps_what_was_spent_and_another_org_spends_nothing() {
    on_each_database(async |db| {
        prepared(db).await;
        insert(db, org(2)).await;
        limited(db, Some(10), None).await;
        assert_eq!(spend(db, 8, windows(0, 0)).await, Some((8, 8)));
        limited(db, Some(9), Some(9)).await;
        assert_eq!(spend(db, 2, windows(0, 0)).await, None);
        assert_eq!(spend(db, 1, windows(0, 0)).await, Some((9, 9)));
        limited(db, None, None).await;
        assert_eq!(spend(db, 1_000_000, windows(0, 0)).await, Some((1_000_009, 1_000_009)));
        let backend = db.get_database_backend();
        let foreign = Entity::spend_in_org(backend, id!(OrgId, 2), id!(WorkspaceId, 1), 1, windows(0, 0));
        assert_eq!(foreign.all(db).await.unwrap(), []);
        assert_eq!(Entity::find_in_org(id!(OrgId, 2), id!(WorkspaceId, 1)).one(db).await.unwrap(), None);
        workspace(1).delete(db).await.unwrap();
        assert_eq!(Entity::find().all(db).await.unwrap(), []);
    })
    .await;
}
