//! What a browser asks that leaves for a provider, whichever it is.

use http::HeaderMap;
use kernel::{
    error::Result,
    provider::Wishes,
    request::Context,
    state::State,
    wire::{Redirect, Text},
};

use super::{
    departure::depart,
    landing::{Aim, FrontendState, Landing, ResponseMode},
    wishes::{LoginHint, MaxAge, Prompt},
};

pub struct Start {
    pub frontend_url: Option<String>,
    pub response_mode: Option<Text<ResponseMode>>,
    pub frontend_state: Option<Text<FrontendState>>,
    pub prompt: Option<Text<Prompt>>,
    pub login_hint: Option<Text<LoginHint>>,
    pub max_age: Option<Text<MaxAge>>,
}

impl Start {
    /// Sends the browser to the provider of this name.
    ///
    /// # Errors
    /// `BAD_REQUEST` for a front end that isn't allowed; `NOT_FOUND` and `UNAVAILABLE` as `depart`.
    pub async fn leave(self, state: &State, context: &Context, name: &str, headers: &HeaderMap) -> Result<Redirect> {
        let (mode, theirs) = (self.response_mode.map(|mode| mode.0), self.frontend_state.map(|theirs| theirs.0));
        let landing = Landing::asked(&state.config, self.frontend_url.as_deref(), mode, theirs)?;
        let wishes = Wishes {
            prompt: self.prompt.map(|prompt| prompt.0.0.to_owned()),
            login_hint: self.login_hint.map(|hint| hint.0.0),
            max_age: self.max_age.map(|age| age.0.0),
        };
        depart(state, context, name, headers, Aim::Session(landing), wishes).await
    }
}
