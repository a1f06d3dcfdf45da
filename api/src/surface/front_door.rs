//! Every request passes here first and every answer last: the request's id and address, errors into the envelope,
//! security headers, one line in the log, one count in the metrics.

use std::{
    mem,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, LazyLock},
    time::Instant,
};

use futures_util::future::{Either, ready};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use poem::{Addr, Endpoint, Request, Response, Result};

use super::{file::Files, methods::Methods, operations::Operations, request_id};
use crate::{
    context::Context,
    db::of_request,
    error::{Error, render},
    limiter::address,
    state::State,
    telemetry::access::{self, Finished},
};

/// The front door before all that browsers load and all operations.
pub struct FrontDoor {
    pub state: Arc<State>,
    pub methods: Methods,
    pub files: Files,
    pub operations: Operations,
}

impl Endpoint for FrontDoor {
    type Output = Response;

    /// The request is handed on before anything is waited for: what is alive while somebody waits is moved each time
    /// that it goes from hand to hand, and a request is large.
    fn call(&self, mut request: Request) -> impl Future<Output = Result<Response>> + Send {
        let started = Instant::now();
        let client = address::client(peer(&request), request.headers(), &self.state.config.network.trusted_proxies);
        let id = request_id::of(&self.state, request.headers());
        let context = Arc::new(Context::new(Arc::clone(&self.state), id, client));
        let method = request.method().clone();
        without_trailing_slash(&mut request);
        let uri = request.uri().clone();
        request.set_data(Arc::clone(&context));
        let answer = match self.files.at(uri.path()) {
            Some(file) => Either::Left(ready(file.answer(&request))),
            None => Either::Right(of_request(self.operations.begin(request))),
        };
        async move {
            let mut response = match answer.await {
                Ok(answer) => answer,
                Err(error) => self.refusal(error, &context, uri.path()),
            };
            if response.status() == StatusCode::METHOD_NOT_ALLOWED {
                response.headers_mut().insert(header::ALLOW, self.methods.allowed(uri.path()));
            }
            dress(&mut response, &context.request_id);
            let finished = Finished {
                method: &method,
                operation: context.operation(),
                status: response.status(),
                took: started.elapsed(),
                request_id: &context.request_id,
                client,
            };
            access::record(&self.state.metrics, &finished);
            Ok(response)
        }
    }
}

impl FrontDoor {
    fn refusal(&self, error: poem::Error, context: &Context, path: &str) -> Response {
        let dialects = &self.state.config.dialects;
        let error = if dialects.hide(path) { hidden(error) } else { error };
        render(error, &context.request_id, dialects.of_request(context, path))
    }
}

/// A path that isn't there has no methods either.
fn hidden(error: poem::Error) -> poem::Error {
    if error.status() == StatusCode::METHOD_NOT_ALLOWED { Error::not_found().into() } else { error }
}

fn peer(request: &Request) -> IpAddr {
    match &request.remote_addr().0 {
        Addr::SocketAddr(address) => address.ip(),
        _ => IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

/// `/api/v1/models/` is `/api/v1/models`: routes and rules are found after that, so neither form gets more.
fn without_trailing_slash(request: &mut Request) {
    let path = request.uri().path();
    let Some(plain) = path.strip_suffix('/').filter(|plain| !plain.is_empty() && !plain.ends_with('/')) else { return };
    let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
    if let Ok(uri) = format!("{plain}{query}").parse::<Uri>() {
        *request.uri_mut() = uri;
    }
}

/// Headers that every answer carries, unless it has set its own. The request's id is put in its place, since a copy of
/// a map is exactly as large as what it holds.
static HEADERS: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (request_id::NAME, ""),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
});

fn dress(response: &mut Response, request_id: &str) {
    let headers = response.headers_mut();
    // A copy of the whole is cheaper than one insertion after the other into a map that grows.
    let own = mem::replace(headers, HEADERS.clone());
    headers.extend(own);
    // Inserting would make room for one more first.
    if let (Some(place), Ok(id)) = (headers.get_mut(request_id::NAME), HeaderValue::from_str(request_id)) {
        *place = id;
    }
}
