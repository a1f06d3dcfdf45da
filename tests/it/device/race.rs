//! Fifty at the same instant: one key, one decision.

use std::{collections::BTreeMap, time::Duration};

use tests::{Answer, Caller, Person, World};
use tokio::task::JoinSet;

use super::{DeviceLogin, decide};

fn count(answers: Vec<Answer>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(format!("{} {}", answer.status.as_u16(), answer.message()).trim().to_owned()).or_default() += 1;
    }
    counts
}

async fn keys(person: &Person) -> usize {
    person.session.get("/api/v1/api-keys?limit=100").await.ok(200)["items"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_exchanges_give_one_key() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    login.approve(&ada).await.ok(200);
    // On two servers with one database.
    let other = login.at(&world.restarted().await);
    let mut tasks = JoinSet::new();
    for turn in 0..50 {
        let login = if turn % 2 == 0 { &login } else { &other }.clone();
        tasks.spawn(async move { login.exchange().await });
    }
    let counts = count(tasks.join_all().await);
    assert_eq!(counts, BTreeMap::from([("200".to_owned(), 1), ("400 invalid_grant".to_owned(), 49)]));
    assert_eq!(keys(&ada).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_approvals_and_denials_at_once_the_first_counts() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let mut people = Vec::new();
    for name in ["ada", "bob", "eve"] {
        people.push(world.owner(name).await.enrolled().await);
    }
    for round in 0..5 {
        let login = DeviceLogin::start(&world).await;
        let mut tasks = JoinSet::new();
        for turn in 0..50 {
            let (person, code) = (people[turn % 3].clone(), login.user_code.clone());
            let what = if turn % 2 == 0 { "approve" } else { "deny" };
            tasks.spawn(async move { decide(&person, what, &code).await });
        }
        let answers = tasks.join_all().await;
        let done: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(done.len(), 1, "round {round}");
        let decided = done[0].body["data"]["status"].clone();
        assert_eq!(login.status().await.ok(200)["status"], decided);
        let answer = login.exchange().await;
        if decided == "approved" {
            drop(answer.ok(200))
        } else {
            DeviceLogin::no_key(&answer, "access_denied")
        }
        world.advance(Duration::from_secs(60));
        // Those who came too late have typed a code that no longer waits; that is counted.
        world.advance(Duration::from_secs(600));
        for person in &mut people {
            person.step_up_now().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_approval_and_expiry_the_first_counts() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    for _ in 0..5 {
        let login = DeviceLogin::start(&world).await;
        world.advance(Duration::from_millis(599_999));
        ada.step_up_now().await;
        let mut tasks = JoinSet::new();
        for _ in 0..10 {
            let (ada, login) = (ada.clone(), login.clone());
            tasks.spawn(async move { login.approve(&ada).await });
            let login = login_exchange(&world);
            tasks.spawn(login);
        }
        let approved = tasks.join_all().await.iter().filter(|answer| answer.status == 200).count();
        assert!(approved <= 1);
        assert_eq!(login.status().await.ok(200)["status"], "expired");
        DeviceLogin::no_key(&login.exchange().await, "expired_token");
        world.advance(Duration::from_secs(600));
        ada.step_up_now().await;
    }
    assert_eq!(keys(&ada).await, 0);
}

/// Moves the clock while others approve; answers something that is no success.
fn login_exchange(world: &World) -> impl Future<Output = Answer> + use<> {
    let world = world.clone();
    async move {
        world.advance(Duration::from_millis(1));
        world.anonymous().get("/api/v1/auth/session").await
    }
}
