//! A sign-in with Google that ends with a key in place of a session: the same state, browser and account as every
//! other, another callback.

use http::HeaderMap;
use kernel::{error::Result, provider::Wishes, request::Context, state::State, wire::Redirect};

use super::{
    Provider as _,
    arrival::{Returned, arrive},
    departure::depart,
    ending::identify,
    google::Google,
    landing::Aim,
};
use crate::{
    account::failure::Failure,
    policy::{Rule, Visitor},
    principal::Anyone,
    session::Proof,
};

/// To Google.
///
/// # Errors
/// `NOT_FOUND` where Google isn't configured, `UNAVAILABLE` when it can't be asked.
pub async fn start(state: &State, context: &Context, headers: &HeaderMap) -> Result<Redirect> {
    depart(state, context, Google::KEY, headers, Aim::Key, Wishes::default()).await
}

/// Who is back from Google, by its `code`, `error`, `state` and `iss`; or why it is nobody.
///
/// # Errors
/// `UNAUTHORIZED` for a `state` that counts for nothing; `BAD_REQUEST` for none, and for too many requests.
pub async fn finish<R: Rule<Who = Anyone>>(
    visitor: &Visitor<R>,
    headers: &HeaderMap,
    said: [Option<String>; 4],
) -> Result<Result<Proof, Failure>> {
    let returned = Returned::new(said)?;
    let arrival = arrive(visitor.state(), visitor.context(), (Google::KEY, true), headers, returned)?;
    let admission = visitor.admit_address().await?;
    identify(visitor.state(), visitor.context(), admission, arrival).await
}
