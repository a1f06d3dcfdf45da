//! `/internal/nodes`: the servers that share the database, and how far each is. It is ours, not of the dialect's text.

use identity::principal::Operator;
use poem_openapi::{Object, OpenApi};

use super::{
    super::{Bare, Caller, Rule, Surface},
    Result, SURFACE,
};
use crate::key::dialect::SECTION;

struct ListNodes;

impl Rule for ListNodes {
    type Who = Operator;
    const NAME: &'static str = "list_nodes";
    const SURFACE: Surface = SURFACE;
}

/// A server.
#[derive(Object)]
#[oai(rename = "InternalNode")]
struct NodeOut {
    /// Another at each start.
    id: String,
    /// Its host, port and process.
    name: String,
    /// Of Almond.
    version: String,
    /// For how many seconds it has been a node.
    up: i64,
    /// How many milliseconds ago it renewed its lease.
    renewed: i64,
    /// How many changes it has still to take in.
    behind: i64,
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/nodes", tag = "SECTION")]
impl Api {
    /// List the servers that share the database, oldest first.
    ///
    /// None on SQLite, where only one can be.
    #[oai(path = "/", method = "get")]
    async fn list_nodes(&self, caller: Caller<ListNodes>) -> Result<Bare<Vec<NodeOut>>> {
        let nodes = caller.state().fence.nodes().await?.into_iter();
        let out = nodes.map(|node| NodeOut {
            id: node.id.to_string(),
            name: node.name,
            version: node.version,
            up: node.up,
            renewed: node.renewed,
            behind: node.behind,
        });
        Ok(Bare(out.collect()))
    }
}
