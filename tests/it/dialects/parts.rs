//! Lists in parts: at most 1000 items in an answer, and a `Link` to those that follow.

use std::time::Duration;

use entity::{AgentId, Digest, KeyId, agent, api_key};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;
use tests::{Answer, Caller, Person};
use uuid::Uuid;

use super::{
    MODELS, WIRES, Wire, auth_api_keys::AuthApiKeys, internal::Internal, keys::Keys, tokens::Tokens, toy::ToyWire,
    world,
};

/// Every wire format with parts.
const PARTED: [&dyn Wire; 5] = [&Keys, &AuthApiKeys, &Tokens, &ToyWire, &Internal];
const AGENTS: &str = "/api/v1/active/agents";

/// Where the part that follows is, if one does.
pub fn next(path: &str, answer: &Answer) -> Option<String> {
    let link = answer.header("link")?;
    let query = link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\""));
    Some(format!("{path}{}", query.filter(|query| query.starts_with('?')).unwrap_or_else(|| panic!("{link}"))))
}

/// How many items each part has that has a link to the next, and the last.
pub async fn sizes(caller: &impl Caller, path: &str, size: impl Fn(&Answer) -> usize) -> Vec<usize> {
    let (mut sizes, mut at) = (Vec::new(), Some(path.to_owned()));
    while let Some(part) = at {
        let answer = caller.get(&part).await;
        assert_eq!(answer.status, 200, "{part}: {}", answer.text);
        sizes.push(size(&answer));
        at = next(path.split_once('?').map_or(path, |(path, _)| path), &answer);
    }
    sizes
}

pub fn len(answer: &Answer) -> usize {
    answer.body.as_array().unwrap().len()
}

/// A thousand more keys like the person's newest, each older than the one before.
async fn a_thousand_more(person: &Person) {
    let db = person.session.world().state().db.write();
    let (org, user) = (person.org.parse().unwrap(), person.user.parse().unwrap());
    let row = api_key::Entity::page_of_user_in_org(org, user, None, 1).one(db).await.unwrap().unwrap();
    let older = (1_u16..=1000).map(|step| {
        let id = KeyId::from(Uuid::from_u128(row.id.uuid().as_u128() - u128::from(step)));
        let mut digest = [0; 32];
        digest[..2].copy_from_slice(&step.to_be_bytes());
        api_key::Model { id, digest: Digest::from_bytes(digest), ..row.clone() }.into_active_model().reset_all()
    });
    api_key::Entity::insert_many(older).exec(db).await.unwrap();
}

#[tokio::test]
async fn get_200_has_at_most_limit_items_and_leads_to_those_that_follow() {
    for wire in PARTED {
        let world = world().await;
        let ada = wire.owner(&world, "ada").await;
        for name in ["first", "second", "third"] {
            wire.mint(&ada, name).await;
            world.advance(Duration::from_millis(1));
        }
        let (speaker, path) = (wire.speaker(&ada), wire.path());
        let names = |answer: &Answer| wire.listed(answer).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        let first = speaker.get(&format!("{path}/?limit=2")).await;
        assert_eq!(names(&first), ["third", "second"]);
        let rest = speaker.get(&next(path, &first).unwrap()).await;
        assert_eq!((names(&rest), next(path, &rest)), (vec!["first".to_owned()], None));
        for whole in [path.to_owned(), format!("{path}?limit=3"), format!("{path}?limit=1000")] {
            let whole = speaker.get(&whole).await;
            assert_eq!((names(&whole).len(), next(path, &whole)), (3, None));
        }
    }
}

#[tokio::test]
async fn get_400_names_the_parameter() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for wire in PARTED {
        for (query, parameter) in
            ["limit=0", "limit=1001", "limit=-1", "limit=x", "after=nonsense", "after=%00", "after="]
                .map(|query| (query, query.split_once('=').unwrap().0))
        {
            let answer = wire.speaker(&ada).get(&format!("{}?{query}", wire.path())).await;
            wire.refused(&answer, 400);
            assert!(answer.message().starts_with(&format!("{parameter}: ")), "{query}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn get_200_of_a_client_that_asks_for_no_part_has_a_thousand_keys_and_leads_to_the_rest() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    let (_, key, _) = WIRES[0].mint(&ada, "newest").await;
    a_thousand_more(&ada).await;
    for wire in PARTED {
        let parts = sizes(&wire.speaker(&ada), wire.path(), |answer| wire.listed(answer).len()).await;
        assert_eq!(parts, [1000, 1], "{}", wire.path());
    }
    key.get(MODELS).await.ok(200);
}

#[tokio::test]
async fn delete_200_finds_a_number_behind_the_first_thousand() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let wire: &dyn Wire = &Keys;
    wire.mint(&ada, "newest").await;
    a_thousand_more(&ada).await;
    let first = ada.session.get(wire.path()).await;
    let oldest = ada.session.get(&next(wire.path(), &first).unwrap()).await;
    let [(id, _)] = &wire.listed(&oldest)[..] else { panic!("{}", oldest.text) };
    wire.revoke(&ada, id).await;
    assert_eq!(sizes(&ada.session, wire.path(), |answer| wire.listed(answer).len()).await, [1000]);
    wire.refused(&ada.session.delete(&wire.at(id)).await, 404);
}

#[tokio::test]
async fn agents_get_200_has_at_most_a_thousand_and_leads_to_the_rest() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let made = ada.session.post("/api/v1/agents", json!({ "name": "newest" })).await.ok(201);
    let id: AgentId = made["id"].as_str().unwrap().parse().unwrap();
    let db = world.state().db.write();
    let row = agent::Entity::find_in_org(ada.org.parse().unwrap(), id).one(db).await.unwrap().unwrap();
    let older = (1..=1000).map(|step| {
        let id = AgentId::from(Uuid::from_u128(id.uuid().as_u128() - step));
        agent::Model { id, name: format!("agent {step}"), ..row.clone() }.into_active_model().reset_all()
    });
    agent::Entity::insert_many(older).exec(db).await.unwrap();
    let (_, token, _) = (&Tokens as &dyn Wire).mint(&ada, "CI").await;
    assert_eq!(sizes(&token, AGENTS, len).await, [1000, 1]);
    assert_eq!(sizes(&token, &format!("{AGENTS}/?limit=500"), len).await, [500, 500, 1]);
    Tokens.refused(&token.get(&format!("{AGENTS}?limit=1001")).await, 400);
    Tokens.refused(&token.get(&format!("{AGENTS}?after=x")).await, 400);
}
