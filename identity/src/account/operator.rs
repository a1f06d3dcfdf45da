//! The operator's own org: the one with the handle that nobody else can give. `provision` makes it when it is first
//! needed.

use entity::{OrgId, UserId, WorkspaceId, org, workspace_member};
use kernel::error::Result;
use sea_orm::ConnectionTrait;

/// As `almond user create --org` knows it.
pub const HANDLE: &str = "internal";
pub const NAME: &str = "Internal";

/// The org, if it is there.
pub async fn find(db: &impl ConnectionTrait) -> Result<Option<OrgId>> {
    Ok(org::Entity::by_handle(HANDLE).one(db).await?.map(|org| org.id))
}

/// The team of somebody in the org: the first that they came to.
pub async fn team_of(db: &impl ConnectionTrait, org: OrgId, user: UserId) -> Result<Option<WorkspaceId>> {
    let first = workspace_member::Entity::of_users_in_org(org, [user]).one(db).await?;
    Ok(first.map(|member| member.workspace_id))
}
