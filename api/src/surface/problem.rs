//! Where a person looks whose sign-in with a provider, or whose way from an agent's client, can't go on: an error in JSON helps
//! nobody there, so they get the dashboard's page, which says what went wrong. Programs, which don't ask for HTML, get the envelope.

use identity::signin::oauth;
use kernel::{request::header::wants_page, state::State};
use poem::{Request, Response};
use resource::oauth2::AUTHORIZE;

use super::dashboard::Dashboard;

/// Somebody who would look at the page.
pub struct Onlooker<'a>(&'a Dashboard);

impl<'a> Onlooker<'a> {
    /// None for programs, and elsewhere. Sign-ins begin at a provider's path, and come back below it; clients of agents send
    /// people to another.
    pub fn of(state: &State, dashboard: &'a Dashboard, request: &Request) -> Option<Self> {
        let path = request.uri().path();
        let is_here = path == AUTHORIZE || oauth::is_at(state, path);
        (is_here && wants_page(request.headers())).then_some(Self(dashboard))
    }

    /// The page in the place of a refusal; its status and headers stay.
    pub fn show(&self, refusal: &mut Response, message: &str, request_id: &str) {
        self.0.explain(refusal, message, request_id);
    }
}
