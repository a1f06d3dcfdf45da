//! Members: a file per operation, what happens at the same instant, and what they share.

mod by_key;
mod fence;
mod last_owner;
mod list;
mod news;
mod race;
mod remove;
mod update;

use entity::OrgRole;
use serde_json::json;
use tests::{Answer, Caller, Person, World};

use crate::orgs::path;

/// Of the person's own org.
fn members(person: &Person) -> String {
    format!("{}/members", path(&person.org))
}

fn member(person: &Person, user: &str) -> String {
    format!("{}/{user}", members(person))
}

/// Has `by` give `to` a role.
async fn set_role(by: &Person, to: &Person, role: &str) -> Answer {
    by.session.patch(&member(by, &to.user), json!({ "role": role })).await
}

/// Has `by` remove somebody from the org in which `by` works.
async fn remove(by: &Person, who: &Person) -> Answer {
    by.session.delete(&member(by, &who.user)).await
}

/// An owner, an admin and a member of one org, all stepped up.
async fn three(world: &World) -> [Person; 3] {
    let owner = world.owner("owner").await.enrolled().await;
    let admin = world.member("admin", &owner.org, OrgRole::Admin).await.enrolled().await;
    let member = world.member("member", &owner.org, OrgRole::Member).await.enrolled().await;
    [owner, admin, member]
}

/// The org's owners, as the database has them.
async fn owners(person: &Person) -> usize {
    let db = person.session.world().state().db.read();
    entity::membership::Entity::owners_in_org(person.org.parse().unwrap()).all(db).await.unwrap().len()
}
