//! The catalogue of models: the same for every org, kept by the operator's command line. The first gated resource.

mod api;

pub use api::Api;
use entity::model;
use kernel::{
    audit::{Action, Actor, Event},
    error::{Error, Result},
    fence::Tag,
    state::State,
};

/// Adds a model, or changes the one with this id.
///
/// # Errors
/// `BAD_REQUEST` for an id that is no `provider/name`.
pub async fn put(state: &State, id: String, name: String, context_tokens: i32) -> Result<()> {
    let well_formed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
    let (provider, short) = id.split_once('/').unwrap_or_default();
    if id.len() > 100 || [provider, short].iter().any(|part| part.is_empty() || !part.chars().all(well_formed)) {
        return Err(Error::field("id", "expected provider/name in lower-case letters, digits, `-`, `.` and `_`"));
    }
    let provider = provider.to_owned();
    let mut change = state.changes.begin_unasked().await?;
    change.touch(Tag::Models);
    change.record(Event::by(Actor::Operator, None, Action::ModelAdded, &id));
    let model = model::Model { id, name, provider, context_tokens, created_at: state.now() };
    model::Entity::put(model).exec_without_returning(&change).await?;
    change.commit().await
}

/// # Errors
/// `NOT_FOUND`
pub async fn remove(state: &State, id: &str) -> Result<()> {
    let mut change = state.changes.begin_unasked().await?;
    change.touch(Tag::Models);
    if model::Entity::remove(id).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    change.record(Event::by(Actor::Operator, None, Action::ModelRemoved, id));
    change.commit().await
}

/// Gives an empty catalogue a few models to try things with; development only.
pub async fn seed(state: &State) -> Result<()> {
    if !state.fence.models().await?.is_empty() {
        return Ok(());
    }
    for (id, name, context_tokens) in [
        ("almond/kernel-1", "Kernel 1", 32_768),
        ("almond/kernel-1-mini", "Kernel 1 mini", 8_192),
        ("almond/orchard-2", "Orchard 2", 200_000),
    ] {
        put(state, id.to_owned(), name.to_owned(), context_tokens).await?;
    }
    Ok(())
}
