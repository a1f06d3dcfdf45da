//! Listing, making and revoking a project's links.

use std::time::Duration;

use entity::{ProjectId, ShareLinkId, Timestamp, share_link};
use identity::policy::{SteppedUp, Tenant};
use kernel::{
    audit::Action,
    error::{Error, Result},
    state::State,
    token::link,
    wire::{List, PageIn, Text},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, PaginatorTrait};
use serde_json::json;

use super::wire::{CreateShareLinkIn, MintedShareLinkOut, ShareLinkOut};
use crate::{
    crud::{find, hold},
    project::Project,
};

const DAY: u64 = 24 * 3600;
/// How long a link works unless it is said.
const USUAL: Duration = Duration::from_secs(30 * DAY);
/// How long a link works at most.
const LONGEST: Duration = Duration::from_secs(365 * DAY);
/// The most links of a project that work at a time.
const MOST: u64 = 50;

/// The project's links that still work, newest first.
pub async fn list(tenant: &Tenant, id: ProjectId, page: &PageIn<ShareLinkId>) -> Result<List<ShareLinkOut>> {
    let (project, now) = (find::<Project>(tenant, id).await?, tenant.state().now());
    let finder = |after, limit| share_link::Entity::page_in_org(tenant.org(), project.id, now, after, limit);
    Ok(page.list(page.find(tenant.read(), &[], finder).await?, |row| row.id, ShareLinkOut::from))
}

/// # Errors
/// `NOT_FOUND` for one that has expired, was revoked or is another project's.
pub async fn get(tenant: &Tenant, id: ProjectId, link: ShareLinkId) -> Result<ShareLinkOut> {
    let (project, now) = (find::<Project>(tenant, id).await?, tenant.state().now());
    let found = share_link::Entity::find_in_org(tenant.org(), project.id, link, now).one(tenant.read()).await?;
    found.map(ShareLinkOut::from).ok_or_else(Error::not_found)
}

/// Makes a link.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` names the field; `CONFLICT` for one more than a project may have.
pub async fn create(
    tenant: &Tenant,
    _proof: SteppedUp,
    id: ProjectId,
    body: CreateShareLinkIn,
) -> Result<MintedShareLinkOut> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let expires_at = end(state, body.expires_at)?;
    let change = tenant.begin().await?;
    // Locked, so that of any number at once no more are made than may be.
    let project = hold::<Project>(tenant, &change, id).await?;
    if share_link::Entity::live_in_org(tenant.org(), project.id, now).count(&change).await? >= MOST {
        return Err(Error::conflict("The project has 50 links that work; revoke one first"));
    }
    let token = link::mint(state.random());
    let row = share_link::ActiveModel {
        id: Set(ShareLinkId::new(now, state.random())),
        org_id: Set(tenant.org()),
        project_id: Set(project.id),
        name: Set(body.name.map(|name| name.0.into_string())),
        digest: Set(token.digest()),
        created_by: Set(tenant.user()),
        expires_at: Set(expires_at),
        created_at: Set(now),
    };
    let row = row.insert(&change).await?;
    let event = tenant.event(Action::ShareLinkCreated, row.id);
    let detail = json!({ "projectId": project.id, "expiresAt": expires_at.to_string() });
    change.record(event.with_detail(detail));
    change.commit().await?;
    Ok(MintedShareLinkOut::new(row, &token, &state.config.server.base()))
}

/// Ends a link, now and for good.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn revoke(tenant: &Tenant, id: ProjectId, link: ShareLinkId) -> Result<()> {
    let now = tenant.state().now();
    let change = tenant.begin().await?;
    let project = hold::<Project>(tenant, &change, id).await?;
    let revoked = share_link::Entity::revoke_in_org(tenant.org(), project.id, link, now).exec(&change).await?;
    if revoked.rows_affected == 0 {
        return Err(Error::not_found());
    }
    let event = tenant.event(Action::ShareLinkRevoked, link);
    change.record(event.with_detail(json!({ "projectId": project.id })));
    change.commit().await
}

/// When a link is to end.
fn end(state: &State, wanted: Option<Text<Timestamp>>) -> Result<Timestamp> {
    let now = state.now();
    match wanted {
        None => Ok(now.plus(USUAL)),
        Some(Text(at)) if at <= now => Err(Error::field("expiresAt", "must be in the future")),
        Some(Text(at)) if at > now.plus(LONGEST) => Err(Error::field("expiresAt", "must be within 365 days")),
        Some(Text(at)) => Ok(at),
    }
}
