//! `GET /auth/{provider}` and its callback, for the providers of the settings file's tables. Only their names are routed here.

use http::HeaderMap;
use kernel::{
    error::{Code, Result},
    limiter::Bucket,
    wire::{Redirect, Text},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    arrival::{Returned, arrive},
    ending::finish,
    landing::{FrontendState, ResponseMode},
    posted::Posted,
    start,
    wishes::{LoginHint, MaxAge, Prompt},
};
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::SECTION,
};

pub struct StartProvider;

impl Rule for StartProvider {
    type Who = Anyone;
    const NAME: &'static str = "start_provider";
    const SUBJECT: Option<&'static str> = Some(SUBJECT);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct FinishProvider;

impl Rule for FinishProvider {
    type Who = Anyone;
    const NAME: &'static str = "finish_provider";
    const SUBJECT: Option<&'static str> = Some(SUBJECT);
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::NotFound];
}

pub struct RelayProvider;

impl Rule for RelayProvider {
    type Who = Anyone;
    const NAME: &'static str = "relay_provider";
    const SUBJECT: Option<&'static str> = Some(SUBJECT);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

type Parameter = Query<Option<String>>;

/// What the document calls them.
const SUBJECT: &str = "an OpenID provider of the settings file";

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Sign in with {}.
    ///
    /// Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`, `?mfa_token=` and
    /// `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at the server's own page with the session's cookie.
    #[oai(path = "/:provider", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query, which the framework wants apart")]
    async fn start_provider(
        &self,
        visitor: Visitor<StartProvider>,
        headers: &HeaderMap,
        /// Its name.
        provider: Path<String>,
        /// Where to go on: one of the allowed origins.
        frontend_url: Parameter,
        /// What the front end gets; a token unless said.
        response_mode: Query<Option<Text<ResponseMode>>>,
        /// The front end's own, which comes back to it as it is, also with an error.
        frontend_state: Query<Option<Text<FrontendState>>>,
        /// How the provider is to ask the person, if it can be told.
        prompt: Query<Option<Text<Prompt>>>,
        /// Who the person probably is, for the provider's form: an address, say.
        login_hint: Query<Option<Text<LoginHint>>>,
        /// How many seconds ago the person may have signed in there; `0` for anew. What comes back has to show it.
        max_age: Query<Option<Text<MaxAge>>>,
    ) -> Result<Redirect> {
        let (frontend_url, response_mode, frontend_state) = (frontend_url.0, response_mode.0, frontend_state.0);
        let (prompt, login_hint, max_age) = (prompt.0, login_hint.0, max_age.0);
        let asked = start::Start { frontend_url, response_mode, frontend_state, prompt, login_hint, max_age };
        asked.leave(visitor.state(), visitor.context(), &provider.0, headers).await
    }

    /// Come back from {}.
    ///
    /// For the provider to send browsers to.
    #[oai(path = "/:provider/callback", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter, which the framework wants apart")]
    async fn finish_provider(
        &self,
        visitor: Visitor<FinishProvider>,
        headers: &HeaderMap,
        /// Its name.
        provider: Path<String>,
        /// The provider's, to be exchanged for its word on who it is.
        code: Parameter,
        /// Why there is no code.
        error: Parameter,
        /// As it was sent along.
        state: Parameter,
        /// Who says so (RFC 9207).
        iss: Parameter,
    ) -> Result<Redirect> {
        let returned = Returned::new([code.0, error.0, state.0, iss.0])?;
        let arrival = arrive(visitor.state(), visitor.context(), (provider.0.as_str(), false), headers, returned)?;
        let admission = visitor.admit_address().await?;
        finish(visitor.state(), visitor.context(), admission, arrival).await
    }

    /// Come back from {} with a posted answer.
    ///
    /// For providers that have the browser post it (`response_mode=form_post`): it is sent on to the callback.
    #[oai(path = "/:provider/callback", method = "post")]
    async fn relay_provider(
        &self,
        visitor: Visitor<RelayProvider>,
        /// Its name.
        provider: Path<String>,
        posted: Posted,
    ) -> Result<Redirect> {
        let state = visitor.state();
        state.providers.get(&provider.0, false)?;
        let callback = format!("{}/api/v1/auth/{}/callback", state.config.server.base(), provider.0);
        Ok(Redirect::to(posted.at(&callback)?))
    }
}
