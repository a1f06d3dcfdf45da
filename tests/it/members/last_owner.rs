//! An org always keeps an owner, however many would go at the same instant.

use tests::{Caller, Person, World};
use tokio::task::JoinSet;

use super::{member, owners, remove, set_role, three};

/// So many owners of one org, stepped up.
async fn many(world: &World, count: usize) -> Vec<Person> {
    let first = world.owner("owner").await.enrolled().await;
    let mut owners = vec![first];
    for n in 1..count {
        let name = format!("owner{n}");
        owners.push(world.member(&name, &owners[0].org, entity::OrgRole::Owner).await.enrolled().await);
    }
    owners
}

#[tokio::test]
async fn the_last_409_can_neither_leave_nor_step_down_nor_be_removed() {
    let world = World::new().await;
    let [owner, admin, _] = three(&world).await;
    remove(&owner, &owner).await.refused(409, "CONFLICT");
    set_role(&owner, &owner, "member").await.refused(409, "CONFLICT");
    set_role(&owner, &owner, "owner").await.ok(200);
    assert_eq!(owners(&owner).await, 1);
    set_role(&owner, &admin, "owner").await.ok(200);
    remove(&owner, &owner).await.ok(200);
    remove(&admin, &admin).await.refused(409, "CONFLICT");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_50_who_leave_at_once_one_stays() {
    let world = World::new().await;
    let people = many(&world, 50).await;
    let mut tasks = JoinSet::new();
    for person in people.clone() {
        tasks.spawn(async move { remove(&person, &person).await.status.as_u16() });
    }
    let statuses = tasks.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 49, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 1, "{statuses:?}");
    assert_eq!(owners(&people[0]).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_demote_and_remove_each_other_at_once_one_stays() {
    let world = World::new().await;
    let people = many(&world, 2).await;
    let [ada, bob] = [people[0].clone(), people[1].clone()];
    let mut tasks = JoinSet::new();
    for n in 0..50 {
        let (by, other) = if n % 2 == 0 { (ada.clone(), bob.clone()) } else { (bob.clone(), ada.clone()) };
        tasks.spawn(async move {
            let answer = match n % 3 {
                0 => set_role(&by, &other, "member").await,
                1 => by.session.delete(&member(&by, &other.user)).await,
                _ => remove(&by, &by).await,
            };
            assert!(matches!(answer.status.as_u16(), 200 | 401 | 403 | 404 | 409), "{}", answer.text);
        });
    }
    tasks.join_all().await;
    assert_eq!(owners(&ada).await, 1);
}
