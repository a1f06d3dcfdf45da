//! `/healthz`: the process answers. `/readyz`: it can do its work.

use poem_openapi::{Object, OpenApi};

use super::Tag;
use crate::{
    error::{Error, Result},
    policy::{Rule, Surface, Visitor},
    principal::Anyone,
    wire::Reply,
};

pub struct Healthz;

impl Rule for Healthz {
    type Who = Anyone;
    const NAME: &'static str = "healthz";
    const SURFACE: Surface = Surface::Operations;
}

pub struct Readyz;

impl Rule for Readyz {
    type Who = Anyone;
    const NAME: &'static str = "readyz";
    const SURFACE: Surface = Surface::Operations;
}

/// How the server is.
#[derive(Object)]
#[oai(rename_all = "camelCase")]
struct HealthOut {
    /// `ok`.
    status: String,
}

pub struct Api;

#[OpenApi(tag = "Tag::Operations")]
impl Api {
    /// Is the process alive?
    #[oai(path = "/healthz", method = "get")]
    async fn healthz(&self, _visitor: Visitor<Healthz>) -> Result<Reply<HealthOut>> {
        Ok(Reply::new(HealthOut { status: "ok".to_owned() }))
    }

    /// Can the server do its work? The database answers within a second.
    #[oai(path = "/readyz", method = "get")]
    async fn readyz(&self, visitor: Visitor<Readyz>) -> Result<Reply<HealthOut>> {
        if !visitor.state().db.ping().await {
            return Err(Error::unavailable("the database doesn't answer"));
        }
        Ok(Reply::new(HealthOut { status: "ok".to_owned() }))
    }
}
