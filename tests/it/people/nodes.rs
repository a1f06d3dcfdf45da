//! Three nodes on one PostgreSQL: who is disabled, deleted, removed or reset on one is out on all of them with the answer.

use almond::cli::{command::Command, user::Request};
use entity::OrgRole;
use serde_json::json;
use tests::{Caller, Key, PASSWORD, Person, Session, World};

use super::{SESSION, USERS, operate};
use crate::{fence::nodes, orgs::MODELS, sign_in::login};

/// What somebody has in hand, as each node knows it from memory.
struct Known {
    keys: Vec<Key>,
    sessions: Vec<Session>,
}

impl Known {
    async fn of(person: &Person, nodes: &[World]) -> Self {
        let (key, _) = person.mint(&["models:read"]).await;
        let keys: Vec<_> = nodes.iter().map(|node| key.at(node)).collect();
        let sessions: Vec<_> = nodes.iter().map(|node| person.session.at(node)).collect();
        for (key, session) in keys.iter().zip(&sessions) {
            key.get(MODELS).await.ok(200);
            session.get(SESSION).await.ok(200);
        }
        Self { keys, sessions }
    }

    async fn is_out(&self, keys_too: bool) {
        for (key, session) in self.keys.iter().zip(&self.sessions) {
            session.get(SESSION).await.refused(401, "UNAUTHORIZED");
            if keys_too {
                key.get(MODELS).await.refused(401, "UNAUTHORIZED");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn out_on_every_node_with_the_answer() {
    let Some((one, other)) = nodes().await else { return };
    let third = one.restarted().await;
    let worlds = [one.clone(), other.clone(), third];
    let boss = one.owner("boss").await.enrolled().await;
    for round in 0..5 {
        for what in ["disable", "reset-factors", "delete", "remove", "password", "pause", "command"] {
            let name = format!("{what}{round}").replace('-', "");
            let person = one.member(&name, &boss.org, OrgRole::Member).await.enrolled().await;
            let known = Known::of(&person, &worlds).await;
            let there = |path: &str| format!("{USERS}/{}{path}", person.user);
            match what {
                "delete" => assert_eq!(other.operator().delete(&there("")).await.status, 200),
                "password" => {
                    let body = json!({ "password": PASSWORD });
                    assert_eq!(other.operator().post(&there("/password"), body).await.status, 200);
                }
                "remove" => {
                    let path = format!("/api/v1/orgs/{}/members/{}", boss.org, person.user);
                    drop(boss.session.at(&other).delete(&path).await.ok(200));
                }
                "pause" => {
                    let path = format!("/api/v1/orgs/{}/api-keys", boss.org);
                    let list = boss.session.get(&format!("{path}?userId={}", person.user)).await.ok(200);
                    let path = format!("{path}/{}", list["items"][0]["id"].as_str().unwrap());
                    boss.session.at(&other).patch(&path, json!({ "enabled": false })).await.ok(200);
                    for key in &known.keys {
                        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
                    }
                    continue;
                }
                // As one that runs beside the servers, and is no node.
                "command" => {
                    let disable = Request::Disable { user: person.email.clone() };
                    Command::User(disable).run(&one.unconnected().await).await.unwrap();
                }
                _ => assert_eq!(operate(&person, what).await.status, 200),
            }
            known.is_out(matches!(what, "disable" | "delete" | "remove" | "command")).await;
            let signs_in = login(&worlds[2], &person.email, PASSWORD).await.status;
            let is_shut_out = matches!(what, "disable" | "delete" | "command");
            assert_eq!(signs_in == 401, is_shut_out, "{what}: {signs_in}");
        }
    }
}
