//! `almond migrate up|status`, alone and many at once.

use std::{collections::BTreeSet, sync::Arc};

use tokio::task::JoinSet;

use super::Site;

#[tokio::test]
async fn status_tells_what_up_has_done() {
    let site = Site::new().await;
    let after = site.run(&["migrate", "up"], "").await;
    assert!(after.lines().count() >= 4, "{after}");
    assert!(after.lines().all(|line| line.starts_with("applied  m20")), "{after}");
    assert_eq!(site.run(&["migrate", "status"], "").await, after);
    assert_eq!(site.run(&["migrate", "up"], "").await, after);
}

#[tokio::test]
async fn many_at_once_on_an_empty_database_all_succeed() {
    let site = Arc::new(Site::new().await);
    let mut tasks = JoinSet::new();
    for n in 0..12 {
        let site = Arc::clone(&site);
        tasks.spawn(async move { site.run(&["migrate", if n % 4 == 3 { "status" } else { "up" }], "").await });
    }
    let printed: BTreeSet<String> = tasks.join_all().await.into_iter().collect();
    assert!(printed.iter().any(|text| !text.contains("pending")), "{printed:?}");
    assert!(!site.run(&["migrate", "status"], "").await.contains("pending"));
}

#[tokio::test]
async fn a_server_and_commands_that_start_together_on_an_empty_database_all_come_up() {
    let site = Arc::new(Site::new().await);
    let mut tasks = JoinSet::new();
    for command in [["migrate", "up"], ["model", "list"]].repeat(4) {
        let site = Arc::clone(&site);
        tasks.spawn(async move { drop(site.run(&command, "").await) });
    }
    let server = site.serve().await;
    tasks.join_all().await;
    server.get("/readyz", None).await.ok(200);
    assert!(!site.run(&["migrate", "status"], "").await.contains("pending"), "beside a server too");
}
