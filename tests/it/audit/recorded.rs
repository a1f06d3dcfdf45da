//! What is recorded, that no secret is, and that `docs/operating/audit.md` lists it.

use std::{collections::BTreeSet, time::Duration};

use almond::cli::{command::Command, keys_revoke, model::Model};
use entity::{Chain, OrgRole};
use kernel::audit::Action;
use serde_json::{Value, json};
use tests::{Caller, PASSWORD, World};

use super::{each, items, rows, verify};
use crate::sign_in::{recover, recovery_codes, session_of};

const DOCS: &str = include_str!("../../../docs/operating/audit.md");

#[tokio::test]
async fn a_whole_story_is_recorded_and_no_secret_with_it() {
    let world = World::new().await;
    let mut secrets = vec![PASSWORD.to_owned()];
    let text = |value: &Value| value.as_str().unwrap().to_owned();

    let form = json!({ "email": "new@example.com", "password": PASSWORD, "name": "New" });
    world.anonymous().post("/api/v1/auth/signup", form).await.ok(202);
    let link = world.mailed_token("new@example.com").await;
    let verified = world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": link })).await.ok(201);
    secrets.extend([link, text(&verified["token"])]);
    session_of(&world, &verified).post_empty("/api/v1/auth/logout").await.ok(200);

    let elsewhere = world.member("founder", "elsewhere", OrgRole::Owner).await.org;
    let mut ada = world.owner("ada").await.enrolled().await;
    secrets.push(ada.seed.clone().unwrap());
    let bearer = |ada: &tests::Person| ada.session.credentials()[0].1.trim_start_matches("Bearer ").to_owned();
    secrets.push(bearer(&ada));
    ada.step_up().await;
    secrets.push(bearer(&ada));
    let minted = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let path = format!("/api/v1/api-keys/{}", text(&minted["id"]));
    ada.session.patch(&path, json!({ "scopes": [] })).await.ok(200);
    let rotated = ada.session.post(&format!("{path}/rotate"), json!({ "overlapSeconds": 60 })).await.ok(201);
    secrets.extend([text(&minted["key"]), text(&rotated["key"])]);
    ada.session.delete(&format!("/api/v1/api-keys/{}", text(&rotated["id"]))).await.ok(200);
    ada.session.post("/api/v1/agents", json!({ "name": "runner" })).await.ok(201);
    let here = ada.session.post("/api/v1/workspaces", json!({ "name": "here" })).await.ok(201);
    let engine = json!({ "workspaceId": here["id"], "name": "Engine" });
    let engine = text(&ada.session.post("/api/v1/projects", engine).await.ok(201)["id"]);
    let shared = ada.session.post_empty(&format!("/api/v1/projects/{engine}/share-links")).await.ok(201);
    secrets.push(text(&shared["token"]));
    let codes = recovery_codes(&ada).await;
    let recovered = recover(&ada, &codes[0]).await;
    secrets.extend(codes.iter().cloned().chain([text(&recovered["token"])]));
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    let join = almond::cli::user_create::Request {
        email: ada.email.clone(),
        name: "ada".into(),
        org: elsewhere.clone(),
        role: None,
        password: None,
    };
    Command::UserCreate(join).run(world.state()).await.unwrap();
    ada.session.post("/api/v1/auth/session/org", json!({ "orgId": elsewhere })).await.ok(200);
    let add = Model::Add { id: "acme/small-1".into(), name: "Small".into(), context_tokens: 1 };
    Command::Model(add).run(world.state()).await.unwrap();
    Command::Model(Model::Remove { id: "acme/small-1".into() }).run(world.state()).await.unwrap();
    let revoke = keys_revoke::Request { issued_before: world.state().now(), org: None };
    Command::KeysRevoke(revoke).run(world.state()).await.unwrap();

    verify(&world).await.unwrap();
    let rows = rows(&world).await;
    let told = format!("{rows:?}");
    for secret in &secrets {
        assert!(secret.len() > 8 && !told.contains(secret.as_str()), "{secret} is in the audit log");
    }
    let recorded: BTreeSet<&str> = rows.iter().map(|row| row.action.as_str()).collect();
    for action in [
        "agent.created",
        "chain.started",
        "key.minted",
        "key.revoked",
        "key.rotated",
        "key.updated",
        "keys.revoked",
        "model.added",
        "model.removed",
        "org.created",
        "project.created",
        "recovery_code.used",
        "recovery_codes.replaced",
        "session.ended",
        "session.started",
        "session.stepped_up",
        "session.switched_org",
        "share_link.created",
        "totp.enrolled",
        "totp.removed",
        "user.created",
        "user.signed_up",
        "workspace.created",
    ] {
        assert!(recorded.contains(action), "{action} is not recorded");
    }
}

#[tokio::test]
async fn a_revocation_of_all_is_in_the_log_of_every_org_that_lost_a_key() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    ada.mint(&[]).await;
    ada.mint(&[]).await;
    bob.mint(&[]).await;
    world.advance(Duration::from_secs(1));
    let before = world.state().now();
    let revoke = |org| Command::KeysRevoke(keys_revoke::Request { issued_before: before, org });
    assert_eq!(revoke(Some(bob.org.clone())).run(world.state()).await.unwrap(), "1\n");
    assert_eq!(revoke(None).run(world.state()).await.unwrap(), "2\n");
    for (person, counts) in [(&ada, vec![2]), (&bob, vec![1]), (&eve, vec![])] {
        let shown = items(&person.session, "?action=keys.revoked").await;
        let details: Vec<Value> = counts.iter().map(|count| json!({ "count": count })).collect();
        assert_eq!(each(&shown, "detail"), details.iter().collect::<Vec<_>>());
        assert!(shown.iter().all(|item| item["targetId"] == before.to_string()));
    }
    let server =
        rows(&world).await.into_iter().filter(|row| row.chain == Chain::SERVER && row.action == "keys.revoked");
    let details: Vec<_> = server.map(|row| row.detail.unwrap()).collect();
    assert_eq!(details, [format!(r#"{{"count":1,"org":"{}"}}"#, bob.org), r#"{"count":2,"org":null}"#.to_owned()]);
}

#[test]
fn the_docs_list_every_action() {
    let listed: Vec<&str> = DOCS.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let actions: Vec<&str> = Action::ALL.iter().map(|action| action.as_str()).collect();
    assert_eq!(
        listed, actions,
        "left: the table in docs/operating/audit.md; right: `Action`, which is in alphabetical order"
    );
}
