//! Never over a limit, whoever spends at the same instant, on however many nodes.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, PASSWORD, World};
use tokio::task::JoinSet;

use super::{code, mint_bound, owner, path, set};
use crate::process::{Site, on_sqlite};

/// How many of these requests at once are let through.
async fn let_through(worlds: [&World; 2], key: &str, costs: impl IntoIterator<Item = u64>) -> u64 {
    let mut tasks = JoinSet::new();
    for (n, cost) in costs.into_iter().enumerate() {
        let (world, key) = (worlds[n % 2].clone(), key.to_owned());
        tasks.spawn(async move { (cost, code(&world, &key, cost).await) });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|(_, code)| ["VALID", "RATE_LIMITED", "USAGE_EXCEEDED"].contains(&code.as_str())));
    answers.into_iter().filter(|(_, code)| code == "VALID").map(|(cost, _)| cost).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_at_once_on_two_nodes_exactly_those_pass_that_the_minute_has_tokens_for() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 1000.into(), Value::Null).await;
    let key = mint_bound(&owner, &workspace).await;
    let other = world.restarted().await;
    assert_eq!(let_through([&world, &other], &key, [33; 100]).await, 30 * 33);
    // What is left goes to whoever asks for that much.
    assert_eq!(let_through([&world, &other], &key, [11; 20]).await, 0);
    assert_eq!(let_through([&world, &other], &key, [10; 20]).await, 10);
    let budget = owner.session.get(&path(&workspace)).await.ok(200);
    assert_eq!((&budget["minute"]["spent"], &budget["minute"]["remaining"]), (&json!(1000), &json!(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn costs_of_all_sizes_never_run_over_the_day_and_every_token_is_counted() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 2000.into(), 3000.into()).await;
    let key = mint_bound(&owner, &workspace).await;
    let other = world.restarted().await;
    let mut spent = 0;
    for _ in 0..3 {
        let minute = let_through([&world, &other], &key, (1..=100).rev()).await;
        assert!(minute <= 2000);
        spent += minute;
        let budget = owner.session.get(&path(&workspace)).await.ok(200);
        assert_eq!((&budget["minute"]["spent"], &budget["day"]["spent"]), (&json!(minute), &json!(spent)));
        world.advance(Duration::from_secs(60));
    }
    let left = 3000 - spent;
    assert_eq!(code(&world, &key, left + 1).await, "USAGE_EXCEEDED");
    assert_eq!(code(&world, &key, left).await, "VALID");
}

#[tokio::test(flavor = "multi_thread")]
async fn lowering_a_limit_while_others_spend_is_right_afterwards() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 1000.into(), Value::Null).await;
    let key = mint_bound(&owner, &workspace).await;
    let mut tasks = JoinSet::new();
    for n in 0..60 {
        let (world, owner, workspace, key) = (world.clone(), owner.clone(), workspace.clone(), key.clone());
        tasks.spawn(async move {
            if n == 30 {
                set(&owner, &workspace, 300.into(), Value::Null).await;
                0
            } else {
                u64::from(code(&world, &key, 10).await == "VALID") * 10
            }
        });
    }
    let passed: u64 = tasks.join_all().await.into_iter().sum();
    let budget = owner.session.get(&path(&workspace)).await.ok(200);
    assert_eq!(budget["minute"]["spent"], passed);
    assert_eq!(code(&world, &key, 10).await == "VALID", passed < 300);
}

/// Two programs on one PostgreSQL, each with connections of its own.
#[tokio::test(flavor = "multi_thread")]
async fn two_programs_on_one_database_keep_to_one_budget() {
    if on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let mut command = site.command();
    command.env("ALMOND_MASTER_KEY", tests::MASTER_KEY).env("ALMOND_STEP_UP_METHODS", "totp,passkey,password");
    let one = tests::process::serve(command).await;
    let mut command = site.command();
    command.env("ALMOND_MASTER_KEY", tests::MASTER_KEY);
    let two = tests::process::serve(command).await;
    let made =
        site.run(&["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "looms"], PASSWORD).await;
    assert!(!made.is_empty());
    let login = json!({ "email": "ada@example.com", "password": PASSWORD });
    let token = one.post("/api/v1/auth/login", None, login).await.ok(200)["token"].as_str().unwrap().to_owned();
    let stepped =
        one.post("/api/v1/auth/step-up/password", Some(&token), json!({ "password": PASSWORD })).await.ok(200);
    let token = stepped["token"].as_str().unwrap();
    let workspace = one.post("/api/v1/workspaces", Some(token), json!({ "name": "Lab" })).await.ok(201)["id"].clone();
    let budget = format!("/api/v1/workspaces/{}/budget", workspace.as_str().unwrap());
    one.send(http::Method::PATCH, &budget, Some(token), Some(json!({ "dailyTokenLimit": 500 }))).await.ok(200);
    let minted = json!({ "name": "CI", "workspaceId": workspace });
    let key = one.post("/api/v1/api-keys", Some(token), minted).await.ok(201)["key"].clone();
    let mut tasks = JoinSet::new();
    let servers = std::sync::Arc::new([one, two]);
    for n in 0..100 {
        let (servers, key) = (servers.clone(), key.clone());
        tasks.spawn(async move {
            let asked = json!({ "key": key, "cost": 7 });
            let verdict = servers[n % 2].post(super::VERIFY, Some(tests::MASTER_KEY), asked).await.ok(200);
            u64::from(verdict["code"] == "VALID")
        });
    }
    assert_eq!(tasks.join_all().await.into_iter().sum::<u64>(), 500 / 7);
}
