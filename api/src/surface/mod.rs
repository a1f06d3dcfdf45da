//! Where things are mounted, and the front door before them all. No logic of their own.

mod cors;
mod dashboard;
mod device_page;
mod docs;
mod dress;
mod file;
mod framing;
mod front_door;
mod landing;
mod mcp;
mod methods;
mod operations;
mod problem;
mod protected_resource;
mod refusal;
mod sso_page;
mod webauthn_origins;

use std::sync::{Arc, Once};

use cors::Cors;
use dashboard::Dashboard;
use dress::Dress;
use file::Files;
pub use front_door::FrontDoor;
use kernel::state::State;
use methods::Methods;
use operations::Operations;
use poem_openapi::OpenApi;

use crate::openapi;

/// Everything that answers on the public port.
pub fn endpoint(state: Arc<State>) -> FrontDoor {
    behind_front_door(state, openapi::operations())
}

/// `operations` and what browsers load, with all that the front door does for them.
pub fn behind_front_door(state: Arc<State>, operations: impl OpenApi) -> FrontDoor {
    let files = docs::files().into_iter().chain(device_page::files()).chain(landing::files());
    let files = Files::new(
        files
            .chain(sso_page::files())
            .chain(webauthn_origins::file(&state.config))
            .chain(protected_resource::files(&state.config)),
    );
    let (methods, dress) = (Methods::of(openapi::whole()), Dress::new(&state.config));
    let cors = Cors::new(&state.config.frontends);
    let operations = Arc::new(Operations::of(operations));
    let (mcp, dashboard) = (mcp::endpoint(&operations, &state.config), Dashboard::new(&state.config));
    FrontDoor { state, methods, files, dashboard, operations, mcp, cors, dress, told: Once::new() }
}
