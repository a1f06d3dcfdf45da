//! Where things are mounted, and the front door before them all. No logic of their own.

mod cors;
mod dashboard;
mod docs;
mod dress;
mod file;
mod framing;
mod front_door;
mod mcp;
mod methods;
mod operations;
mod problem;
mod protected_resource;
mod queries;
mod refusal;
mod sso_page;
mod webauthn_origins;

use std::sync::{Arc, LazyLock, Once};

use cors::Cors;
use dashboard::Dashboard;
use dress::Dress;
use file::Files;
pub use front_door::FrontDoor;
use kernel::state::State;
use methods::Methods;
use operations::{Names, Operations};
use poem_openapi::OpenApi;
use queries::Queries;

use crate::openapi;

/// What the document says of paths: the same for every server.
pub struct Mounted {
    methods: Methods,
    queries: Queries,
}

static MOUNTED: LazyLock<Mounted> = LazyLock::new(|| {
    let document = serde_json::from_str(openapi::whole()).unwrap_or_default();
    Mounted { methods: Methods::of(&document), queries: Queries::of(&document) }
});

/// Everything that answers on the public port.
pub fn endpoint(state: Arc<State>) -> FrontDoor {
    behind_front_door(state, openapi::operations())
}

/// `operations` and what browsers load, with all that the front door does for them.
pub fn behind_front_door(state: Arc<State>, operations: impl OpenApi) -> FrontDoor {
    let files = Files::new(
        docs::files(state.config.server.path())
            .into_iter()
            .chain(sso_page::files())
            .chain(webauthn_origins::file(&state.config))
            .chain(protected_resource::files(&state.config)),
    );
    let (mounted, dress) = (&*MOUNTED, Dress::new(&state.config));
    let cors = Cors::new(&state.config.frontends);
    let operations = Arc::new(Operations::of(operations, names(&state)));
    let (mcp, dashboard) = (mcp::endpoint(&operations, &state.config), Dashboard::new(&state.config));
    FrontDoor { state, mounted, files, dashboard, operations, mcp, cors, dress, told: Once::new() }
}

/// The names that a path may have for a provider here.
fn names(state: &State) -> Names {
    let provider = state.config.providers.tables.iter().map(|table| table.name.clone()).collect();
    let openid = state.providers.all().iter().filter(|provider| provider.openid().is_some());
    Names { provider, openid: openid.map(|provider| provider.name.clone()).collect() }
}
