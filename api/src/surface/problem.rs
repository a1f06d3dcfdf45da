//! Where a person looks whose sign-in with a provider, or whose way from an agent's client, can't go on, or who has mistyped
//! an address: an error in JSON helps nobody there, so they get the dashboard's page, which says what went wrong. Programs, which
//! don't ask for HTML, get the envelope.

use http::{Method, StatusCode};
use identity::signin::oauth;
use kernel::{request::header::wants_page, state::State};
use poem::{Request, Response};
use resource::oauth2::AUTHORIZE;

use super::dashboard::Dashboard;

/// What lies below these is the API's, and nobody's page.
const OF_PROGRAMS: [&str; 9] =
    ["_app", "api", "auth", "healthz", "internal", "mcp", "oauth2", "openapi.json", ".well-known"];

/// Somebody who would look at the page.
pub struct Onlooker<'a> {
    dashboard: &'a Dashboard,
    /// They are on no way that ends in a problem: only what isn't there is said to them.
    is_strolling: bool,
}

impl<'a> Onlooker<'a> {
    /// None for programs, and at the API. Sign-ins begin at a provider's path, and come back below it; clients of agents send
    /// people to another.
    pub fn of(state: &State, dashboard: &'a Dashboard, request: &Request) -> Option<Self> {
        let path = request.uri().path();
        let is_on_a_way = path == AUTHORIZE || oauth::is_at(state, path);
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let is_strolling = !is_on_a_way && *request.method() == Method::GET && !OF_PROGRAMS.contains(&first);
        ((is_on_a_way || is_strolling) && wants_page(request.headers())).then_some(Self { dashboard, is_strolling })
    }

    /// The page in the place of a refusal; its status and headers stay.
    pub fn show(&self, refusal: &mut Response, message: &str, request_id: &str) {
        if !self.is_strolling {
            self.dashboard.explain(refusal, message, request_id);
        } else if refusal.status() == StatusCode::NOT_FOUND {
            self.dashboard.explain(refusal, "", "");
        }
    }
}
