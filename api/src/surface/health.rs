//! `/healthz`: the process answers. `/readyz`: it can do its work.

use poem_openapi::{Object, OpenApi};

use super::Tag;
use crate::{
    error::{Error, Result},
    policy::{Rule, Surface, Visitor},
    principal::Anyone,
    wire::Reply,
};

pub struct GetHealth;

impl Rule for GetHealth {
    type Who = Anyone;
    const NAME: &'static str = "get_health";
    const SURFACE: Surface = Surface::Operations;
}

pub struct GetReadiness;

impl Rule for GetReadiness {
    type Who = Anyone;
    const NAME: &'static str = "get_readiness";
    const SURFACE: Surface = Surface::Operations;
}

/// How the server is.
#[derive(Object)]
#[oai(rename = "Health", rename_all = "camelCase")]
struct HealthOut {
    /// `ok`.
    status: String,
}

pub struct Api;

#[OpenApi(tag = "Tag::Operations")]
impl Api {
    /// Is the process alive?
    #[oai(path = "/healthz", method = "get")]
    async fn get_health(&self, _visitor: Visitor<GetHealth>) -> Result<Reply<HealthOut>> {
        Ok(Reply::new(HealthOut { status: "ok".to_owned() }))
    }

    /// Can the server do its work? The database answers within a second.
    #[oai(path = "/readyz", method = "get")]
    async fn get_readiness(&self, visitor: Visitor<GetReadiness>) -> Result<Reply<HealthOut>> {
        if !visitor.state().db.ping().await {
            return Err(Error::unavailable("the database doesn't answer"));
        }
        Ok(Reply::new(HealthOut { status: "ok".to_owned() }))
    }
}
