//! `GET /api/v1/orgs/{id}`

use entity::OrgRole;
use tests::{Caller, World};

use super::{NOBODY, create, path};

#[tokio::test]
async fn get_200_for_any_org_of_the_user_whichever_the_session_works_in() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let second = create(&ada, "second").await;
    for (org, name) in [(&ada.org, "ada's org"), (&second, "second")] {
        assert_eq!(ada.session.get(&path(org)).await.ok(200)["name"], name);
    }
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    assert_eq!(bob.session.get(&path(&ada.org)).await.ok(200)["role"], "member");
}

#[tokio::test]
async fn get_404_for_a_foreign_org_as_for_none_and_to_a_key_for_its_users_others() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let second = create(&ada, "second").await;
    let (key, _) = ada.mint(&[]).await;
    let bob = world.owner("bob").await;
    for id in [&ada.org, &second, "nonsense", "%00", "*"] {
        let refused = bob.session.get(&path(id)).await;
        refused.refused(404, "NOT_FOUND");
        refused.same_as(&bob.session.get(&path(NOBODY)).await);
    }
    key.get(&path(&ada.org)).await.ok(200);
    key.get(&path(&second)).await.refused(404, "NOT_FOUND").same_as(&key.get(&path(NOBODY)).await);
}
