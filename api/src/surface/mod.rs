//! Where things are mounted, and the front door before them all. No logic of their own.

pub mod device_page;
mod docs;
mod file;
mod front_door;
pub mod health;
mod landing;
mod methods;
mod request_id;
mod sso_page;

use std::sync::Arc;

use file::Files;
pub use file::POLICY;
use front_door::FrontDoor;
use methods::Methods;
use poem::{Endpoint, IntoEndpoint, IntoResponse, Request, Response, Result};
use poem_openapi::Tags;

use crate::{db::of_request, openapi, state::State};

/// The sections of the document.
#[derive(Tags)]
pub enum Tag {
    /// Ways to get a session.
    #[oai(rename = "Sign-in")]
    SignIn,
    /// Signing in a device that has no browser.
    #[oai(rename = "Device login")]
    DeviceLogin,
    /// Device login in the standard's own format, for OAuth clients off the shelf.
    #[oai(rename = "OAuth 2.0")]
    OAuth2,
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
    /// Keys in the wire formats of other products; each is there where `ALMOND_DIALECTS` enables it.
    Dialects,
    /// Models that can be used.
    Models,
    /// Programs that work for the org.
    Agents,
    /// The org's credentials with third parties.
    Connections,
    /// The org's files.
    Files,
    /// Tenants: who is a member of what, and by which settings.
    Orgs,
    /// People in an org, and their roles.
    Members,
    /// Asking people into an org, by mail.
    Invitations,
    /// Parts of an org, with members and roles of their own.
    Workspaces,
    /// What people work on in a workspace, and links that show it to others.
    Projects,
    /// What people and agents do together in a workspace.
    #[oai(rename = "Agent sessions")]
    AgentSessions,
    /// What the agents of a workspace must not do, or not unasked.
    Guardrails,
    /// What the agents of a workspace keep in mind.
    Memories,
    /// What the agents of a workspace are told they can do.
    Skills,
    /// What happened to credentials and rights.
    #[oai(rename = "Audit log")]
    Audit,
    /// Having events sent elsewhere.
    Webhooks,
    /// Payments that programs ask for, and the operator's payment service settles.
    #[oai(rename = "Machine payments")]
    Payments,
    /// The server's health.
    Operations,
}

/// Everything that answers on the public port.
pub fn endpoint(state: Arc<State>) -> impl Endpoint {
    behind_front_door(state, openapi::service())
}

/// `operations` and what browsers load, with all that the front door does for them.
pub fn behind_front_door<E: IntoEndpoint>(state: Arc<State>, operations: E) -> impl Endpoint {
    let files = docs::files(openapi::document()).into_iter().chain(device_page::files()).chain(landing::files());
    let files = files.chain(sso_page::files());
    let inner = Mounted { files: Files::new(files), operations: operations.into_endpoint() };
    FrontDoor { state, methods: Methods::of(openapi::document()), inner }
}

/// What browsers load, and the operations with the routes of their own. An outer `Route` for the two would match every
/// path twice and parse it anew.
struct Mounted<E> {
    files: Files,
    operations: E,
}

impl<E: Endpoint> Endpoint for Mounted<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        match self.files.at(request.uri().path()) {
            Some(file) => file.answer(&request),
            None => of_request(self.operations.call(request)).await.map(IntoResponse::into_response),
        }
    }
}
