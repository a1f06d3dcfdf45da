//! Device login (RFC 8628): a program without a browser shows a code, a person who is signed in elsewhere approves
//! it with a step-up, and the program gets an API key, once. It is a way to a key, not to a session. `api` has the native
//! format, the room `oauth2` the standard one; both go through the same services.

mod api;
mod decide;
mod exchange;
mod odds;
mod poll;
mod rule;
mod start;
mod wire;

use std::time::Duration;

pub use api::Api;
use entity::{Scope, ScopeSet, device_login};
pub(crate) use exchange::exchange;
pub(crate) use kernel::limiter::pace::LIFETIME;
use kernel::{
    error::{Error, Result},
    state::State,
};
pub(crate) use poll::Refusal;
pub use start::PAGE;
pub(crate) use start::{Asked, Started, start};

/// How long a program waits between two questions.
pub(crate) const INTERVAL: Duration = Duration::from_secs(5);
/// How long what became of a login is told after its end.
const MEMORY: Duration = Duration::from_secs(3600);
/// What a device login gives unless something else is asked for, and all that it gives an OAuth client.
pub(crate) const SCOPES: [Scope; 2] = [Scope::Terminal, Scope::ModelsRead];

/// The scopes in the order in which device login names them: `terminal` first.
fn in_order(scopes: ScopeSet) -> impl Iterator<Item = Scope> {
    let others = scopes.iter().filter(|scope| *scope != Scope::Terminal);
    scopes.contains(Scope::Terminal).then_some(Scope::Terminal).into_iter().chain(others.collect::<Vec<_>>())
}

/// What a login gives that asks for these scopes besides `terminal`.
///
/// # Errors
/// `BAD_REQUEST` for the one that spends money: a person gives that to a key that they made.
fn asked_scopes(scopes: Option<Vec<Scope>>) -> Result<ScopeSet> {
    let Some(scopes) = scopes else { return Ok(ScopeSet::from_iter(SCOPES)) };
    if scopes.contains(&Scope::BillingMachineCharge) {
        return Err(Error::field("scopes", "`billing:machine:charge` is not given by device login"));
    }
    Ok(scopes.into_iter().collect::<ScopeSet>().with(Scope::Terminal))
}

/// What the approver lets through of `asked`: all of it, or less; `terminal` stays, since it is what a device's key is for.
///
/// # Errors
/// `BAD_REQUEST` for what the program didn't ask for.
fn left_scopes(asked: ScopeSet, left: Option<Vec<Scope>>) -> Result<ScopeSet> {
    let Some(left) = left else { return Ok(asked) };
    if let Some(scope) = left.iter().find(|scope| !asked.contains(**scope)) {
        return Err(Error::field("scopes", format!("`{scope}` is nothing that the device asked for")));
    }
    Ok(left.into_iter().collect::<ScopeSet>().with(Scope::Terminal))
}

/// Forgets the logins that are over.
pub async fn forget_expired(state: &State) -> Result<()> {
    let before = state.now().minus(MEMORY);
    device_login::Entity::delete_expired_before(before).exec(state.db.write()).await?;
    Ok(())
}
