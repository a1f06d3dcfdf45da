//! `GET /auth/{github|google|oidc}`, their callbacks, and `POST /auth/exchange`.

use entity::SignInMethod;
use http::HeaderMap;
use kernel::{
    error::{Code, Result},
    inbound::JsonBody,
    limiter::Bucket,
    wire::{Redirect, Reply, Text},
};
use poem_openapi::{Object, OpenApi, param::Query};
use serde::Deserialize;

use super::{
    Returned, arrive, depart, exchange, finish,
    landing::{Aim, FrontendState, Landing, ResponseMode},
};
use crate::{
    policy::{Rule, Visitor},
    principal::Anyone,
    signin::{
        SECTION,
        session::sign_in,
        wire::{Delivery, SignInOut},
    },
};

/// The two rules of a provider: to leave for it, and to come back.
macro_rules! rules {
    ($($leave:ident $leave_name:literal, $return:ident $return_name:literal;)*) => {$(
        pub struct $leave;

        impl Rule for $leave {
            type Who = Anyone;
            const NAME: &'static str = $leave_name;
            const ERRORS: &'static [Code] = &[Code::NotFound];
        }

        pub struct $return;

        impl Rule for $return {
            type Who = Anyone;
            const NAME: &'static str = $return_name;
            const BUCKET: Option<Bucket> = Some(Bucket::Login);
            const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::NotFound];
        }
    )*};
}
rules! {
    StartGithub "start_github", FinishGithub "finish_github";
    StartGoogle "start_google", FinishGoogle "finish_google";
    StartOidc "start_oidc", FinishOidc "finish_oidc";
}

pub struct ExchangeCode;

impl Rule for ExchangeCode {
    type Who = Anyone;
    const NAME: &'static str = "exchange_code";
    const BUCKET: Option<Bucket> = Some(Bucket::Login);
    const ERRORS: &'static [Code] = &[Code::Unauthorized, Code::Forbidden];
}

/// A code that a sign-in with a provider ended with.
#[derive(Object, Deserialize)]
#[oai(rename = "ExchangeCode", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ExchangeCodeIn {
    /// From the front end's `?code=`.
    code: String,
    #[serde(default)]
    session: Option<Text<Delivery>>,
}

type Mode = Query<Option<Text<ResponseMode>>>;
type Theirs = Query<Option<Text<FrontendState>>>;
type Parameter = Query<Option<String>>;

/// To the provider.
async fn start<R: Rule<Who = Anyone>>(
    visitor: &Visitor<R>,
    method: SignInMethod,
    headers: &HeaderMap,
    (frontend_url, mode, theirs): (Parameter, Mode, Theirs),
) -> Result<Redirect> {
    let (mode, theirs) = (mode.0.map(|mode| mode.0), theirs.0.map(|theirs| theirs.0));
    let landing = Landing::asked(&visitor.state().config, frontend_url.0.as_deref(), mode, theirs)?;
    depart(visitor.state(), method, headers, Aim::Session(landing)).await
}

/// From the provider: its `code`, `error`, `state` and `iss`.
async fn end<R: Rule<Who = Anyone>>(
    visitor: &Visitor<R>,
    method: SignInMethod,
    headers: &HeaderMap,
    [code, error, state, issuer]: [Parameter; 4],
) -> Result<Redirect> {
    let returned = Returned::new(code.0, error.0, state.0, issuer.0)?;
    let arrival = arrive(visitor.state(), method, false, headers, returned)?;
    let admission = visitor.admit_address().await?;
    finish(visitor.state(), visitor.context(), admission, arrival).await
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Sign in with GitHub.
    ///
    /// Open it in a browser. It ends at `frontend_url` + `/auth/callback` with `?token=`, `?code=`, `?mfa_token=` and
    /// `&methods=`, or `?error=`, and `&frontend_state=` if it was given one; without a `frontend_url`, at the server's own page with the session's cookie.
    #[oai(path = "/github", method = "get")]
    async fn start_github(
        &self,
        visitor: Visitor<StartGithub>,
        headers: &HeaderMap,
        /// Where to go on: one of the allowed origins.
        frontend_url: Parameter,
        /// What the front end gets; a token unless said.
        response_mode: Mode,
        /// The front end's own, which comes back to it as it is, also with an error.
        frontend_state: Theirs,
    ) -> Result<Redirect> {
        start(&visitor, SignInMethod::Github, headers, (frontend_url, response_mode, frontend_state)).await
    }

    /// Come back from GitHub.
    ///
    /// For GitHub to send browsers to.
    #[oai(path = "/github/callback", method = "get")]
    async fn finish_github(
        &self,
        visitor: Visitor<FinishGithub>,
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
        end(&visitor, SignInMethod::Github, headers, [code, error, state, iss]).await
    }

    /// Sign in with Google.
    ///
    /// As with GitHub.
    #[oai(path = "/google", method = "get")]
    async fn start_google(
        &self,
        visitor: Visitor<StartGoogle>,
        headers: &HeaderMap,
        /// Where to go on: one of the allowed origins.
        frontend_url: Parameter,
        /// What the front end gets; a token unless said.
        response_mode: Mode,
        /// The front end's own, which comes back to it as it is, also with an error.
        frontend_state: Theirs,
    ) -> Result<Redirect> {
        start(&visitor, SignInMethod::Google, headers, (frontend_url, response_mode, frontend_state)).await
    }

    /// Come back from Google.
    ///
    /// For Google to send browsers to.
    #[oai(path = "/google/callback", method = "get")]
    async fn finish_google(
        &self,
        visitor: Visitor<FinishGoogle>,
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
        end(&visitor, SignInMethod::Google, headers, [code, error, state, iss]).await
    }

    /// Sign in with the configured OpenID provider.
    ///
    /// As with GitHub.
    #[oai(path = "/oidc", method = "get")]
    async fn start_oidc(
        &self,
        visitor: Visitor<StartOidc>,
        headers: &HeaderMap,
        /// Where to go on: one of the allowed origins.
        frontend_url: Parameter,
        /// What the front end gets; a token unless said.
        response_mode: Mode,
        /// The front end's own, which comes back to it as it is, also with an error.
        frontend_state: Theirs,
    ) -> Result<Redirect> {
        start(&visitor, SignInMethod::Oidc, headers, (frontend_url, response_mode, frontend_state)).await
    }

    /// Come back from the configured OpenID provider.
    ///
    /// For the provider to send browsers to.
    #[oai(path = "/oidc/callback", method = "get")]
    async fn finish_oidc(
        &self,
        visitor: Visitor<FinishOidc>,
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
        end(&visitor, SignInMethod::Oidc, headers, [code, error, state, iss]).await
    }

    /// Exchange a front end's code for a session.
    ///
    /// Within a minute, once. A user with a second factor gets `mfaRequired` and a token for the second step.
    #[oai(path = "/exchange", method = "post")]
    async fn exchange_code(
        &self,
        visitor: Visitor<ExchangeCode>,
        body: JsonBody<ExchangeCodeIn>,
    ) -> Result<Reply<SignInOut>> {
        let ExchangeCodeIn { code, session } = body.0;
        let admission = visitor.admit_address().await?;
        let proof = exchange::redeem(visitor.state(), admission, &code).await?;
        Ok(sign_in(visitor.state(), visitor.context(), proof, Delivery::of(session)).await?.reply())
    }
}
