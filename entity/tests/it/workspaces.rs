//! Workspaces: what a caller sees, what is withdrawn from somebody, and what goes with a membership.

use entity::{in_workspace::InWorkspace, workspace::Visible, *};
use sea_orm::{EntityTrait, ModelTrait};

use crate::{database::on_each_database, sample::*};

pub fn workspace_member(n: i64, role: WorkspaceRole) -> workspace_member::Model {
    workspace_member::Model {
        workspace_id: id!(WorkspaceId, n),
        user_id: id!(UserId, 1),
        org_id: id!(OrgId, 1),
        role,
        created_at: NOW,
        updated_at: at(1),
    }
}

pub fn project(n: i64, workspace: i64) -> project::Model {
    project::Model {
        id: id!(ProjectId, n),
        org_id: id!(OrgId, 1),
        workspace_id: id!(WorkspaceId, workspace),
        name: "project".to_owned(),
        description: None,
        created_by: id!(UserId, 1),
        created_at: NOW,
        updated_at: at(1),
    }
}

pub fn share_link(n: i64, project: i64) -> share_link::Model {
    share_link::Model {
        id: id!(ShareLinkId, n),
        org_id: id!(OrgId, 1),
        project_id: id!(ProjectId, project),
        name: Some("for Eve".to_owned()),
        digest: Digest::of(&n.to_be_bytes()),
        created_by: id!(UserId, 1),
        expires_at: at(1000),
        created_at: NOW,
    }
}

/// Three workspaces with a project and a bound key each; the user edits the first and views the second.
async fn three(db: &sea_orm::DatabaseConnection) -> (OrgId, UserId) {
    let (org, user) = org_and_user(db).await;
    insert(db, membership(1, 1)).await;
    for n in 1..=3 {
        insert(db, workspace(n)).await;
        insert(db, project(n, n)).await;
        insert(db, share_link(n, n)).await;
        insert(db, api_key::Model { workspace_id: Some(id!(WorkspaceId, n)), ..api_key(n) }).await;
    }
    insert(db, api_key(4)).await;
    insert(db, workspace_member(1, WorkspaceRole::Editor)).await;
    insert(db, workspace_member(2, WorkspaceRole::Viewer)).await;
    (org, user)
}

#[tokio::test]
async fn a_list_shows_what_is_in_visible_workspaces() {
    on_each_database(async |db| {
        let (org, user) = three(db).await;
        let all = Visible { org, member: None, bound: None, only: None };
        let mine = |least| Visible { member: Some((user, least)), ..all };
        let [one, two, three] = [1, 2, 3].map(|n| id!(WorkspaceId, n));
        for (visible, expected) in [
            (all, vec![3, 2, 1]),
            (mine(WorkspaceRole::Viewer), vec![2, 1]),
            (mine(WorkspaceRole::Editor), vec![1]),
            (mine(WorkspaceRole::Admin), vec![]),
            (Visible { bound: Some(three), ..all }, vec![3]),
            (Visible { only: Some(two), ..all }, vec![2]),
            (Visible { bound: Some(one), only: Some(two), ..all }, vec![]),
            (Visible { only: Some(three), ..mine(WorkspaceRole::Viewer) }, vec![]),
            (Visible { org: id!(OrgId, 2), ..all }, vec![]),
        ] {
            let rows = workspace::Entity::page_in_org(visible, None, 10).all(db).await.unwrap();
            let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
            assert_eq!(ids, expected.iter().map(|n| id!(WorkspaceId, *n)).collect::<Vec<_>>(), "{visible:?}");
            let rows = project::Entity::page_in_org(visible, None, 10).all(db).await.unwrap();
            let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
            assert_eq!(ids, expected.iter().map(|n| id!(ProjectId, *n)).collect::<Vec<_>>(), "{visible:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_out_of_reach_is_withdrawn_and_nothing_else() {
    on_each_database(async |db| {
        let (org, user) = three(db).await;
        let revoked = api_key::Entity::revoke_astray_of_user_in_org(org, user, NOW).exec(db).await.unwrap();
        assert_eq!(revoked.rows_affected, 1);
        let live = api_key::Entity::live_of_user_in_org(org, user).all(db).await.unwrap();
        assert!(live.iter().all(|key| key.workspace_id != Some(id!(WorkspaceId, 3))) && live.len() == 3);
        let withdraw = share_link::Entity::withdraw_of_user_in_org(org, user, WorkspaceRole::Editor);
        assert_eq!(withdraw.exec(db).await.unwrap().rows_affected, 2);
        assert_eq!(share_link::Entity::find().all(db).await.unwrap(), [share_link(1, 1)]);
    })
    .await;
}

#[tokio::test]
async fn rows_go_with_their_workspace_and_with_the_membership_that_they_rest_on() {
    on_each_database(async |db| {
        let (org, user) = three(db).await;
        workspace(1).delete(db).await.unwrap();
        assert_eq!(workspace_member::Entity::find().all(db).await.unwrap().len(), 1);
        assert_eq!(project::Entity::find().all(db).await.unwrap().len(), 2);
        assert_eq!(share_link::Entity::find().all(db).await.unwrap().len(), 2);
        membership::Entity::remove_in_org(org, user).exec(db).await.unwrap();
        assert!(workspace_member::Entity::find().all(db).await.unwrap().is_empty());
        assert!(share_link::Entity::find().all(db).await.unwrap().is_empty());
        assert_eq!(project::Entity::find().all(db).await.unwrap().len(), 2);
        org::Entity::remove(org).exec(db).await.unwrap();
        assert!(project::Entity::find().all(db).await.unwrap().is_empty());
    })
    .await;
}
