//! Signing in with GitHub, Google or another OpenID provider: a file each. The browser leaves with a signed `state` and
//! comes back with it once, and what the provider then says makes a `Proof`, as on every other way in.

mod api;
mod browser;
mod exchange;
pub mod for_key;
mod landing;

use std::time::Duration;

pub use api::Api;
use browser::Browser;
use entity::{Digest, SignInMethod, exchange_code, used_oauth_state};
use http::HeaderMap;
use kernel::{
    error::{Code, Error, Result},
    provider::{Grant, Trouble},
    request::Context,
    state::State,
    token::OauthState,
    wire::Redirect,
};
use landing::{Aim, Frontend, Landing, Outcome, ResponseMode};
use sea_orm::ConnectionTrait;
use uuid::Builder;

use super::{session, wire::SignInOut};
pub use crate::account::failure::Failure;
use crate::{
    account::identity::{self, Refusal},
    credential::Carrier,
    policy::Admission,
    session::{DomainNotAllowed, Proof},
};

/// How long a session lasts whose token travels in a URL.
const SHORT: Duration = Duration::from_secs(15 * 60);

/// Sends a browser to the provider.
///
/// # Errors
/// `NOT_FOUND` for a provider that isn't configured, `UNAVAILABLE` for one that can't be asked.
async fn depart(state: &State, method: SignInMethod, headers: &HeaderMap, aim: Aim) -> Result<Redirect> {
    let for_key = aim == Aim::Key;
    let provider = state.providers.get(method, for_key)?;
    let server = &state.config.server;
    let browser = Browser::of(server, headers).unwrap_or_else(|| Browser::new(state));
    let now = state.now();
    let frontend = match aim {
        Aim::Session(Landing::Frontend(frontend)) => Some(frontend),
        Aim::Session(Landing::Own) | Aim::Key => None,
    };
    let departed = OauthState {
        id: Builder::from_random_bytes(state.random()).into_uuid(),
        provider: method,
        browser: browser.digest(),
        by_code: frontend.as_ref().is_some_and(|frontend| frontend.mode == ResponseMode::Code),
        frontend_state: frontend.as_ref().and_then(|frontend| frontend.state.clone()),
        frontend: frontend.map(|frontend| frontend.origin),
        for_key,
        issued_at: now,
        expires_at: now.plus(browser::LIFETIME),
    };
    let token = state.tokens.issue_oauth_state(&departed).map_err(Error::unavailable)?;
    let url = provider.authorize(&browser.ties(departed.id)?, token.expose()).await;
    let url = url.map_err(|trouble| Error::unavailable(format!("{method} can't be signed in with: {trouble}")))?;
    Ok(Redirect::to(url).with_cookie(Some(browser.cookie(server)?)))
}

/// What a browser says when it is back.
struct Returned {
    state: String,
    /// What the person agreed to; nothing if they or the provider refused.
    grant: Option<Grant>,
}

impl Returned {
    /// Of the query's `code`, `error`, `state` and `iss`.
    ///
    /// # Errors
    /// `BAD_REQUEST` names what is missing.
    fn new(code: Option<String>, error: Option<String>, state: Option<String>, issuer: Option<String>) -> Result<Self> {
        let state = state.ok_or_else(|| Error::field("state", "is required"))?;
        let grant = match (code, error) {
            (_, Some(_)) => None,
            (Some(code), None) => Some(Grant { code, issuer }),
            (None, None) => return Err(Error::field("code", "is required")),
        };
        Ok(Self { state, grant })
    }
}

/// A browser that is back from where this server sent it.
enum Arrival {
    InTime {
        departed: OauthState,
        browser: Browser,
        grant: Option<Grant>,
    },
    /// By now it has forgotten its secret; where it was to go on is all that is believed.
    Late(OauthState),
}

/// Checks that this browser is back from this provider, for what this callback is for. Nothing is used up by asking.
///
/// # Errors
/// `UNAUTHORIZED` for a `state` that is forged, another callback's or another browser's: then nothing that it says is
/// believed, not even where to go on.
fn arrive(
    state: &State,
    method: SignInMethod,
    for_key: bool,
    headers: &HeaderMap,
    returned: Returned,
) -> Result<Arrival> {
    state.providers.get(method, for_key)?;
    // The operator may have taken a front end off the list since.
    let may_land = |origin: &String| state.config.frontends.find(origin).is_some();
    let departed = state.tokens.verify_oauth_state(&returned.state).filter(|departed| departed.provider == method);
    let departed = departed.filter(|departed| departed.for_key == for_key);
    let departed = departed.filter(|departed| departed.frontend.as_ref().is_none_or(may_land));
    let departed = departed.ok_or_else(not_departed)?;
    if state.now() >= departed.expires_at {
        return Ok(Arrival::Late(departed));
    }
    let browser = Browser::of(&state.config.server, headers).filter(|browser| browser.digest() == departed.browser);
    Ok(Arrival::InTime { departed, browser: browser.ok_or_else(not_departed)?, grant: returned.grant })
}

fn not_departed() -> Error {
    Error::unauthorized("The sign-in was not begun in this browser, or is over; begin it again")
}

/// Ends a sign-in, well or not, and sends the browser on.
///
/// # Errors
/// `UNAUTHORIZED` when the `state` has been used before.
async fn finish(state: &State, context: &Context, admission: Admission, arrival: Arrival) -> Result<Redirect> {
    let (aim, who) = identify(state, context, admission, arrival).await?;
    let Aim::Session(landing) = aim else { return Err(not_departed()) };
    let ended = match who {
        Ok(proof) => hand_over(state, context, proof, &landing).await,
        Err(failure) => Err(Refusal::For(failure)),
    };
    let (outcome, cookie) = match ended {
        Ok(ended) => ended,
        Err(Refusal::For(failure)) => (Outcome::Failed(failure), None),
        Err(Refusal::Broken(error)) => return Err(error),
    };
    Ok(Redirect::to(landing.url(&state.config, &outcome)?).with_cookie(cookie))
}

/// What the sign-in was for, and who is back.
///
/// # Errors
/// `UNAUTHORIZED` when the `state` has been used before.
async fn identify(
    state: &State,
    context: &Context,
    admission: Admission,
    arrival: Arrival,
) -> Result<(Aim, Result<Proof, Failure>)> {
    let (departed, browser, grant) = match arrival {
        Arrival::Late(departed) => return Ok((Aim::of(&departed), Err(Failure::InvalidState))),
        Arrival::InTime { departed, browser, grant } => (departed, browser, grant),
    };
    use_up(state, &departed).await?;
    match prove(state, context, &departed, &browser, grant).await {
        Ok(proof) => {
            admission.succeeded(&state.limiter).await?;
            Ok((Aim::of(&departed), Ok(proof)))
        }
        Err(Refusal::For(failure)) => Ok((Aim::of(&departed), Err(failure))),
        Err(Refusal::Broken(error)) => Err(error),
    }
}

/// A statement of its own: what follows may fail, and the state stays used.
async fn use_up(state: &State, departed: &OauthState) -> Result<()> {
    let db = state.db.write();
    let id = Digest::of(departed.id.as_bytes());
    let used = used_oauth_state::Entity::use_up(db.get_database_backend(), id, departed.expires_at);
    if db.execute_raw(used).await?.rows_affected() == 0 { Err(not_departed()) } else { Ok(()) }
}

async fn prove(
    state: &State,
    context: &Context,
    departed: &OauthState,
    browser: &Browser,
    grant: Option<Grant>,
) -> Result<Proof, Refusal> {
    let grant = grant.ok_or(Refusal::For(Failure::AccessDenied))?;
    let method = departed.provider;
    let provider = state.providers.get(method, departed.for_key)?;
    let profile = provider.profile(&browser.ties(departed.id)?, grant).await;
    let profile = profile.map_err(|trouble| {
        tracing::warn!(request_id = context.request_id, provider = %method, %trouble, "no sign-in with a provider");
        Refusal::For(match trouble {
            Trouble::Unavailable(_) => Failure::ProviderUnavailable,
            Trouble::Refused(_) => Failure::ProviderError,
        })
    })?;
    let user = identity::find_or_make(state, context, &profile).await?;
    Proof::first(state, user, method).map_err(|DomainNotAllowed| Refusal::For(Failure::DomainNotAllowed))
}

type Ended = (Outcome, Option<http::HeaderValue>);

async fn hand_over(state: &State, context: &Context, proof: Proof, landing: &Landing) -> Result<Ended, Refusal> {
    match landing {
        Landing::Frontend(Frontend { mode: ResponseMode::Code, .. }) => {
            let code = exchange::issue(state, &proof.user, proof.method).await?;
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
        Err(error) if error.code() == Code::Forbidden => return Err(Refusal::For(Failure::AccessDenied)),
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

/// Forgets what has expired: states would be refused for that, and so would codes.
pub async fn forget_expired(state: &State) -> Result<()> {
    let (now, db) = (state.now(), state.db.write());
    used_oauth_state::Entity::delete_expired(now).exec(db).await?;
    exchange_code::Entity::delete_expired(now).exec(db).await?;
    Ok(())
}
