//! `/projects/{id}/share-links`, `/projects/{id}/share-links/{linkId}` and `POST /share-links/open`.

use entity::{ProjectId, ShareLinkId};
use identity::policy::{Caller, Visitor};
use kernel::{
    error::Result,
    inbound::{JsonBody, OptionalBody},
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    open::open,
    rule::{CreateShareLink, GetShareLink, ListShareLinks, OpenShareLink, RevokeShareLink},
    service,
    wire::{CreateShareLinkIn, MintedShareLinkOut, OpenShareLinkIn, RevokedOut, ShareLinkOut, SharedProjectOut},
};
use crate::project::SECTION;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1", tag = "SECTION")]
impl Api {
    /// List a project's links that still work, newest first.
    #[oai(path = "/projects/:id/share-links", method = "get")]
    async fn list_share_links(
        &self,
        caller: Caller<ListShareLinks>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<ShareLinkId>>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<ShareLinkOut>>> {
        Ok(Reply::new(
            service::list(&caller.tenant(), id.0.0, &PageIn::new(limit.0, cursor.0).counting(total.0)).await?,
        ))
    }

    /// Make a link that shows a project to whoever has it.
    ///
    /// From the browser only, by an editor or admin of the project's workspace, with a step-up. The link appears only in
    /// this answer. It works until it expires or is revoked, and only while its maker could make it.
    #[oai(path = "/projects/:id/share-links", method = "post")]
    async fn create_share_link(
        &self,
        caller: Caller<CreateShareLink>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
        body: OptionalBody<CreateShareLinkIn>,
    ) -> Result<Created<MintedShareLinkOut>> {
        let proof = caller.stepped_up()?;
        Ok(Created::new(service::create(&caller.tenant(), proof, id.0.0, body.0).await?))
    }

    /// Look at a link that still works.
    #[oai(path = "/projects/:id/share-links/:linkId", method = "get")]
    async fn get_share_link(
        &self,
        caller: Caller<GetShareLink>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
        /// The link's id.
        #[oai(name = "linkId")]
        link: Path<Text<ShareLinkId>>,
    ) -> Result<Reply<ShareLinkOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0, link.0.0).await?))
    }

    /// Revoke a link.
    ///
    /// From the browser only, by an editor or admin of the project's workspace. Needs no step-up.
    #[oai(path = "/projects/:id/share-links/:linkId", method = "delete")]
    async fn revoke_share_link(
        &self,
        caller: Caller<RevokeShareLink>,
        /// The project's id.
        id: Path<Text<ProjectId>>,
        /// The link's id.
        #[oai(name = "linkId")]
        link: Path<Text<ShareLinkId>>,
    ) -> Result<Reply<RevokedOut>> {
        service::revoke(&caller.tenant(), id.0.0, link.0.0).await?;
        Ok(Reply::new(RevokedOut { revoked: true }))
    }

    /// See the project that a link shows.
    ///
    /// Open to whoever has the link's token. One that is unknown, has expired or was revoked is 404 alike.
    #[oai(path = "/share-links/open", method = "post")]
    async fn open_share_link(
        &self,
        visitor: Visitor<OpenShareLink>,
        body: JsonBody<OpenShareLinkIn>,
    ) -> Result<Reply<SharedProjectOut>> {
        let admission = visitor.admit_share_link().await?;
        Ok(Reply::new(open(visitor.state(), admission, &body.0.token).await?))
    }
}
