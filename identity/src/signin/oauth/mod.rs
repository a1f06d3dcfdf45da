//! Signing in with GitHub, Google or another OpenID provider. The browser leaves with a signed `state` (`departure`) and
//! comes back with it once (`arrival`), and what the provider then says makes a `Proof`, as on every other way in
//! (`ending`). To add a provider: its file here, its settings in `kernel`, and a line below. Why somebody doesn't get in, the log is told in one line (`refused`).

mod api;
mod arrival;
mod browser;
mod departure;
mod ending;
mod exchange;
pub mod for_key;
mod github;
mod google;
mod landing;
mod oidc;
mod posted;
mod refused;
mod wishes;

use api::Api;
use entity::{SignInMethod, exchange_code, used_oauth_state};
use kernel::{error::Result, state::State};
use poem_openapi::OpenApi;

pub use crate::account::failure::Failure;

/// What there is to say about a provider, beside its settings and how it is asked (`kernel::provider`).
pub trait Provider: Send + Sync + 'static {
    const METHOD: SignInMethod;
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

/// Where sign-ins with the providers begin.
pub const PATHS: [&str; 3] = [github::Github::PATH, google::Google::PATH, oidc::OpenId::PATH];

/// The operations of every provider, and what a front end does with the code that it gets.
pub fn all() -> impl OpenApi {
    (Api::<github::Github>::default(), Api::<google::Google>::default(), Api::<oidc::OpenId>::default(), exchange::Api)
}

/// Forgets what has expired: states would be refused for that, and so would codes.
pub async fn forget_expired(state: &State) -> Result<()> {
    let (now, db) = (state.now(), state.db.write());
    used_oauth_state::Entity::delete_expired(now).exec(db).await?;
    exchange_code::Entity::delete_expired(now).exec(db).await?;
    Ok(())
}
