//! Where things are mounted, and the front door before them all. No logic of their own.

pub mod device_page;
mod docs;
mod dress;
mod file;
mod framing;
mod front_door;
pub mod health;
mod landing;
mod methods;
mod operations;
mod request_id;
mod sso_page;

use std::sync::Arc;

use dress::Dress;
use file::Files;
pub use file::{OPENER, POLICY};
pub use front_door::FrontDoor;
use methods::Methods;
use operations::Operations;
use poem_openapi::{OpenApi, Tags};

use crate::{openapi, state::State};

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
pub fn endpoint(state: Arc<State>) -> FrontDoor {
    behind_front_door(state, openapi::operations())
}

/// `operations` and what browsers load, with all that the front door does for them.
pub fn behind_front_door(state: Arc<State>, operations: impl OpenApi) -> FrontDoor {
    let files = docs::files().into_iter().chain(device_page::files()).chain(landing::files());
    let files = Files::new(files.chain(sso_page::files()));
    let (methods, dress) = (Methods::of(openapi::whole()), Dress::new(&state.config));
    FrontDoor { state, methods, files, operations: Operations::of(operations), dress }
}
