//! `GET /auth/{provider}` and its callback, for every provider. `openapi` puts the provider's name where they say `{}`.

use std::marker::PhantomData;

use http::HeaderMap;
use kernel::{
    error::{Code, Result},
    limiter::Bucket,
    wire::{Redirect, Text},
};
use poem_openapi::{OpenApi, param::Query};

use super::{
    Provider,
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

pub struct Start<P>(PhantomData<P>);

impl<P: Provider> Rule for Start<P> {
    type Who = Anyone;
    const NAME: &'static str = P::OPERATIONS.start;
    const SUBJECT: Option<&'static str> = Some(P::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct Finish<P>(PhantomData<P>);

impl<P: Provider> Rule for Finish<P> {
    type Who = Anyone;
    const NAME: &'static str = P::OPERATIONS.finish;
    const SUBJECT: Option<&'static str> = Some(P::NAME);
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::NotFound];
}

pub struct Relay<P>(PhantomData<P>);

impl<P: Provider> Rule for Relay<P> {
    type Who = Anyone;
    const NAME: &'static str = P::OPERATIONS.relay;
    const SUBJECT: Option<&'static str> = Some(P::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

type Parameter = Query<Option<String>>;

pub struct Api<P>(PhantomData<P>);

impl<P> Default for Api<P> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[OpenApi(prefix_path = P::PATH, tag = "SECTION")]
impl<P: Provider> Api<P> {
    /// Sign in with {}.
    ///
    /// Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`, `?mfa_token=` and
    /// `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at the server's own page with the session's cookie.
    #[oai(path = "/", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query, which the framework wants apart")]
    async fn start(
        &self,
        visitor: Visitor<Start<P>>,
        headers: &HeaderMap,
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
        asked.leave(visitor.state(), visitor.context(), P::KEY, headers).await
    }

    /// Come back from {}.
    ///
    /// For the provider to send browsers to.
    #[oai(path = "/callback", method = "get")]
    async fn finish(
        &self,
        visitor: Visitor<Finish<P>>,
        headers: &HeaderMap,
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
        let arrival = arrive(visitor.state(), visitor.context(), (P::KEY, false), headers, returned)?;
        let admission = visitor.admit_address().await?;
        finish(visitor.state(), visitor.context(), admission, arrival).await
    }

    /// Come back from {} with a posted answer.
    ///
    /// For providers that have the browser post it (`response_mode=form_post`): it is sent on to the callback.
    #[oai(path = "/callback", method = "post")]
    async fn relay(&self, visitor: Visitor<Relay<P>>, posted: Posted) -> Result<Redirect> {
        let state = visitor.state();
        state.providers.get(P::KEY, false)?;
        let callback = format!("{}{}/callback", state.config.server.base(), P::PATH);
        Ok(Redirect::to(posted.at(&callback)?))
    }
}
