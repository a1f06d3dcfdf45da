//! Links that show a project to whoever has them. Revoking one deletes its row; the row goes with the project, and with
//! the membership of whoever made it.

use sea_orm::{DeleteMany, entity::prelude::*};

use crate::{Digest, Id, OrgId, ProjectId, Timestamp, UserId, WorkspaceRole, page::newest_first, project};

pub type ShareLinkId = Id<Entity>;

/// A link that was not revoked; its token was shown once and is not here.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ShareLinkId,
    pub org_id: OrgId,
    pub project_id: ProjectId,
    /// What people call it.
    pub name: Option<String>,
    /// Of the token that is in the link.
    pub digest: Digest,
    /// Who has to be able to make it when it is opened.
    pub created_by: UserId,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The link whose token this is, unless it has expired: this is where a token finds its org.
    pub fn by_digest(digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// The project's links that have not expired.
    pub fn live_in_org(org: OrgId, project: ProjectId, now: Timestamp) -> Select<Self> {
        let links = Self::find().filter(Column::OrgId.eq(org)).filter(Column::ProjectId.eq(project));
        links.filter(Column::ExpiresAt.gt(now))
    }

    /// The project's link, unless it has expired.
    pub fn find_in_org(org: OrgId, project: ProjectId, id: ShareLinkId, now: Timestamp) -> Select<Self> {
        Self::live_in_org(org, project, now).filter(Column::Id.eq(id))
    }

    /// A page of the project's links that have not expired, newest first.
    pub fn page_in_org(
        org: OrgId,
        project: ProjectId,
        now: Timestamp,
        after: Option<ShareLinkId>,
        limit: u64,
    ) -> Select<Self> {
        newest_first(Self::live_in_org(org, project, now), Column::Id, after, limit)
    }

    /// Revokes the project's link; one row if it was live.
    pub fn revoke_in_org(org: OrgId, project: ProjectId, id: ShareLinkId, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::ProjectId.eq(project))
            .filter(Column::Id.eq(id))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// Revokes all of the project's links.
    pub fn revoke_all_in_org(org: OrgId, project: ProjectId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::ProjectId.eq(project))
    }

    /// Deletes the links that the user made in the org where they are less than `least` in the project's workspace.
    pub fn withdraw_of_user_in_org(org: OrgId, user: UserId, least: WorkspaceRole) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::CreatedBy.eq(user))
            .filter(Column::ProjectId.in_subquery(project::Entity::ids_out_of_reach(org, user, least)))
    }

    /// Deletes the links that have expired.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
