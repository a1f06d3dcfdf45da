//! `/mcp` before the operations that its tools stand for.

use std::sync::{Arc, OnceLock};

use futures_util::{FutureExt, future::BoxFuture};
use kernel::{config::Config, error::Result};
use poem::{Request, Response};
use resource::mcp::{self, Catalog, Mcp};

use super::{operations::Operations, refusal};
use crate::openapi;

struct InProcess(Arc<Operations>);

impl mcp::Operations for InProcess {
    fn run(&self, request: Request) -> BoxFuture<'_, Result<Response>> {
        self.0.begin(request).map(|answer| answer.map_err(refusal::native)).boxed()
    }
}

/// The endpoint, with every tool.
pub fn endpoint(operations: &Arc<Operations>, config: &Config) -> Mcp {
    Mcp::new(catalog(), Arc::new(InProcess(Arc::clone(operations))), config)
}

/// The same for every server, and much work: it is read off the document.
fn catalog() -> Arc<Catalog> {
    static CATALOG: OnceLock<Arc<Catalog>> = OnceLock::new();
    Arc::clone(CATALOG.get_or_init(|| {
        let document = serde_json::from_str(openapi::document()).unwrap_or_default();
        Arc::new(Catalog::of(&document, &openapi::rules()))
    }))
}
