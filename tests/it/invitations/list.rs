//! `GET /api/v1/orgs/{id}/invitations`, `GET` and `DELETE …/{invitationId}`

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{accept, invitations, invite, try_invite};
use crate::orgs::{NOBODY, recorded};

#[tokio::test]
async fn get_200_lists_what_is_open_newest_first_page_by_page() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut made = Vec::new();
    for n in 0..3 {
        world.advance(Duration::from_millis(1));
        made.insert(0, try_invite(&ada, &format!("new{n}@example.com"), "member").await.ok(201));
    }
    world.settled().await;
    let all = ada.session.get(&invitations(&ada)).await.ok(200);
    for (made, listed) in made.iter_mut().zip(all["items"].as_array().unwrap()) {
        // The mails are sent by now.
        made["delivery"] = listed["delivery"].clone();
    }
    assert_eq!(all, json!({ "items": made, "nextCursor": null, "total": null }));
    let first = ada.session.get(&format!("{}?limit=2", invitations(&ada))).await.ok(200);
    let cursor = first["nextCursor"].as_str().unwrap();
    let second = ada.session.get(&format!("{}?limit=2&cursor={cursor}", invitations(&ada))).await.ok(200);
    assert_eq!(second, json!({ "items": [made[2]], "nextCursor": null, "total": null }));
    let (key, _) = ada.mint(&[]).await;
    assert_eq!(key.get(&invitations(&ada)).await.ok(200), all);
    let plain = world.member("plain", &ada.org, OrgRole::Member).await;
    plain.session.get(&invitations(&ada)).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn get_404_and_not_listed_once_it_is_accepted_or_has_expired() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (accepted, token) = invite(&ada, &bob.email, "member").await;
    let (expired, _) = invite(&ada, "new@example.com", "member").await;
    let path = |made: &Value| format!("{}/{}", invitations(&ada), made["id"].as_str().unwrap());
    let paths = [path(&accepted), path(&expired)];
    let mut found = ada.session.get(&paths[0]).await.ok(200);
    found["delivery"] = accepted["delivery"].clone();
    assert_eq!(found, accepted);
    accept(&bob.session, &token).await.ok(200);
    ada.session.get(&paths[0]).await.refused(404, "NOT_FOUND");
    // Each session lasts a day; the link seven.
    world.advance(Duration::from_secs(7 * 86_400 - 1));
    let half = crate::sign_in::mfa_token(&ada).await;
    let code = ada.code();
    let session = crate::sign_in::second_step(&world, "totp", &half, &code).await.ok(200);
    ada.adopt(&session);
    ada.session.get(&paths[1]).await.ok(200);
    world.advance(Duration::from_secs(1));
    ada.session.get(&paths[1]).await.refused(404, "NOT_FOUND");
    ada.session.delete(&paths[1]).await.refused(404, "NOT_FOUND");
    assert_eq!(ada.session.get(&invitations(&ada)).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn delete_200_voids_the_link_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    let (made, token) = invite(&ada, &bob.email, "member").await;
    let id = made["id"].as_str().unwrap();
    let (own, foreign) = (format!("{}/{id}", invitations(&ada)), format!("{}/{id}", invitations(&bob)));
    // Through another org's path it isn't there.
    let refused = bob.session.delete(&foreign).await;
    refused.refused(404, "NOT_FOUND");
    refused.same_as(&bob.session.delete(&format!("{}/{NOBODY}", invitations(&bob))).await);
    bob.session.get(&foreign).await.refused(404, "NOT_FOUND");
    assert_eq!(ada.session.delete(&own).await.ok(200), json!({ "revoked": true }));
    assert_eq!(recorded(&ada, &ada.org, "invitation.revoked").await, 1);
    ada.session.delete(&own).await.refused(404, "NOT_FOUND");
    accept(&bob.session, &token).await.refused(404, "NOT_FOUND");
}
