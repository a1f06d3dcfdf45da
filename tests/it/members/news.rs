//! Who is told by mail about what somebody did to their membership.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, Person, World};

use super::{remove, set_role, three};
use crate::orgs::path;

async fn last(world: &World, person: &Person) -> (String, String) {
    let mail = world.mails(&person.email).await.pop().unwrap();
    (mail.subject, mail.text)
}

#[tokio::test]
async fn a_member_is_told_of_another_role_and_of_removal() {
    let world = World::new().await;
    let [owner, _, plain] = three(&world).await;
    owner.session.patch(&path(&owner.org), json!({ "name": "Acme" })).await.ok(200);
    set_role(&owner, &plain, "admin").await.ok(200);
    let (subject, text) = last(&world, &plain).await;
    assert_eq!(subject, "Your role in an organization was changed");
    assert!(text.starts_with("You are an admin of the organization “Acme” now."), "{text}");
    remove(&owner, &plain).await.ok(200);
    let (subject, text) = last(&world, &plain).await;
    assert_eq!(subject, "You are no longer a member of an organization");
    assert!(text.contains("Acme") && text.contains("keys there are revoked"), "{text}");
    assert_ne!(last(&world, &owner).await.0, "The owners of an organization have changed");
}

#[tokio::test]
async fn the_other_owners_are_told_when_somebody_becomes_one_or_stops_being_one() {
    let world = World::new().await;
    let [owner, admin, _] = three(&world).await;
    let other = world.member("other", &owner.org, OrgRole::Owner).await;
    let told = async |count: usize| {
        let mails = world.mails(&other.email).await;
        assert_eq!(mails.len(), count);
        assert!(mails.iter().all(|mail| mail.subject == "The owners of an organization have changed"));
    };
    set_role(&owner, &admin, "owner").await.ok(200);
    told(1).await;
    set_role(&owner, &admin, "member").await.ok(200);
    told(2).await;
    remove(&owner, &owner).await.ok(200);
    told(3).await;
}

#[tokio::test]
async fn a_mail_has_no_link_and_no_name_that_could_be_one() {
    let world = World::new().await;
    let [owner, _, plain] = three(&world).await;
    owner.session.patch(&path(&owner.org), json!({ "name": "<a href=//evil.example>Acme</a>" })).await.ok(200);
    set_role(&owner, &plain, "admin").await.ok(200);
    let mail = world.mails(&plain.email).await.pop().unwrap();
    for text in [&mail.text, &mail.html, &mail.subject] {
        assert!(!text.contains("evil.example") && !text.contains("http") && !text.contains("href"), "{text}");
    }
    assert!(mail.link.is_none());
}
