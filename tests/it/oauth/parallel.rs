//! What works once works once, and what must be one is one, also when fifty come at the same instant.

use std::collections::BTreeMap;

use serde_json::json;
use tests::{Answer, Browser, Caller};
use tokio::task::JoinSet;

use super::{GITHUB, OIDC, counts, sign_in, world};

/// What each answer came to: a status, and for a redirect what the front end is told.
fn tally(answers: Vec<Answer>) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for answer in answers {
        let told = answer.header("location").and_then(|url| url.split_once('?')).map(|(_, query)| query);
        let told = told.and_then(|query| query.split('=').next()).unwrap_or_default();
        *tally.entry(format!("{} {told}", answer.status.as_u16()).trim().to_owned()).or_default() += 1;
    }
    tally
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback() {
    for path in [GITHUB, OIDC] {
        let (world, _) = world().await;
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        let mut tasks = JoinSet::new();
        for _ in 0..50 {
            let (mut browser, back) = (browser.clone(), back.clone());
            tasks.spawn(async move { browser.open(&back).await });
        }
        let expected = BTreeMap::from([("302 token".to_owned(), 1), ("401".to_owned(), 49)]);
        assert_eq!(tally(tasks.join_all().await), expected);
        assert_eq!(counts(&world).await, [1, 1, 1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_code() {
    let (world, _) = world().await;
    let code = sign_in(&world, &format!("{OIDC}&response_mode=code")).await.lands_with("code");
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (visitor, body) = (world.anonymous(), json!({ "code": code }));
        tasks.spawn(async move { visitor.post("/api/v1/auth/exchange", body).await });
    }
    let expected = BTreeMap::from([("200".to_owned(), 1), ("401".to_owned(), 49)]);
    assert_eq!(tally(tasks.join_all().await), expected);
    assert_eq!(counts(&world).await, [1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_one_provider_who_claim_the_address_of_an_account() {
    let (world, provider) = world().await;
    world.owner("ada").await;
    let before = counts(&world).await;
    let mut tasks = JoinSet::new();
    let mut backs = Vec::new();
    for _ in 0..50 {
        let mut browser = Browser::new(&world);
        let back = browser.leave(OIDC).await;
        backs.push((browser, back));
    }
    provider.change(|script| script.own_subject_for_each_code = true);
    for (mut browser, back) in backs {
        tasks.spawn(async move { browser.open(&back).await });
    }
    let expected = BTreeMap::from([("302 error".to_owned(), 49), ("302 token".to_owned(), 1)]);
    assert_eq!(tally(tasks.join_all().await), expected);
    assert_eq!(counts(&world).await, [before[0], before[1], before[2] + 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn first_sign_ins_of_one_person_make_one_account() {
    let (world, _) = world().await;
    let mut backs = Vec::new();
    for n in 0..50 {
        let mut browser = Browser::new(&world);
        let back = browser.leave([GITHUB, OIDC][n % 2]).await;
        backs.push((browser, back));
    }
    let mut tasks = JoinSet::new();
    for (mut browser, back) in backs {
        tasks.spawn(async move { browser.open(&back).await });
    }
    let answers = tasks.join_all().await;
    // A machine with much else to do may keep some waiting for longer than they may; nobody is told anything else.
    let busy = |answer: &Answer| answer.location().query().is_some_and(|query| query == "error=provider_unavailable");
    let served: Vec<_> = answers.into_iter().filter(|answer| !busy(answer)).collect();
    let signed_in = served.len();
    assert_eq!(tally(served), BTreeMap::from([("302 token".to_owned(), signed_in)]));
    assert_eq!(counts(&world).await, [1, 1, signed_in as u64]);
}
