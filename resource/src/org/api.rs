//! `/orgs` and `/orgs/{id}`.

use entity::OrgId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        Deleted, List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{CreateOrg, DeleteOrg, GetOrg, ListOrgs, UpdateOrg},
    service, settings,
    wire::{CreateOrgIn, OrgOut, UpdateOrgIn},
};

/// The section of the document.
const SECTION: Section = Section { name: "Orgs", about: "Tenants: who is a member of what, and by which settings." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/orgs", tag = "SECTION")]
impl Api {
    /// List the user's orgs, newest first.
    ///
    /// A key sees its own org alone.
    #[oai(path = "/", method = "get")]
    async fn list_orgs(
        &self,
        caller: Caller<ListOrgs>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<OrgId>>>>,
    ) -> Result<Reply<List<OrgOut>>> {
        let page = PageIn::new(limit.0, cursor.0);
        Ok(Reply::new(service::list(&caller.tenant(), caller.who(), &page).await?))
    }

    /// Make an org.
    ///
    /// Its maker becomes its owner. Needs a step-up; `POST /auth/session/org` then moves the session there.
    #[oai(path = "/", method = "post")]
    async fn create_org(&self, caller: Caller<CreateOrg>, body: JsonBody<CreateOrgIn>) -> Result<Created<OrgOut>> {
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        let name = body.0.name.0.into_string();
        Ok(Created::new(service::create(&caller.tenant(), proof, admission, name).await?))
    }

    /// Look at an org and its settings.
    #[oai(path = "/:id", method = "get")]
    async fn get_org(
        &self,
        caller: Caller<GetOrg>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
    ) -> Result<Reply<OrgOut>> {
        Ok(Reply::new(service::get(&caller.tenant()).await?))
    }

    /// Change an org's name or settings.
    ///
    /// Absent is unchanged, `null` clears. By an owner or admin, with a step-up.
    #[oai(path = "/:id", method = "patch")]
    async fn update_org(
        &self,
        caller: Caller<UpdateOrg>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        body: JsonBody<UpdateOrgIn>,
    ) -> Result<Reply<OrgOut>> {
        let proof = caller.stepped_up()?;
        Ok(Reply::new(settings::update(&caller.tenant(), proof, body.0).await?))
    }

    /// Delete an org and everything in it.
    ///
    /// By an owner, with a step-up. Its keys and the sessions in it are refused from the answer on.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_org(
        &self,
        caller: Caller<DeleteOrg>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
    ) -> Result<Reply<Deleted>> {
        service::delete(&caller.tenant(), caller.stepped_up()?).await?;
        Ok(Reply::deleted())
    }
}
