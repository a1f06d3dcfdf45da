//! Fifty at the same instant, on two servers with one database: one wins. That the others came is what ends the grant.

use std::collections::BTreeMap;

use tests::Answer;
use tokio::task::JoinSet;

use super::{ada, refused, status};

/// What fifty of these come to, and the winner's answer.
async fn fifty<F>(ask: impl Fn(usize) -> F) -> (BTreeMap<u16, usize>, Option<Answer>)
where
    F: Future<Output = Answer> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    for turn in 0..50 {
        tasks.spawn(ask(turn));
    }
    let (mut counts, mut won) = (BTreeMap::new(), None);
    for answer in tasks.join_all().await {
        *counts.entry(answer.status.as_u16()).or_default() += 1;
        if answer.status == 200 {
            won = Some(answer);
        } else {
            refused(&answer, 400, "invalid_grant");
        }
    }
    (counts, won)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_uses_of_a_code_give_tokens_once() {
    let (ada, program) = ada().await;
    let code = program.code(&ada, "mcp:read").await;
    let other = program.at(&program.world.restarted().await);
    let (counts, won) = fifty(|turn| {
        let (program, code) = (if turn % 2 == 0 { &program } else { &other }.clone(), code.clone());
        async move { program.exchange(&code, &[]).await }
    })
    .await;
    assert_eq!(counts, BTreeMap::from([(200, 1), (400, 49)]));
    let tokens = other.tokens(&won.unwrap());
    assert_eq!(status(&tokens.access).await, 401, "the others ended the grant");
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_uses_of_a_refresh_token_give_the_next_once() {
    let (ada, program) = ada().await;
    let first = program.granted(&ada, "mcp:read").await;
    let other = program.at(&program.world.restarted().await);
    let (counts, won) = fifty(|turn| {
        let program = if turn % 2 == 0 { &program } else { &other }.clone();
        let token = first.refresh.clone();
        async move { program.refresh(&token, &[]).await }
    })
    .await;
    assert_eq!(counts, BTreeMap::from([(200, 1), (400, 49)]));
    let tokens = other.tokens(&won.unwrap());
    assert_eq!(status(&tokens.access).await, 401, "the others ended the grant");
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
}
