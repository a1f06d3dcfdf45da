//! Who may see how keys are used. Keys too: what watches is a program.

use entity::{OrgRole, Scope};
use identity::{
    policy::{OrgFrom, Rule},
    principal::Member,
};

pub struct GetOrgUsage;

impl Rule for GetOrgUsage {
    type Who = Member;
    const NAME: &'static str = "get_org_usage";
    const SCOPE: Option<Scope> = Some(Scope::ApiKeysRead);
    const ORG: OrgFrom = OrgFrom::Named;
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct GetKeyUsage;

impl Rule for GetKeyUsage {
    type Who = Member;
    const NAME: &'static str = "get_api_key_usage";
    const SCOPE: Option<Scope> = Some(Scope::ApiKeysRead);
}
