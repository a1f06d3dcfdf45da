//! Tenants can't tell each other's ids from random ones, and their lists don't mix.

use std::collections::BTreeSet;

use entity::OrgRole;
use http::Method;
use serde_json::{Value, json};
use tests::{Provider, World, operations};
use uuid::Uuid;

use super::{
    caller::{Actor, REQUEST_ID, cast},
    kind::Kind,
    sample,
};

/// Everything that a client sees of an answer.
async fn seen(actor: &Actor, method: &Method, path: &str, body: Option<&Value>) -> (u16, String, String) {
    let answer = actor.send(method, path, body).await;
    (answer.status.as_u16(), format!("{:?}", answer.headers), answer.text)
}

#[tokio::test]
async fn a_foreign_id_is_answered_like_one_that_does_not_exist_byte_by_byte() {
    let provider = Provider::start().await;
    let world = World::with().provider(&provider).table(&provider, "acme", "").build().await;
    let mut compared = 0;
    for kind in [Kind::SteppedUp(OrgRole::Owner), Kind::Owner, Kind::FullKey, Kind::Master] {
        let stranger = cast(&world, kind).await;
        let of_tenants = |operation: &&tests::Operation| operation.has_path_id() && !operation.is_operators();
        for operation in operations().iter().filter(of_tenants) {
            let victim = cast(&world, Kind::SteppedUp(OrgRole::Owner)).await;
            for variant in sample::variants(operation) {
                let request = sample::request(operation, variant, &victim).await;
                let (method, body) = (&request.method, request.body.as_ref());
                let foreign = seen(&stranger, method, &request.path, body).await;
                for other in [Uuid::now_v7().to_string(), Uuid::nil().to_string(), "nonsense".into(), "%00".into()] {
                    let path = sample::path(operation, |_| other.clone());
                    let unknown = seen(&stranger, method, &path, body).await;
                    assert_eq!(foreign, unknown, "{} {variant} as {}: {other}", operation.id, kind.name());
                    compared += 1;
                }
                // With a body that is refused, too: the id must not be looked up first, or not be told.
                if body.is_some() {
                    let refused = json!({ "no such field": true });
                    let unknown = sample::path(operation, |_| Uuid::now_v7().to_string());
                    assert_eq!(
                        seen(&stranger, method, &request.path, Some(&refused)).await,
                        seen(&stranger, method, &unknown, Some(&refused)).await,
                        "{} with a bad body as {}",
                        operation.id,
                        kind.name()
                    );
                }
                // It was there all the time.
                let own = victim.send(method, &request.path, body).await;
                assert!(own.status.is_success(), "{} {variant}: {}", operation.id, own.text);
            }
        }
    }
    assert!(compared > 0);
}

/// Every id in an answer.
fn ids(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.parse::<Uuid>().is_ok() => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| ids(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| ids(field, found)),
        _ => {}
    }
}

#[tokio::test]
async fn no_answer_to_one_tenant_has_an_id_of_another() {
    let world = World::new().await;
    let victim = cast(&world, Kind::SteppedUp(OrgRole::Owner)).await;
    let mut foreign = BTreeSet::from([victim.org.clone(), victim.key_id.clone()]);
    let creating = |operation: &&tests::Operation| operation.statuses.contains("201") && operation.takes("session");
    for operation in operations().iter().filter(creating) {
        let request = sample::request(operation, "", &victim).await;
        let made = victim.send(&request.method, &request.path, request.body.as_ref()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        ids(&made.body, &mut foreign);
    }

    let stranger = cast(&world, Kind::SteppedUp(OrgRole::Owner)).await;
    let key = cast(&world, Kind::FullKey).await;
    let readable = |operation: &&tests::Operation| {
        operation.method == Method::GET && !operation.has_path_id() && !operation.is_public()
    };
    let mut lists_with_something_in_them = 0;
    for operation in operations().iter().filter(readable) {
        let mut own = BTreeSet::new();
        let mine = victim.send(&Method::GET, &operation.path, None).await;
        ids(&mine.body["data"]["items"], &mut own);
        lists_with_something_in_them += usize::from(!own.is_empty());
        foreign.extend(own);
        // Everybody's: audit records show it.
        foreign.remove(REQUEST_ID);
        // The next page of another tenant's list.
        let page = victim.send(&Method::GET, &format!("{}?limit=1", operation.path), None).await;
        let cursor = page.body["data"]["nextCursor"].as_str().map(|cursor| format!("?cursor={cursor}"));
        for query in [String::new(), cursor.unwrap_or_default()] {
            for actor in [&stranger, &key] {
                let answer = actor.send(&Method::GET, &format!("{}{query}", operation.path), None).await;
                let leaked: Vec<_> = foreign.iter().filter(|id| answer.text.contains(id.as_str())).collect();
                assert!(leaked.is_empty(), "{}{query} tells {leaked:?}: {}", operation.id, answer.text);
            }
        }
    }
    assert!(lists_with_something_in_them >= 3, "keys, agents and workspaces at least");
}
