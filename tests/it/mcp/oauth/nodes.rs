//! Two nodes on one PostgreSQL, each with the token in its memory: an end on one counts on the other from the answer on.

use entity::OrgRole;
use tests::{Caller, Person, postgres_server};

use super::{Program, Tokens, ada, listed, refused, status};

/// Somebody of Ada's org whose token both nodes have seen.
async fn seen_by_both(ada: &Person, name: &str, program: &Program, other: &Program) -> (Person, Tokens) {
    let person = program.world.member(name, &ada.org, OrgRole::Member).await.enrolled().await;
    let tokens = program.granted(&person, "mcp:read").await;
    for node in [program, other] {
        assert_eq!(status(&tokens.access.at(&node.world)).await, 200);
    }
    (person, tokens)
}

async fn over_on_both(program: &Program, other: &Program, tokens: &Tokens) {
    for node in [other, program] {
        assert_eq!(status(&tokens.access.at(&node.world)).await, 401);
        refused(&node.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
    }
}

#[tokio::test]
async fn an_end_on_one_node_counts_on_the_other() {
    if postgres_server().is_none() {
        return;
    }
    let (ada, program) = ada().await;
    let other = program.at(&program.world.restarted().await);

    let (bob, tokens) = seen_by_both(&ada, "bob", &program, &other).await;
    let id = listed(&bob).await[0]["id"].as_str().unwrap().to_owned();
    bob.session.delete(&format!("/api/v1/me/grants/{id}")).await.ok(200);
    over_on_both(&program, &other, &tokens).await;

    let (eve, tokens) = seen_by_both(&ada, "eve", &program, &other).await;
    let disable = format!("/internal/users/{}/disable", eve.user);
    assert_eq!(program.world.operator().post_empty(&disable).await.status, 200);
    over_on_both(&program, &other, &tokens).await;

    let (joe, tokens) = seen_by_both(&ada, "joe", &program, &other).await;
    joe.session.delete(&format!("/api/v1/orgs/{}/members/{}", ada.org, joe.user)).await.ok(200);
    over_on_both(&program, &other, &tokens).await;

    // The token that a refresh takes the place of is void on both, and the next one good.
    let (_, tokens) = seen_by_both(&ada, "sue", &program, &other).await;
    let next = other.tokens(&other.refresh(&tokens.refresh, &[]).await);
    for node in [&program, &other] {
        assert_eq!(status(&tokens.access.at(&node.world)).await, 401);
        assert_eq!(status(&next.access.at(&node.world)).await, 200);
    }
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
    assert_eq!(status(&next.access.at(&other.world)).await, 401, "the reuse on one ended it on the other");
}
