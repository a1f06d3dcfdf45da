//! `/orgs/{id}/grants`: everybody's grants, for the owners and admins of an org.

use entity::{KeyId, OrgId, UserId};
use identity::policy::Caller;
use kernel::{
    error::Result,
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    api::SECTION,
    end, list,
    rule::{ListOrgGrants, RevokeOrgGrant},
    wire::{GrantRevokedOut, OrgGrantOut},
};

pub struct OrgApi;

#[OpenApi(prefix_path = "/api/v1/orgs", tag = "SECTION")]
impl OrgApi {
    /// List what everybody in an org lets clients do there, newest first.
    ///
    /// For owners and admins.
    #[oai(path = "/:id/grants", method = "get")]
    async fn list_org_grants(
        &self,
        caller: Caller<ListOrgGrants>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<KeyId>>>>,
        /// Whose.
        #[oai(name = "userId")]
        user: Query<Option<Text<UserId>>>,
    ) -> Result<Reply<List<OrgGrantOut>>> {
        let page = PageIn::new(limit.0, cursor.0);
        Ok(Reply::new(list::in_org(&caller.tenant(), user.0.map(|user| user.0), &page).await?))
    }

    /// End somebody's grant.
    ///
    /// For owners and admins, without a step-up. Once this has answered, no request of the client is accepted any more.
    #[oai(path = "/:id/grants/:grantId", method = "delete")]
    async fn revoke_org_grant(
        &self,
        caller: Caller<RevokeOrgGrant>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The grant's id.
        #[oai(name = "grantId")]
        grant: Path<Text<KeyId>>,
    ) -> Result<Reply<GrantRevokedOut>> {
        end::end_in_org(&caller.tenant(), grant.0.0).await?;
        Ok(Reply::new(GrantRevokedOut { revoked: true }))
    }
}
