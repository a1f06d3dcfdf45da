//! What the protocol asks of a server: its name, its tools, and calls of them. Who may do so was decided before
//! (`gate`); what a tool does is its operation's to say.

use std::{borrow::Cow, sync::Arc};

use futures_util::future::BoxFuture;
use kernel::{db::of_request, error};
use poem::{Request, Response};
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, Implementation, ListToolsResult, PaginatedRequestParams,
        ProtocolVersion, ServerCapabilities, ServerConfig, Tool,
    },
    service::RequestContext,
};

use super::{
    call::{refused, request, result},
    catalog::Catalog,
    gate::Passage,
};

/// The operations that tools stand for.
pub trait Operations: Send + Sync {
    /// Finds the operation of `request` and runs it.
    fn run(&self, request: Request) -> BoxFuture<'_, error::Result<Response>>;
}

/// One server for all requests; it keeps nothing between them.
#[derive(Clone)]
pub struct Server {
    pub catalog: Arc<Catalog>,
    pub operations: Arc<dyn Operations>,
}

const VERSIONS: &[ProtocolVersion] = &[ProtocolVersion::V_2025_11_25, ProtocolVersion::V_2026_07_28];

const INSTRUCTIONS: &str = "Tools for one organization: that of the key. Lists come in pages: give `nextCursor` of one \
                            as `cursor` to get the next. Ids are what lists and creations give.";

impl Server {
    async fn call(&self, call: CallToolRequestParams, passage: &Passage) -> error::Result<CallToolResponse> {
        let (Some(entry), Some(tool)) = (self.catalog.get(&call.name), passage.call) else {
            return Err(error::Error::not_found());
        };
        let mut request = request(entry, call.arguments.unwrap_or_default())?;
        request.headers_mut().extend(passage.credential.clone());
        request.set_data(Arc::clone(passage.caller.inbound()));
        request.set_data(tool);
        // A task of the library's own runs this, so the limit of a request has to be set again.
        let path = request.uri().path().to_owned();
        let response = of_request(self.operations.run(request)).await?;
        result(entry, &path, response).await.map(Into::into)
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let mut config = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
        config.protocol_version = ProtocolVersion::V_2026_07_28;
        config.server_info = Implementation::new("almond", env!("CARGO_PKG_VERSION"));
        config.instructions = Some(INSTRUCTIONS.to_owned());
        config
    }

    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        Cow::Borrowed(VERSIONS)
    }

    /// The tools that the caller may call.
    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let passage = Passage::of(&context)?;
        let all = self.catalog.all().iter();
        let allowed = all.filter(|entry| passage.caller.may(entry.rule, entry.tool.access()).is_ok());
        Ok(ListToolsResult::with_all_items(allowed.map(|entry| entry.described.clone()).collect()))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let passage = Passage::of(&context)?;
        if self.catalog.get(&call.name).is_none() {
            return Err(ErrorData::invalid_params(format!("there is no tool {:?}", call.name), None));
        }
        Ok(self.call(call, &passage).await.unwrap_or_else(|error| {
            error.log(&passage.caller.inbound().context.request_id);
            refused(&error).into()
        }))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.catalog.get(name).map(|entry| entry.described.clone())
    }
}
