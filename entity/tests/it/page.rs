//! Lists: newest first, no row twice and none left out, only the org's own.

use entity::*;

use crate::{database::on_each_database, sample::*};

#[tokio::test]
async fn pages_run_from_the_newest_to_the_oldest() {
    on_each_database(async |db| {
        let (one, person) = org_and_user(db).await;
        for n in [3, 1, 5, 2, 4] {
            insert(db, workspace(n)).await;
            insert(db, api_key(n)).await;
            insert(db, agent(n)).await;
            insert(db, audit_event(n, Some(1))).await;
        }
        insert(db, audit_event(9, Some(2))).await;
        insert(db, audit_event(8, None)).await;

        let all = workspace::Visible { org: one, member: None, bound: None, only: None };
        let first = workspace::Entity::page_in_org(all, None, 2).all(db).await.unwrap();
        assert_eq!(first, [workspace(5), workspace(4)]);
        let rest = workspace::Entity::page_in_org(all, Some(first[1].id), 9).all(db).await.unwrap();
        assert_eq!(rest, [workspace(3), workspace(2), workspace(1)]);
        let keys = api_key::Entity::page_of_user_in_org(one, person, Some(id!(KeyId, 4)), 2).all(db).await.unwrap();
        assert_eq!(keys, [api_key(3), api_key(2)]);
        let agents = agent::Entity::page_in_org(one, false, Some(id!(AgentId, 2)), 2).all(db).await.unwrap();
        assert_eq!(agents, [agent(1)]);
        let events =
            audit_event::Entity::page_in_org(one, audit_event::Filter::default(), None, 1).all(db).await.unwrap();
        assert_eq!(events, [audit_event(5, Some(1))]);
    })
    .await;
}

#[tokio::test]
async fn models_run_by_the_bytes_of_their_id() {
    on_each_database(async |db| {
        for id in ["acme/small-1", "Zeta/x", "acme-b/x", "acme/Big"] {
            insert(db, model(id)).await;
        }
        let all = model::Entity::listed().all(db).await.unwrap();
        let ids: Vec<_> = all.iter().map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["Zeta/x", "acme-b/x", "acme/Big", "acme/small-1"]);
    })
    .await;
}
