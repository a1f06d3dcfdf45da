//! How a sign-in with a provider ends: with a session, a code for one, the wish for the second factor, or why not.

use std::time::Duration;

use http::HeaderValue;
use kernel::{
    error::{Code, Result},
    provider::{Answers, Grant},
    request::Context,
    state::State,
    token::OauthState,
    wire::Redirect,
};

use super::{
    arrival::{Arrival, refusal_of, use_up},
    browser::Browser,
    departure::failure_of,
    exchange,
    landing::{Aim, Frontend, Landing, Outcome, ResponseMode},
    origin, refused,
};
use crate::{
    account::{
        failure::{DomainNotAllowed, Failure},
        identity::{self, Refusal, refuse},
    },
    credential::Carrier,
    policy::Admission,
    session::Proof,
    signin::{session, wire::SignInOut},
};

/// How long a session lasts whose token travels in a URL.
const SHORT: Duration = Duration::from_secs(15 * 60);

/// Ends a sign-in, well or not, and sends the browser on.
///
/// # Errors
/// `UNAUTHORIZED` when the `state` has been used before, unless a front end can be told.
pub async fn finish(state: &State, context: &Context, admission: Admission, arrival: Arrival) -> Result<Redirect> {
    let departed = arrival.departed().clone();
    let Aim::Session(landing) = Aim::of(&departed) else {
        return Err(refused::stray(context, &departed.provider, "the state is another callback's"));
    };
    let ended = match identify(state, context, admission, arrival).await? {
        Ok(proof) => hand_over(state, context, proof, &landing).await,
        Err(failure) => Ok((Outcome::Failed(failure), None)),
    };
    let (outcome, cookie) = match ended {
        Ok(ended) => ended,
        Err(refusal) => (Outcome::Failed(told(context, &departed, refusal)?), None),
    };
    Ok(Redirect::to(landing.url(&state.config, &outcome)?).with_cookie(cookie))
}

/// Who is back; or what they are told, after the log.
///
/// # Errors
/// As `finish`.
pub async fn identify(
    state: &State,
    context: &Context,
    admission: Admission,
    arrival: Arrival,
) -> Result<Result<Proof, Failure>> {
    let (departed, browser, grant, is_watched) = match arrival {
        Arrival::Late(departed) => {
            refused::note(context, &departed.provider, Failure::InvalidState, "it took longer than ten minutes");
            return Ok(Err(Failure::InvalidState));
        }
        Arrival::InTime { departed, browser, grant, is_watched } => (departed, browser, grant, is_watched),
    };
    if !use_up(state, &departed).await? {
        let why = "the state was used before: by a second click, or by going back";
        if !is_watched || departed.frontend.is_none() {
            return Err(refused::stray(context, &departed.provider, why));
        }
        refused::note(context, &departed.provider, Failure::InvalidState, why);
        return Ok(Err(Failure::InvalidState));
    }
    match prove(state, context, &departed, &browser, grant).await {
        Ok(proof) => {
            admission.succeeded(&state.limiter).await?;
            Ok(Ok(proof))
        }
        Err(refusal) => Ok(Err(told(context, &departed, refusal)?)),
    }
}

/// What the person is told, once the log has been.
///
/// # Errors
/// Whatever is wrong with the server.
fn told(context: &Context, departed: &OauthState, refusal: Refusal) -> Result<Failure> {
    match refusal {
        Refusal::Broken(error) => Err(error),
        Refusal::For(failure, why) => {
            refused::note(context, &departed.provider, failure, &why);
            Ok(failure)
        }
    }
}

async fn prove(
    state: &State,
    context: &Context,
    departed: &OauthState,
    browser: &Browser,
    grant: Result<Grant, String>,
) -> Result<Proof, Refusal> {
    let grant = grant.or_else(|error| {
        let (failure, why) = refusal_of(&error);
        refuse(failure, why)
    })?;
    let provider = state.providers.get(&departed.provider, departed.for_key)?;
    let (ties, left_at) = (browser.ties(departed.id)?, departed.issued_at);
    let profile = provider.profile(Answers { ties, grant, left_at, max_age: departed.max_age }).await;
    let profile = profile.or_else(|trouble| refuse(failure_of(&trouble), trouble.to_string()))?;
    let user = identity::find_or_make(state, context, &profile).await?;
    Proof::vouched(state, user, provider.method, origin::of(state, provider, profile))
        .or_else(|DomainNotAllowed| refuse(Failure::DomainNotAllowed, DomainNotAllowed::WHY))
}

type Ended = (Outcome, Option<HeaderValue>);

async fn hand_over(state: &State, context: &Context, proof: Proof, landing: &Landing) -> Result<Ended, Refusal> {
    match landing {
        Landing::Frontend(Frontend { mode: ResponseMode::Code, .. }) => {
            let code = exchange::issue(state, &proof).await?;
            Ok((Outcome::Code(code.expose().to_owned()), None))
        }
        Landing::Frontend(Frontend { mode: ResponseMode::Token, .. }) => {
            deliver(state, context, proof, Carrier::Bearer).await
        }
        Landing::Own => deliver(state, context, proof, Carrier::Cookie).await,
    }
}

/// A session at once, unless the user has a second factor to show.
async fn deliver(state: &State, context: &Context, proof: Proof, carrier: Carrier) -> Result<Ended, Refusal> {
    let proof = if carrier == Carrier::Bearer { proof.lasting(SHORT) } else { proof };
    let issued = match session::sign_in(state, context, proof, carrier).await {
        Err(error) if error.code() == Code::Forbidden => {
            return refuse(Failure::AccessDenied, "the account belongs to no organization");
        }
        issued => issued?,
    };
    let outcome = match issued.out {
        SignInOut::MfaRequired(required) => {
            Outcome::SecondStep { mfa_token: required.mfa_token, methods: required.methods }
        }
        SignInOut::Session(session) => session.token.map_or(Outcome::InCookie, Outcome::Token),
    };
    Ok((outcome, issued.cookie))
}
