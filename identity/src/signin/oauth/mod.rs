//! Signing in with GitHub, Google or another OpenID provider, of which the operator may have any number (`named`). The browser leaves with a signed `state` (`departure`) and
//! comes back with it once (`arrival`), and what the provider then says makes a `Proof`, as on every other way in
//! (`ending`). To add a provider: its file here, its settings in `kernel`, and a line below. Why somebody doesn't get in, the log is told in one line (`refused`).

mod api;
mod arrival;
mod backchannel;
mod browser;
mod departure;
mod ending;
mod exchange;
pub mod for_key;
mod github;
mod google;
mod landing;
mod list;
pub mod logout;
mod named;
mod oidc;
mod origin;
mod posted;
mod refused;
mod start;
mod wishes;

use api::Api;
use entity::{exchange_code, used_oauth_state};
use kernel::{error::Result, state::State};
use poem_openapi::OpenApi;

pub use crate::account::failure::Failure;

/// What there is to say about a provider, beside its settings and how it is asked (`kernel::provider`).
pub trait Provider: Send + Sync + 'static {
    /// What it is called in paths and settings.
    const KEY: &'static str;
    const PATH: &'static str;
    /// What the document calls it.
    const NAME: &'static str;
    const OPERATIONS: Operations;
}

/// The ids of the operations.
pub struct Operations {
    pub start: &'static str,
    pub finish: &'static str,
    pub relay: &'static str,
}

/// True for a path where a sign-in with a provider begins or comes back.
pub fn is_at(state: &State, path: &str) -> bool {
    let name = path.strip_suffix("/callback").unwrap_or(path).strip_prefix("/api/v1/auth/");
    let is_fixed = |name| [github::Github::KEY, google::Google::KEY, oidc::OpenId::KEY].contains(&name);
    name.is_some_and(|name| is_fixed(name) || state.providers.get(name, false).is_ok())
}

/// The operations of every provider, and what a front end does with the code that it gets.
pub fn all() -> impl OpenApi {
    (
        list::Api,
        Api::<github::Github>::default(),
        Api::<google::Google>::default(),
        Api::<oidc::OpenId>::default(),
        named::Api,
        backchannel::Api,
        exchange::Api,
    )
}

/// Forgets what has expired: states would be refused for that, and so would codes.
pub async fn forget_expired(state: &State) -> Result<()> {
    let (now, db) = (state.now(), state.db.write());
    used_oauth_state::Entity::delete_expired(now).exec(db).await?;
    exchange_code::Entity::delete_expired(now).exec(db).await?;
    Ok(())
}
