//! Device login (RFC 8628): a program without a browser shows a code, a person who is signed in elsewhere approves
//! it with a step-up, and the program gets an API key, once. It is a way to a key, not to a session. `api` has the native
//! format, `oauth2` the standard one; both go through the same services.

mod api;
mod decide;
mod exchange;
pub mod oauth2;
mod odds;
mod poll;
mod rule;
mod start;
mod wire;

use std::time::Duration;

pub use api::Api;
use entity::{Scope, ScopeSet, device_login};
use kernel::limiter::pace::LIFETIME;
use kernel::{error::Result, state::State};
pub use start::PAGE;

/// How long a program waits between two questions.
const INTERVAL: Duration = Duration::from_secs(5);
/// How long what became of a login is told after its end.
const MEMORY: Duration = Duration::from_secs(3600);
/// What a device login can give, and gives unless less is asked for.
const SCOPES: [Scope; 2] = [Scope::Terminal, Scope::ModelsRead];

/// The scopes in the order in which device login names them.
fn in_order(scopes: ScopeSet) -> impl Iterator<Item = Scope> {
    SCOPES.into_iter().filter(move |scope| scopes.contains(*scope))
}

/// Forgets the logins that are over.
pub async fn forget_expired(state: &State) -> Result<()> {
    let before = state.now().minus(MEMORY);
    device_login::Entity::delete_expired_before(before).exec(state.db.write()).await?;
    Ok(())
}
