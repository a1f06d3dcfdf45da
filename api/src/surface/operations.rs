//! The operations by path and method. Most requests come to a path without parameters, which a map finds at once; a
//! router, which takes the path apart and notes on the request what it has found, is for the others.

use std::collections::HashMap;

use futures_util::{
    FutureExt,
    future::{BoxFuture, ready},
};
use http::Method;
use poem::{
    Endpoint, Request, Response, Result, Route, RouteMethod,
    endpoint::{BoxEndpoint, DynEndpoint},
    error::{MethodNotAllowedError, NotFoundError},
};

// The framework's own service puts it on every request, and parameters of the query are read from nowhere else.
use poem_openapi::{__private::UrlQuery, OpenApi};

/// Where providers to sign in with are, by name.
const PROVIDERS: &str = "/api/v1/auth/";

/// The names that there are: of the settings file's tables, and of providers that speak OpenID.
#[derive(Default)]
pub struct Names {
    pub provider: Vec<String>,
    pub openid: Vec<String>,
}

impl Names {
    /// True for the path of a provider that there is not: it is no path, whatever the method.
    fn lack(&self, path: &str) -> bool {
        let Some(rest) = path.strip_prefix(PROVIDERS) else { return false };
        let (name, names) = match rest.split_once('/') {
            None => (rest, &self.provider),
            Some((name, "callback")) => (name, &self.provider),
            Some((name, "backchannel-logout")) => (name, &self.openid),
            Some(_) => return false,
        };
        !names.iter().any(|known| known == name)
    }
}

/// Where all operations are found.
pub struct Operations {
    plain: HashMap<String, HashMap<Method, BoxEndpoint<'static>>>,
    others: Route,
    providers: Names,
}

impl Operations {
    /// `providers` are the names that there are at `/api/v1/auth/`: any other is no path.
    pub fn of(operations: impl OpenApi, providers: Names) -> Self {
        let mut all = HashMap::new();
        operations.add_routes(&mut all);
        let (others, plain): (HashMap<_, _>, _) = all.into_iter().partition(|(path, _)| path.contains(':'));
        let others = others.into_iter().fold(Route::new(), |route, (path, endpoints)| {
            let methods = endpoints
                .into_iter()
                .fold(RouteMethod::new(), |methods, (method, endpoint)| methods.method(method, endpoint));
            route.at(path, methods)
        });
        Self { plain, others, providers }
    }

    /// Finds the operation and begins it.
    pub fn begin(&self, mut request: Request) -> BoxFuture<'_, Result<Response>> {
        request.set_data(UrlQuery(request.params().unwrap_or_default()));
        let Some(methods) = self.plain.get(request.uri().path()) else {
            if self.providers.lack(request.uri().path()) {
                return ready(Err(NotFoundError.into())).boxed();
            }
            return self.others.call(request).boxed();
        };
        match methods.get(request.method()) {
            Some(endpoint) => DynEndpoint::call(&**endpoint, request),
            None => head(methods, request).boxed(),
        }
    }
}

/// HEAD is GET without the content (RFC 9110, 9.3.2).
async fn head(methods: &HashMap<Method, BoxEndpoint<'static>>, mut request: Request) -> Result<Response> {
    match methods.get(&Method::GET) {
        Some(endpoint) if request.method() == Method::HEAD => {
            request.set_method(Method::GET);
            let mut answer = endpoint.call(request).await?;
            answer.set_body(());
            Ok(answer)
        }
        _ => Err(MethodNotAllowedError.into()),
    }
}
