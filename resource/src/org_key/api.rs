//! `/orgs/{id}/api-keys` and `/orgs/{id}/api-keys/{keyId}`.

use entity::{KeyId, OrgId, UserId, api_key::Wanted};
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{ListOrgKeys, RevokeOrgKey, UpdateOrgKey},
    service,
    wire::{OrgKeyOut, State, SwitchIn},
};
use crate::key::RevokedOut;

/// The section of the document.
const SECTION: Section = Section { name: "Org API keys", about: "Everybody's keys, for owners and admins of an org." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/orgs", tag = "SECTION")]
impl Api {
    /// List the keys of everybody in an org, newest first.
    ///
    /// For owners and admins. Revoked keys are left out, and the keys themselves are never shown.
    #[oai(path = "/:id/api-keys", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_org_api_keys(
        &self,
        caller: Caller<ListOrgKeys>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<KeyId>>>>,
        /// Only those with this in their name or prefix, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
        /// Whose.
        #[oai(name = "userId")]
        user: Query<Option<Text<UserId>>>,
        /// In which state.
        state: Query<Option<Text<State>>>,
    ) -> Result<Reply<List<OrgKeyOut>>> {
        let (tenant, page) = (caller.tenant(), PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0));
        let (now, longest) = (tenant.state().now(), tenant.max_key_lifetime());
        let wanted = Wanted { user: user.0.map(|user| user.0), state: state.0.map(|state| state.0.0), now, longest };
        Ok(Reply::new(service::list(&tenant, wanted, &page).await?))
    }

    /// Pause somebody's key, or let it work again.
    ///
    /// For owners and admins. A paused key is refused from the answer on; what its user paused, only they let work again.
    #[oai(path = "/:id/api-keys/:keyId", method = "patch")]
    async fn update_org_api_key(
        &self,
        caller: Caller<UpdateOrgKey>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The key's id.
        #[oai(name = "keyId")]
        key: Path<Text<KeyId>>,
        body: JsonBody<SwitchIn>,
    ) -> Result<Reply<OrgKeyOut>> {
        let switched = service::switch(&caller.tenant(), key.0.0, body.0.enabled, || caller.stepped_up()).await?;
        Ok(Reply::new(switched))
    }

    /// Revoke somebody's key.
    ///
    /// For owners and admins, without a step-up. Once this has answered, no request with the key is accepted any more.
    #[oai(path = "/:id/api-keys/:keyId", method = "delete")]
    async fn revoke_org_api_key(
        &self,
        caller: Caller<RevokeOrgKey>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The key's id.
        #[oai(name = "keyId")]
        key: Path<Text<KeyId>>,
    ) -> Result<Reply<RevokedOut>> {
        service::revoke(&caller.tenant(), key.0.0).await?;
        Ok(Reply::new(RevokedOut { revoked: true }))
    }
}
