//! Where things are mounted, and the front door before them all. No logic of their own.

pub mod docs;
mod front_door;
pub mod health;
mod methods;
mod request_id;

use std::sync::Arc;

use front_door::FrontDoor;
use methods::Methods;
use poem::{Endpoint, IntoEndpoint, Route};
use poem_openapi::Tags;

use crate::{openapi, state::State};

/// The sections of the document.
#[derive(Tags)]
pub enum Tag {
    /// Ways to get a session.
    #[oai(rename = "Sign-in")]
    SignIn,
    /// The session at hand.
    Session,
    /// Proving to be there.
    #[oai(rename = "Step-up")]
    StepUp,
    /// The signed-in user and their factors.
    Me,
    /// API keys.
    #[oai(rename = "API keys")]
    ApiKeys,
    /// Models that can be used.
    Models,
    /// Programs that work for the org.
    Agents,
    /// Tenants: who is a member of what, and by which settings.
    Orgs,
    /// People in an org, and their roles.
    Members,
    /// Asking people into an org, by mail.
    Invitations,
    /// Parts of an org.
    Workspaces,
    /// The server's health.
    Operations,
}

/// Everything that answers on the public port.
pub fn endpoint(state: Arc<State>) -> impl Endpoint {
    let inner = Route::new()
        .nest(docs::PATH, docs::routes(openapi::document()))
        .nest_no_strip("/", openapi::service().into_endpoint());
    behind_front_door(state, inner)
}

/// `inner`, with all that the front door does for it.
pub fn behind_front_door<E: IntoEndpoint>(state: Arc<State>, inner: E) -> impl Endpoint {
    FrontDoor { state, methods: Methods::of(openapi::document()), inner: inner.into_endpoint() }
}
