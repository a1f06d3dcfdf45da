//! `GET /internal/users` with filters, `GET /internal/users/{id}`; `almond user list` and `almond user show`.

use almond::cli::user::{List, Request};
use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{USERS, command, ok, operate};
use crate::dialects::internal::type_id;

fn list(query: Option<&str>, disabled: bool) -> List {
    List { query: query.map(str::to_owned), disabled, org: None, limit: 100, after: None }
}

fn emails(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|user| user[field].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn list_200_searches_all_people_and_comes_in_parts() {
    let world = World::new().await;
    for name in ["ada", "bob", "a_b"] {
        world.advance(std::time::Duration::from_millis(1));
        world.owner(name).await;
    }
    let bob = world.owner("zoe").await;
    ok(&operate(&bob, "disable").await);
    let found = async |query: &str| {
        let answer = world.operator().get(&format!("{USERS}?{query}")).await;
        emails(ok(&answer), "external_id")
    };
    assert_eq!(found("query=ADA").await, ["ada@example.com"]);
    assert_eq!(found("query=a_").await, ["a_b@example.com"], "a pattern's letters are letters");
    assert_eq!(found("query=%25").await, Vec::<String>::new());
    assert_eq!(found("disabled=true").await, ["zoe@example.com"]);
    assert_eq!(found(&format!("org={}", bob.org)).await, ["zoe@example.com"]);
    assert_eq!(found("everybody=true&limit=2").await.len(), 2);
    assert_eq!(found("everybody=true").await.len(), 4);
    assert_eq!(found("").await, Vec::<String>::new(), "without a filter the text's own: the operator's people");

    let all = command(&world, Request::List(List { limit: 3, ..list(None, false) })).await;
    let after = all["next"].as_str().unwrap().parse().unwrap();
    let rest = command(&world, Request::List(List { after: Some(after), ..list(None, false) })).await;
    assert_eq!((emails(&all["users"], "email").len(), emails(&rest["users"], "email").len()), (3, 1));
    assert_eq!(rest["next"], Value::Null);
    let disabled = command(&world, Request::List(list(None, true))).await;
    assert_eq!(emails(&disabled["users"], "email"), ["zoe@example.com"]);
}

#[tokio::test]
async fn show_200_by_id_by_type_id_and_by_address_without_a_secret() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.mint(&["models:read"]).await;
    let bob = world.owner("bob").await;
    world.member("ada", &bob.org, OrgRole::Member).await;
    let by_id = world.operator().get(&format!("{USERS}/{}", ada.user)).await;
    let shown = ok(&by_id);
    for name in [type_id("user", ada.user.parse().unwrap()), "Ada@Example.com".to_owned()] {
        assert_eq!(ok(&world.operator().get(&format!("{USERS}/{name}")).await), shown);
    }
    assert_eq!((&shown["totp"], &shown["keys"], &shown["has_password"]), (&json!(true), &json!(1), &json!(true)));
    assert_eq!(shown["orgs"].as_array().unwrap().len(), 2);
    let printed = command(&world, Request::Show { user: ada.email.clone() }).await;
    assert_eq!((&printed["userId"], &printed["factors"]["totp"]), (&json!(ada.user), &json!(true)));
    assert_eq!((&printed["keys"], &printed["disabledAt"]), (&json!(1), &Value::Null));
    for text in [by_id.text, printed.to_string()] {
        assert!(!text.contains("argon2") && !text.contains("digest"), "{text}");
    }
}
