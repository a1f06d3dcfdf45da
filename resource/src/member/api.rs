//! `/orgs/{id}/members` and `/orgs/{id}/members/{userId}`.

use entity::{OrgId, OrgRole, UserId};
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
    rule::{GetMember, ListMembers, RemoveMember, UpdateMember},
    service,
    wire::{MemberOut, RemovedOut, UpdateMemberIn},
};

/// The section of the document.
const SECTION: Section = Section { name: "Members", about: "People in an org, and their roles." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/orgs", tag = "SECTION")]
impl Api {
    /// List an org's members, newest users first.
    #[oai(path = "/:id/members", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_members(
        &self,
        caller: Caller<ListMembers>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// Only those with this role.
        role: Query<Option<Text<OrgRole>>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<UserId>>>>,
        /// Only those with this in their name or address, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<MemberOut>>> {
        let (role, page) = (role.0.map(|role| role.0), PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0));
        Ok(Reply::new(service::list(&caller.tenant(), role, &page).await?))
    }

    /// Look at a member.
    #[oai(path = "/:id/members/:userId", method = "get")]
    async fn get_member(
        &self,
        caller: Caller<GetMember>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
    ) -> Result<Reply<MemberOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), user.0.0).await?))
    }

    /// Change a member's role.
    ///
    /// By an owner or admin, with a step-up; only owners make owners or change one. What the member's keys and sessions
    /// lose by it is refused from the answer on.
    #[oai(path = "/:id/members/:userId", method = "patch")]
    async fn update_member(
        &self,
        caller: Caller<UpdateMember>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
        body: JsonBody<UpdateMemberIn>,
    ) -> Result<Reply<MemberOut>> {
        let (proof, role) = (caller.stepped_up()?, body.0.role.0);
        let changed = service::change_role(&caller.tenant(), proof, user.0.0, role).await?;
        Ok(Reply::new(changed))
    }

    /// Remove a member, or leave.
    ///
    /// With a step-up, by an owner or admin, or by the member. The user's keys in the org are revoked and the sessions in
    /// it end.
    #[oai(path = "/:id/members/:userId", method = "delete")]
    async fn remove_member(
        &self,
        caller: Caller<RemoveMember>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
    ) -> Result<Reply<RemovedOut>> {
        service::remove(&caller.tenant(), caller.stepped_up()?, user.0.0).await?;
        Ok(Reply::new(RemovedOut { removed: true }))
    }
}
