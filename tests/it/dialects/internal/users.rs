//! `/internal/users`: the people of the operator's org, by their address.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};
use tokio::task::JoinSet;

use super::{
    super::parts::{len, sizes},
    USERS, fields, mint, ok, refused, team, text, unknown, user, uuid,
};

#[tokio::test]
async fn post_201_lets_somebody_into_the_org_and_the_team() {
    let world = World::new().await;
    let team = team(&world, "engineering", 10, 20).await;
    let body = json!({ "external_id": "alice@example.com", "team_id": team });
    let made = ok(world.operator().post(USERS, body).await, 201);
    assert_eq!(fields(&made), ["created_at", "external_id", "id", "team_id"]);
    assert_eq!((&made["external_id"], &made["team_id"]), (&json!("alice@example.com"), &json!(team)));
    let id = text(&made["id"]);
    assert!(id.starts_with("user_"), "{id}");
    let (_, key, _) = mint(&world, "dev-laptop", &id).await;
    let list = key.get("/api/v1/workspaces").await.ok(200);
    assert_eq!((&list["items"][0]["id"], &list["items"][0]["role"]), (&json!(uuid(&team)), &json!("viewer")));
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn post_201_for_somebody_who_has_an_account_joins_that_and_leaves_it_as_it_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_millis(1));
    let id = user(&world, "ADA@example.com", None).await;
    assert_eq!(uuid(&id), ada.user);
    let orgs = ada.session.get("/api/v1/orgs").await.ok(200);
    let roles: Vec<_> = orgs["items"].as_array().unwrap().iter().map(|org| text(&org["role"])).collect();
    assert_eq!(roles, ["member", "owner"]);
}

#[tokio::test]
async fn post_400_names_the_field_and_makes_nobody() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let foreign = crate::workspaces::create(&ada, "ada's").await;
    for (field, value) in [
        ("external_id", json!("alice")),
        ("external_id", json!("")),
        ("external_id", json!(null)),
        ("team_id", json!("engineering")),
        ("team_id", json!(unknown("team"))),
        ("team_id", json!(unknown("ak"))),
        ("team_id", json!(foreign)),
        ("role", json!("owner")),
        ("org_id", json!(ada.org)),
        ("id", json!(unknown("user"))),
        ("password", json!("x")),
    ] {
        let mut body = json!({ "external_id": "alice@example.com" });
        body[field] = value;
        let answer = world.operator().post(USERS, body).await;
        assert!(refused(&answer, 400).starts_with(&format!("{field}: ")), "{}", answer.text);
    }
    assert_eq!(ok(world.operator().get(USERS).await, 200), json!([]));
}

#[tokio::test]
async fn post_409_for_somebody_who_is_in_already() {
    let world = World::new().await;
    user(&world, "alice@example.com", None).await;
    let again = json!({ "external_id": "Alice@example.com", "team_id": team(&world, "engineering", 1, 1).await });
    refused(&world.operator().post(USERS, again).await, 409);
    let list = ok(world.operator().get(USERS).await, 200);
    assert_eq!((list.as_array().unwrap().len(), &list[0]["team_id"]), (1, &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_each_is_made_once_also_where_the_org_is_not_there_yet() {
    let world = World::new().await;
    let mut tasks = JoinSet::new();
    for n in 0..30 {
        let world = world.clone();
        tasks.spawn(async move {
            let body = json!({ "external_id": format!("person{}@example.com", n % 3) });
            world.operator().post(USERS, body).await.status.as_u16()
        });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!((&statuses[..3], &statuses[3..]), (&[201; 3][..], &[409; 27][..]));
    assert_eq!(ok(world.operator().get(USERS).await, 200).as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn get_200_lists_the_operators_people_and_no_tenants() {
    let world = World::new().await;
    world.owner("eve").await;
    let team = team(&world, "engineering", 1, 1).await;
    for name in ["first", "second"] {
        world.advance(Duration::from_millis(1));
        user(&world, &format!("{name}@example.com"), (name == "second").then_some(&team)).await;
    }
    let list = ok(world.operator().get(USERS).await, 200);
    let shown: Vec<_> = list.as_array().unwrap().iter().map(|user| (&user["external_id"], &user["team_id"])).collect();
    let expected = [(&json!("second@example.com"), &json!(team)), (&json!("first@example.com"), &Value::Null)];
    assert_eq!(shown, expected);
    let path = format!("{USERS}?limit=1&after={}", text(&list[0]["id"]));
    assert_eq!(ok(world.operator().get(&path).await, 200), json!([list[1]]));
    assert_eq!(sizes(&world.operator(), &format!("{USERS}?limit=1"), len).await, [1, 1]);
}
