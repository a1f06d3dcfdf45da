//! `/internal/orgs`: the orgs of this installation. It is ours, not of the dialect's text.

use entity::{OrgId, org};
use identity::principal::Operator;
use poem_openapi::{Object, OpenApi, param::Query};

use super::{
    super::{Caller, Limit, Listed, Part, Rule, Surface, Text, in_seconds},
    Result, SURFACE,
};
use crate::{key::dialect::SECTION, provision::search_orgs};

struct ListInternalOrgs;

impl Rule for ListInternalOrgs {
    type Who = Operator;
    const NAME: &'static str = "list_internal_orgs";
    const SURFACE: Surface = SURFACE;
}

/// An org.
#[derive(Object)]
#[oai(rename = "InternalOrg")]
struct OrgOut {
    id: Text<OrgId>,
    /// What people call it.
    name: String,
    /// The operator's own name for it, if it has one.
    handle: Option<String>,
    /// How many people are in it.
    members: i64,
    /// When it was made.
    created_at: String,
}

impl From<org::OrgOfAll> for OrgOut {
    fn from(org::OrgOfAll { org, members }: org::OrgOfAll) -> Self {
        let created_at = in_seconds(org.created_at);
        Self { id: Text(org.id), name: org.name, handle: org.handle, members, created_at }
    }
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/orgs", tag = "SECTION")]
impl Api {
    /// List the orgs, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_internal_orgs(
        &self,
        caller: Caller<ListInternalOrgs>,
        /// What the name or the handle has in it.
        query: Query<Option<String>>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<OrgId>>>,
    ) -> Result<Listed<Vec<OrgOut>>> {
        let part = Part::new(limit, after);
        let orgs = search_orgs(caller.state(), query.0.as_deref(), part.after, part.fetch()).await?;
        Ok(part.cut(orgs, |one| one.org.id).map(OrgOut::from))
    }
}
