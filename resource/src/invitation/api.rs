//! `/orgs/{id}/invitations`, `/orgs/{id}/invitations/{invitationId}` and `POST /invitations/accept`.

use entity::{InvitationId, OrgId};
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{
        AcceptInvitation, CreateInvitation, CreateInvitationLink, GetInvitation, ListInvitations, RevokeInvitation,
    },
    service,
    wire::{AcceptInvitationIn, CreateInvitationIn, InvitationOut, LinkOut, RevokedOut},
};
use crate::org::OrgOut;

/// The section of the document.
const SECTION: Section = Section { name: "Invitations", about: "Asking people into an org, by mail." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1", tag = "SECTION")]
impl Api {
    /// List an org's open invitations, newest first.
    #[oai(path = "/orgs/:id/invitations", method = "get")]
    async fn list_invitations(
        &self,
        caller: Caller<ListInvitations>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<InvitationId>>>>,
        /// Only those with this in their address, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<InvitationOut>>> {
        Ok(Reply::new(
            service::list(&caller.tenant(), &PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0)).await?,
        ))
    }

    /// Invite somebody by mail.
    ///
    /// By an owner or admin, with a step-up; only owners invite owners. The link works once, for 7 days, for that address
    /// alone; a newer one voids it.
    #[oai(path = "/orgs/:id/invitations", method = "post")]
    async fn create_invitation(
        &self,
        caller: Caller<CreateInvitation>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        body: JsonBody<CreateInvitationIn>,
    ) -> Result<Created<InvitationOut>> {
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        Ok(Created::new(service::create(&caller.tenant(), proof, admission, body.0).await?))
    }

    /// Look at an open invitation.
    #[oai(path = "/orgs/:id/invitations/:invitationId", method = "get")]
    async fn get_invitation(
        &self,
        caller: Caller<GetInvitation>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The invitation's id.
        #[oai(name = "invitationId")]
        invitation: Path<Text<InvitationId>>,
    ) -> Result<Reply<InvitationOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), invitation.0.0).await?))
    }

    /// Revoke an invitation.
    #[oai(path = "/orgs/:id/invitations/:invitationId", method = "delete")]
    async fn revoke_invitation(
        &self,
        caller: Caller<RevokeInvitation>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The invitation's id.
        #[oai(name = "invitationId")]
        invitation: Path<Text<InvitationId>>,
    ) -> Result<Reply<RevokedOut>> {
        service::revoke(&caller.tenant(), caller.stepped_up()?, invitation.0.0).await?;
        Ok(Reply::new(RevokedOut { revoked: true }))
    }

    /// Make a link to hand over.
    ///
    /// By an owner or admin, with a step-up, for when the mail doesn't arrive. It is for the invited address alone, and the
    /// link that was mailed is void from then on.
    #[oai(path = "/orgs/:id/invitations/:invitationId/link", method = "post")]
    async fn create_invitation_link(
        &self,
        caller: Caller<CreateInvitationLink>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// The invitation's id.
        #[oai(name = "invitationId")]
        invitation: Path<Text<InvitationId>>,
    ) -> Result<Created<LinkOut>> {
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        Ok(Created::new(service::link(&caller.tenant(), proof, admission, invitation.0.0).await?))
    }

    /// Accept an invitation.
    ///
    /// By the user whose address was invited. The session stays in its org; `POST /auth/session/org` moves it.
    #[oai(path = "/invitations/accept", method = "post")]
    async fn accept_invitation(
        &self,
        caller: Caller<AcceptInvitation>,
        body: JsonBody<AcceptInvitationIn>,
    ) -> Result<Reply<OrgOut>> {
        let (state, session) = (caller.state(), caller.session());
        Ok(Reply::new(service::accept(state, caller.context(), session, &body.0.token).await?))
    }
}
