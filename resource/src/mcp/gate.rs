//! `/mcp` itself: who calls and which tool is decided before the protocol's library sees the message, so that a refusal is an
//! HTTP status with a challenge, and nothing is kept for anybody who isn't known.

use std::{convert::Infallible, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{
    HeaderMap, Method, StatusCode,
    header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HeaderValue},
};
use http_body_util::{BodyExt, Full, combinators::BoxBody};
use identity::policy::{ToolCall, ToolCaller};
use kernel::{
    config::Config,
    error::{Code, Error, Result},
    inbound::{Inbound, read},
};
use poem::{Body, Request, RequestBody, Response, error::MethodNotAllowedError};
use rmcp::{
    ErrorData, RoleServer,
    service::RequestContext,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
    },
};
use serde::Deserialize;
use url::Url;

use super::{
    catalog::Catalog,
    server::{Operations, Server},
};

/// The path of the endpoint, below the public URL.
pub const PATH: &str = "/mcp";

/// What the log calls a request that is no call of a tool.
const OPERATION: &str = "mcp";

/// The method of a call (MCP, tools).
const CALL: &str = "tools/call";

/// How often it is made sure, while a request is under way, that its credential is still good.
const WATCH: Duration = Duration::from_secs(2);

/// What was decided of a request before it was handed on.
#[derive(Clone)]
pub struct Passage {
    pub caller: ToolCaller,
    /// The call that was allowed, where the request is one of a tool that there is.
    pub call: Option<ToolCall>,
    /// The header that the credential came in, for the operation.
    pub credential: HeaderMap,
}

impl Passage {
    /// # Errors
    /// For a request that came another way.
    pub fn of(context: &RequestContext<RoleServer>) -> Result<Arc<Self>, ErrorData> {
        let parts = context.extensions.get::<http::request::Parts>();
        let passage = parts.and_then(|parts| parts.extensions.get::<Arc<Self>>());
        passage.cloned().ok_or_else(|| ErrorData::internal_error("the request did not come through the gate", None))
    }
}

/// The endpoint.
pub struct Mcp {
    catalog: Arc<Catalog>,
    service: StreamableHttpService<Server, NeverSessionManager>,
}

/// What has to be known of a message to decide on it.
#[derive(Default, Deserialize)]
struct Message {
    #[serde(default)]
    method: String,
    #[serde(default)]
    params: Params,
}

#[derive(Default, Deserialize)]
struct Params {
    #[serde(default)]
    name: String,
}

impl Mcp {
    pub fn new(catalog: Arc<Catalog>, operations: Arc<dyn Operations>, config: &Config) -> Self {
        let server = Server { catalog: Arc::clone(&catalog), operations };
        let origins = std::iter::once(config.server.origin()).chain(config.frontends.origins().map(str::to_owned));
        let origins = origins.filter_map(|origin| with_port(&origin));
        let settings = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_allowed_hosts(hosts(config))
            .with_allowed_origins(origins)
            .enforce_origin_validation();
        let service =
            StreamableHttpService::new(move || Ok(server.clone()), NeverSessionManager::default().into(), settings);
        Self { catalog, service }
    }

    /// # Errors
    /// 405 for anything but POST, before anybody is asked who they are: clients take a 401 of a GET for a sign that they
    /// have to sign in. As `ToolCaller::of` and `ToolCaller::may`, for bodies as everywhere, and soon after the credential's
    /// end.
    pub async fn answer(&self, request: Request) -> poem::Result<Response> {
        if request.method() != Method::POST {
            return Err(MethodNotAllowedError.into());
        }
        let (request, body) = request.split();
        let unknown = |_: &Error| set_operation(&request);
        let caller = ToolCaller::of(&request).await.inspect_err(unknown)?;
        // However slowly a message comes, and however long a call takes.
        let watched = caller.clone();
        tokio::select! {
            answered = self.serve(caller, &request, body) => answered,
            error = ended(&watched) => Err(error.into()),
        }
    }

    async fn serve(&self, caller: ToolCaller, request: &Request, mut body: RequestBody) -> poem::Result<Response> {
        let passed = self.pass(caller, request, &mut body).await;
        if !matches!(&passed, Ok((_, Passage { call: Some(_), .. }))) {
            set_operation(request);
        }
        let (message, passage) = passed?;
        let mut handed = http::Request::new(Full::new(message));
        *handed.method_mut() = Method::POST;
        *handed.uri_mut() = request.uri().clone();
        *handed.headers_mut() = request.headers().clone();
        handed.extensions_mut().insert(Arc::new(passage));
        Ok(answer(self.service.handle(handed).await).await?)
    }

    /// Decides on a message.
    async fn pass(&self, caller: ToolCaller, request: &Request, body: &mut RequestBody) -> Result<(Bytes, Passage)> {
        let bytes = read(request, body).await?;
        // What can't be read is refused by the library, and is no call.
        let message: Message = serde_json::from_slice(&bytes).unwrap_or_default();
        let called = (message.method == CALL).then(|| self.catalog.get(&message.params.name)).flatten();
        let call = called.map(|entry| caller.may(entry.rule, entry.tool.access())).transpose()?;
        let credential = request.headers().get(AUTHORIZATION).map(|value| (AUTHORIZATION, value.clone()));
        Ok((bytes.into(), Passage { caller, call, credential: credential.into_iter().collect() }))
    }
}

/// Returns once the credential is no good any more, or nobody can tell, with what its bearer is told.
async fn ended(caller: &ToolCaller) -> Error {
    loop {
        tokio::time::sleep(WATCH).await;
        if let Err(error) = caller.stands().await {
            return error;
        }
    }
}

/// Says what the log calls a request that is no call of a tool.
fn set_operation(request: &Request) {
    if let Ok(inbound) = Inbound::of(request) {
        inbound.context.set_operation(OPERATION);
    }
}

/// No answer is a stream: no tool reports progress, and nothing is subscribed to. What the library refuses before it has
/// read a message is refused as everything else is.
async fn answer(given: http::Response<BoxBody<Bytes, Infallible>>) -> Result<Response> {
    let (parts, body) = given.into_parts();
    let Ok(body) = body.collect().await;
    let body = body.to_bytes();
    if parts.status.is_client_error() && parts.headers.get(CONTENT_TYPE).is_none_or(|kind| kind != "application/json") {
        let message = String::from_utf8_lossy(&body).into_owned();
        return Err(Error::new(code(parts.status), message));
    }
    let mut response = Response::builder().status(parts.status).body(Body::from_bytes(body));
    *response.headers_mut() = parts.headers;
    // Every answer is for one caller alone.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn code(status: StatusCode) -> Code {
    match status {
        StatusCode::FORBIDDEN => Code::Forbidden,
        StatusCode::PAYLOAD_TOO_LARGE => Code::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType,
        _ => Code::BadRequest,
    }
}

/// With the port that the scheme implies: the library takes an origin without one for any port's.
fn with_port(origin: &str) -> Option<String> {
    let url = Url::parse(origin).ok()?;
    Some(format!("{}://{}:{}", url.scheme(), url.host_str()?, url.port_or_known_default()?))
}

/// The names under which the server is called: the public URL's; on one's own machine every loopback name, at any port.
fn hosts(config: &Config) -> Vec<String> {
    let url = &config.server.public_url;
    let own = url.host_str().unwrap_or_default();
    let loopback = ["localhost", "127.0.0.1", "[::1]"];
    if loopback.contains(&own) {
        return loopback.map(str::to_owned).to_vec();
    }
    vec![url.port().map_or_else(|| own.to_owned(), |port| format!("{own}:{port}"))]
}
