//! Sending a browser to a provider.

use http::HeaderMap;
use kernel::{
    error::{Error, Result},
    provider::{Departing, Trouble, Wishes},
    request::{Context, header},
    state::State,
    token::OauthState,
    wire::Redirect,
};
use uuid::Builder;

use super::{
    browser::{self, Browser},
    landing::{Aim, Landing, Outcome, ResponseMode},
    refused,
};
use crate::account::failure::Failure;

/// Sends a browser to the provider; or, if that can't be, back to its front end, where a person looks.
///
/// # Errors
/// `NOT_FOUND` for a provider that isn't configured, `UNAVAILABLE` for one that can't be asked.
pub async fn depart(
    state: &State,
    context: &Context,
    name: &str,
    headers: &HeaderMap,
    aim: Aim,
    wishes: Wishes,
) -> Result<Redirect> {
    let for_key = aim == Aim::Key;
    let provider = state.providers.get(name, for_key)?;
    let server = &state.config.server;
    let browser = Browser::of(server, headers).unwrap_or_else(|| Browser::new(state));
    let now = state.now();
    let frontend = match &aim {
        Aim::Session(Landing::Frontend(frontend)) => Some(frontend),
        Aim::Session(Landing::Own) | Aim::Key => None,
    };
    let departed = OauthState {
        id: Builder::from_random_bytes(state.random()).into_uuid(),
        provider: name.to_owned(),
        browser: browser.digest(),
        by_code: frontend.is_some_and(|frontend| frontend.mode == ResponseMode::Code),
        frontend_state: frontend.and_then(|frontend| frontend.state.clone()),
        frontend: frontend.map(|frontend| frontend.origin.clone()),
        for_key,
        max_age: wishes.max_age,
        issued_at: now,
        expires_at: now.plus(browser::LIFETIME),
    };
    let token = state.tokens.issue_oauth_state(&departed).map_err(Error::unavailable)?;
    let departing = Departing { ties: browser.ties(departed.id)?, token: token.expose().to_owned(), wishes };
    match provider.authorize(&departing).await {
        Ok(url) => Ok(Redirect::to(url).with_cookie(Some(browser.cookie(server)?))),
        Err(trouble) => match &aim {
            Aim::Session(landing @ Landing::Frontend(_)) if header::wants_page(headers) => {
                let failure = failure_of(&trouble);
                refused::note(context, name, failure, &trouble.to_string());
                Ok(Redirect::to(landing.url(&state.config, &Outcome::Failed(failure))?))
            }
            _ => Err(Error::unavailable(format!("{name} can't be signed in with: {trouble}"))),
        },
    }
}

/// What a person is told of a provider that gave no profile.
pub fn failure_of(trouble: &Trouble) -> Failure {
    match trouble {
        Trouble::Unavailable(_) => Failure::ProviderUnavailable,
        Trouble::Refused(_) => Failure::ProviderError,
    }
}
