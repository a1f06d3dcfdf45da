//! The page that a person sees whose sign-in with a provider can't go on: where a browser goes by itself, an error in JSON
//! helps nobody. Programs, which don't ask for HTML, get the envelope.

use std::collections::HashMap;

use http::{HeaderValue, StatusCode, header};
use identity::signin::oauth::{self, Failure};
use kernel::{
    request::header::wants_page,
    state::State,
    wire::{
        html::escaped,
        page_policy::{OPENER, POLICY},
    },
};
use poem::{Request, Response};

use super::file::below;

const PAGE: &str = include_str!("../../assets/problem/index.html");

/// The server's own page, where a sign-in ends that has no front end.
const HOME: &str = "/";

/// Somebody who would look at the page.
pub struct Onlooker {
    /// Why a sign-in has just failed, where they were sent on with it.
    failure: Option<Failure>,
    /// What the service is called.
    brand: String,
    /// The public URL's path.
    base: String,
}

impl Onlooker {
    /// None for programs, and elsewhere.
    pub fn of(state: &State, request: &Request) -> Option<Self> {
        let path = request.uri().path();
        let failure = if path == HOME { told(request) } else { None };
        // Sign-ins begin at a provider's path, and come back below it.
        let is_here = failure.is_some() || oauth::is_at(state, path);
        (is_here && wants_page(request.headers())).then(|| Self {
            failure,
            brand: state.config.mail.brand.clone(),
            base: state.config.server.path().to_owned(),
        })
    }

    /// The page in the place of a refusal; its status and headers stay.
    pub fn show(&self, refusal: &mut Response, message: &str, request_id: &str) {
        let words = self.failure.map_or(message, |failure| words(failure));
        let html = PAGE.replace("{brand}", &escaped(&self.brand)).replace("{request}", &escaped(request_id));
        let html = below(&self.base, &html).replace("{problem}", &escaped(words));
        if self.failure.is_some() {
            refusal.set_status(StatusCode::OK);
        }
        let headers = refusal.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
        headers.insert(OPENER.0, OPENER.1);
        refusal.set_body(html);
    }
}

fn told(request: &Request) -> Option<Failure> {
    let query: HashMap<String, String> = request.params().ok()?;
    let error = query.get("error")?;
    Failure::ALL.into_iter().find(|failure| failure.as_str() == error)
}

/// What the person may know of it.
fn words(failure: Failure) -> &'static str {
    match failure {
        Failure::AccessDenied => "You didn't agree to sign in, or belong to no organization here",
        Failure::AccountDisabled => "Your account has been disabled",
        Failure::AccountExists => "Your address belongs to an account of somebody else at the provider",
        Failure::DomainNotAllowed => "Addresses of your domain may not sign in here",
        Failure::EmailNotVerified => "Your address has not been verified",
        Failure::InvalidState => "The sign-in took too long, or was finished before",
        Failure::NotInvited => "Only the invited get an account here, and your address has no invitation",
        Failure::ProviderError => "What the provider said can't be believed",
        Failure::ProviderUnavailable => "The provider can't be reached at the moment",
        Failure::SignUpClosed => "Nobody gets an account here but from its operator",
    }
}
