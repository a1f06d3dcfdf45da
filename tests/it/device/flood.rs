//! Questions that are refused cost the database next to nothing, however many there are.

use std::time::Duration;

use serde_json::json;
use tests::{Answer, Caller, World};

use super::{DeviceLogin, GRANT_TYPE, PATH, form};

/// Asks so often at once, and gives the answers with the reads and writes that they cost.
async fn flood<F: Future<Output = Answer> + Send + 'static>(
    world: &World,
    times: usize,
    ask: impl Fn(usize) -> F,
) -> (Vec<Answer>, u64, u64) {
    let statements = world.state().db.statements();
    let (reads, writes) = (statements.reads(), statements.writes());
    let asked: Vec<_> = (0..times).map(|number| tokio::spawn(ask(number))).collect();
    let mut answers = Vec::new();
    for answer in asked {
        answers.push(answer.await.unwrap());
    }
    (answers, statements.reads() - reads, statements.writes() - writes)
}

async fn oauth_token(world: World, device_code: String) -> Answer {
    let fields = [("grant_type", GRANT_TYPE), ("device_code", &device_code), ("client_id", "cli")];
    form(&world, "/oauth2/token", &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn get_and_post_400_a_thousand_times_too_early_is_a_handful_of_statements() {
    let world = World::new().await;
    let native = DeviceLogin::start(&world).await;
    let standard = DeviceLogin::start_oauth(&world, "cli").await;
    native.status().await.ok(200);
    DeviceLogin::no_key(&native.exchange().await, "authorization_pending");
    assert_eq!(oauth_token(world.clone(), standard.device_code.clone()).await.body["error"], "authorization_pending");
    let ask = |number: usize| {
        let (world, native, standard) = (world.clone(), native.clone(), standard.device_code.clone());
        async move {
            match number % 3 {
                0 => native.status().await,
                1 => native.exchange().await,
                _ => oauth_token(world, standard).await,
            }
        }
    };
    let (answers, reads, writes) = flood(&world, 1000, ask).await;
    for answer in &answers {
        assert_eq!(answer.status, 400, "{}", answer.text);
        assert!(answer.text.contains("slow_down"), "{}", answer.text);
    }
    assert_eq!((reads, writes), (0, 2), "each login's longer interval is written once");
    // It grew to five minutes and no further, and that is written a second later.
    world.advance(Duration::from_secs(1));
    let answer = native.status().await;
    assert_eq!(answer.body["error"]["details"], json!({ "interval": 300 }));
    world.advance(Duration::from_secs(200));
    DeviceLogin::no_key(&native.at(&world.restarted().await).status().await, "slow_down");
}

/// What nobody has asked for yet on this node has to be read, but not by all who ask at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn post_400_of_a_thousand_first_questions_at_once_one_is_in_time() {
    let world = World::new().await;
    let login = DeviceLogin::start(&world).await;
    let asked = login.clone();
    let (answers, reads, writes) = flood(&world, 1000, move |_| {
        let login = asked.clone();
        async move { login.exchange().await }
    })
    .await;
    let pending = answers.iter().filter(|answer| answer.message() == "authorization_pending").count();
    let early = answers.iter().filter(|answer| answer.message() == "slow_down").count();
    assert_eq!((pending, early), (1, 999));
    assert!(reads <= 4 && writes <= 5, "{reads} reads, {writes} writes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn get_404_for_unknown_codes_writes_nothing_and_asks_for_each_once() {
    let world = World::new().await;
    let code = |number: usize| format!("{:043}", number % 100);
    let ask = |number: usize| {
        let world = world.clone();
        async move { world.anonymous().get(&format!("{PATH}?deviceCode={}", code(number))).await }
    };
    let (answers, reads, writes) = flood(&world, 1000, ask).await;
    for answer in answers {
        answer.refused(404, "NOT_FOUND");
    }
    assert!(reads <= 4 * 100, "{reads}");
    assert_eq!(writes, 0);
}

/// Who decides where it is asked is heard at once, however early the question.
#[tokio::test]
async fn post_token_200_right_after_the_approval_of_a_login_that_was_slowed_down() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
    for _ in 0..10 {
        DeviceLogin::no_key(&login.exchange().await, "slow_down");
    }
    login.approve(&ada).await.ok(200);
    login.exchange().await.ok(200);
    DeviceLogin::no_key(&login.exchange().await, "invalid_grant");
}
