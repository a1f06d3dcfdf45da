//! Every request passes here first and every answer last: the request's id and address, errors into the envelope,
//! security headers, one line in the log, one count in the metrics.

use std::{
    mem,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, LazyLock},
    time::Instant,
};

use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use poem::{Addr, Endpoint, IntoResponse, Request, Response, Result};

use super::{methods::Methods, request_id};
use crate::{
    context::Context,
    error::{Error, render},
    limiter::address,
    state::State,
    telemetry::access::{self, Finished},
};

/// The front door before `inner`.
pub struct FrontDoor<E> {
    pub state: Arc<State>,
    pub methods: Methods,
    pub inner: E,
}

impl<E: Endpoint> Endpoint for FrontDoor<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let started = Instant::now();
        let state = &self.state;
        let client = address::client(peer(&request), request.headers(), &state.config.network.trusted_proxies);
        let id = request_id::of(state, request.headers());
        let context = Arc::new(Context::new(Arc::clone(state), id, client));
        let method = request.method().clone();
        without_trailing_slash(&mut request);
        let uri = request.uri().clone();
        request.extensions_mut().insert(Arc::clone(&context));

        let mut response = match self.inner.call(request).await {
            Ok(answer) => answer.into_response(),
            Err(error) => {
                let dialects = &state.config.dialects;
                let error = if dialects.hide(uri.path()) { hidden(error) } else { error };
                render(error, &context.request_id, dialects.of_request(&context, uri.path()))
            }
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
        access::record(&state.metrics, &finished);
        Ok(response)
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
