//! `GET /api/v1/orgs/{id}/members` and `/members/{userId}`

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{member, members, three};
use crate::orgs::NOBODY;

#[tokio::test]
async fn get_200_lists_who_is_in_the_org_page_by_page() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    world.owner("stranger").await;
    let all = plain.session.get(&members(&owner)).await.ok(200);
    let mut expected: Vec<_> = [(&owner, "owner"), (&admin, "admin"), (&plain, "member")].into();
    expected.sort_by_key(|(person, _)| std::cmp::Reverse(person.user.clone()));
    let now = world.state().now().to_string();
    for ((person, role), listed) in expected.iter().zip(all["items"].as_array().unwrap()) {
        assert_eq!(
            listed,
            &json!({
                "userId": person.user, "email": person.email, "name": role, "avatar": null, "role": role,
                "twoFactor": null, "createdAt": now, "updatedAt": now,
            })
        );
        assert_eq!(&plain.session.get(&member(&owner, &person.user)).await.ok(200), listed);
    }
    let mut seen = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page = plain.session.get(&format!("{}{query}", members(&owner))).await.ok(200);
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?limit=2&cursor={cursor}");
    }
    assert_eq!((Value::from(seen.len()), json!(seen)), (json!(3), all["items"].clone()));
    plain.session.get(&format!("{}?limit=0", members(&owner))).await.names_field("limit");
}

#[tokio::test]
async fn get_404_for_a_stranger_as_for_nobody() {
    let world = World::new().await;
    let [owner, ..] = three(&world).await;
    let stranger = world.owner("stranger").await.enrolled().await;
    for id in [&stranger.user, "nonsense", "%00"] {
        let refused = owner.session.get(&member(&owner, id)).await;
        refused.refused(404, "NOT_FOUND").same_as(&owner.session.get(&member(&owner, NOBODY)).await);
        let body = json!({ "role": "admin" });
        let refused = owner.session.patch(&member(&owner, id), body.clone()).await;
        refused.refused(404, "NOT_FOUND").same_as(&owner.session.patch(&member(&owner, NOBODY), body).await);
        let refused = owner.session.delete(&member(&owner, id)).await;
        refused.refused(404, "NOT_FOUND").same_as(&owner.session.delete(&member(&owner, NOBODY)).await);
    }
    // Neither org nor member is told to somebody outside.
    let foreign = stranger.session.get(&member(&owner, &owner.user)).await;
    foreign.refused(404, "NOT_FOUND");
    foreign.same_as(&stranger.session.get(&format!("/api/v1/orgs/{NOBODY}/members/{NOBODY}")).await);
}
