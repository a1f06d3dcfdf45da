//! Every request passes here first and every answer last: the request's id and address, errors into the envelope,
//! security headers, what other origins' pages may read, one line in the log, one count in the metrics.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Once},
    thread,
    time::Instant,
};

use futures_util::{
    FutureExt,
    future::{Either, ready},
};
use http::{Method, StatusCode, Uri, header};
use kernel::{
    db::of_request,
    error::Error,
    inbound::Inbound,
    request::{Context, address, id},
    state::State,
    telemetry::access::{self, Finished},
};
use poem::{Addr, Endpoint, Request, Response, Result};
use resource::mcp::{self, Mcp};

use super::{
    Mounted,
    cors::{self, Cors},
    dashboard::Dashboard,
    dress::Dress,
    file::Files,
    framing,
    operations::Operations,
    problem::Onlooker,
    refusal::render,
};

/// The front door before all that browsers load and all operations.
pub struct FrontDoor {
    pub state: Arc<State>,
    pub mounted: &'static Mounted,
    pub files: Files,
    pub dashboard: Dashboard,
    pub operations: Arc<Operations>,
    pub mcp: Mcp,
    pub cors: Cors,
    pub dress: Dress,
    /// Done once a proxy that isn't trusted was told of.
    pub told: Once,
}

impl Endpoint for FrontDoor {
    type Output = Response;

    /// The request is handed on before anything is waited for: what is alive while somebody waits is moved each time
    /// that it goes from hand to hand, and a request is large.
    fn call(&self, mut request: Request) -> impl Future<Output = Result<Response>> + Send {
        let started = Instant::now();
        let (peer, trusted) = (peer(&request), &self.state.config.network.trusted_proxies);
        let client = address::client(peer, request.headers(), trusted);
        if !self.told.is_completed() && address::is_passed_over(peer, request.headers(), trusted) {
            self.told.call_once(|| tell_of_proxy(peer));
        }
        let id = id::of(request.headers(), self.state.seams.entropy.as_ref());
        let inbound = Arc::new(Inbound { state: Arc::clone(&self.state), context: Context::new(id, client) });
        let trace = Trace { inbound, method: request.method().clone(), started, status: None };
        let is_below = enter(&mut request, self.state.config.server.path());
        without_trailing_slash(&mut request);
        let uri = request.uri().clone();
        let frontend = self.cors.frontend(request.headers());
        let onlooker = Onlooker::of(&self.state, &self.dashboard, &request);
        request.set_data(Arc::clone(&trace.inbound));
        if let Some((name, reason)) = self.mounted.queries.fault(&request) {
            trace.inbound.context.set_fault(name, reason);
        }
        let answer = match (framing::check(&request), self.files.at(uri.path())) {
            (Err(error), _) => Either::Left(ready(Err(error.into()))),
            (Ok(()), _) if !is_below => Either::Left(ready(Err(Error::not_found().into()))),
            (Ok(()), _) if frontend.is_some() && cors::is_preflight(&request) => {
                Either::Left(ready(Ok(cors::preflight(&request))))
            }
            (Ok(()), Some(file)) => Either::Left(ready(file.answer(&request))),
            (Ok(()), None) if uri.path() == mcp::PATH => Either::Right(of_request(self.mcp.answer(request).boxed())),
            (Ok(()), None) => match self.dashboard.answer(&request) {
                Some(page) => Either::Left(ready(page)),
                None => Either::Right(of_request(self.operations.begin(request))),
            },
        };
        async move {
            let mut response = match answer.await {
                Ok(answer) => answer,
                Err(error) => self.refusal(error, &trace.inbound.context, uri.path(), onlooker.as_ref()),
            };
            if response.status() == StatusCode::METHOD_NOT_ALLOWED {
                response.headers_mut().insert(header::ALLOW, self.mounted.methods.allowed(uri.path()));
            }
            self.cors.allow(&mut response, frontend);
            self.dress.put_on(&mut response, &trace.inbound.context.request_id);
            trace.end(response.status());
            Ok(response)
        }
    }
}

/// What a request leaves behind however it ends: one line in the log, one count in the metrics. Dropped without a
/// status, it was given up: its client hung up, or the server stopped.
struct Trace {
    inbound: Arc<Inbound>,
    method: Method,
    started: Instant,
    status: Option<StatusCode>,
}

impl Trace {
    fn end(mut self, status: StatusCode) {
        self.status = Some(status);
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        let Inbound { state, context } = &*self.inbound;
        let finished = Finished {
            method: &self.method,
            operation: context.operation(),
            status: self.status.unwrap_or_else(unanswered),
            took: self.started.elapsed(),
            request_id: &context.request_id,
            client: context.address,
        };
        access::record(&state.metrics, &finished);
    }
}

/// A handler that panics is answered for by the server. 499 is nobody's standard, but what nginx logs for a client that
/// is gone.
fn unanswered() -> StatusCode {
    if thread::panicking() {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    StatusCode::from_u16(499).unwrap_or(StatusCode::REQUEST_TIMEOUT)
}

impl FrontDoor {
    fn refusal(&self, error: poem::Error, context: &Context, path: &str, onlooker: Option<&Onlooker<'_>>) -> Response {
        let dialects = &self.state.config.dialects;
        let error = if dialects.hide(path) { hidden(error) } else { error };
        render(error, &context.request_id, dialects.of_request(context, path), onlooker)
    }
}

/// A path that isn't there has no methods either.
fn hidden(error: poem::Error) -> poem::Error {
    if error.status() == StatusCode::METHOD_NOT_ALLOWED { Error::not_found().into() } else { error }
}

fn tell_of_proxy(peer: IpAddr) {
    tracing::warn!(
        %peer,
        "an X-Forwarded-For is passed over: if it is your proxy's, name it in ALMOND_TRUSTED_PROXIES, for until then all that \
         come through it are one address and share its limits (this is said once)"
    );
}

fn peer(request: &Request) -> IpAddr {
    match &request.remote_addr().0 {
        Addr::SocketAddr(address) => address.ip(),
        _ => IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

/// Takes away the path below which everything is; false for a request that isn't below it. `/.well-known/` is found at the
/// host's root too: some of what is there has to be (RFC 8414, 3.1; RFC 9728, 3.1).
fn enter(request: &mut Request, base: &str) -> bool {
    if base.is_empty() {
        return true;
    }
    let uri = request.uri();
    let Some(rest) = uri.path().strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
        return uri.path().starts_with("/.well-known/");
    };
    let rest = if rest.is_empty() { "/" } else { rest }.to_owned();
    lead_to(request, &rest)
}

/// Gives the request another path, with the query that it has; false for what is none.
fn lead_to(request: &mut Request, path: &str) -> bool {
    let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
    let Ok(uri) = format!("{path}{query}").parse::<Uri>() else { return false };
    *request.uri_mut() = uri;
    true
}

/// `/api/v1/models/` is `/api/v1/models`: routes and rules are found after that, so neither form gets more.
fn without_trailing_slash(request: &mut Request) {
    let path = request.uri().path();
    let Some(plain) = path.strip_suffix('/').filter(|plain| !plain.is_empty() && !plain.ends_with('/')) else { return };
    let plain = plain.to_owned();
    lead_to(request, &plain);
}
