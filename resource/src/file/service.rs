//! Listing, renaming and deleting files. `upload` and `download` stand beside.

use entity::{FileId, file, file_usage};
use identity::policy::Tenant;
use kernel::{
    audit::Action,
    error::{Error, Result},
    wire::{List, PageIn},
};
use sea_orm::QuerySelect;

use super::wire::{FileName, FileOut};

/// The org's files, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<FileId>) -> Result<List<FileOut>> {
    let finder = |after, limit| file::Entity::page_in_org(tenant.org(), after, limit);
    let rows = page.find(tenant.read(), &[file::Column::Name], finder).await?;
    Ok(page.list(rows, |row| row.id, FileOut::from))
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: FileId) -> Result<file::Model> {
    file::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?.ok_or_else(Error::not_found)
}

/// # Errors
/// `NOT_FOUND`
pub async fn rename(tenant: &Tenant, id: FileId, name: FileName) -> Result<FileOut> {
    let (org, name) = (tenant.org(), name.into_string());
    let change = tenant.begin().await?;
    let found = file::Entity::find_in_org(org, id).lock_exclusive().one(&change).await?;
    let row = found.ok_or_else(Error::not_found)?;
    if row.name == name {
        return Ok(row.into());
    }
    file::Entity::rename_in_org(org, id, &name).exec(&change).await?;
    let event = tenant.event(Action::FileRenamed, id);
    change.record(event);
    change.commit().await?;
    Ok(file::Model { name, ..row }.into())
}

/// The row goes first: nobody finds a file without its bytes. If those can't be deleted now, the sweep does it later.
///
/// # Errors
/// `NOT_FOUND`
pub async fn delete(tenant: &Tenant, id: FileId) -> Result<()> {
    let (state, org) = (tenant.state(), tenant.org());
    let change = tenant.begin().await?;
    let found = file::Entity::find_in_org(org, id).lock_exclusive().one(&change).await?;
    let row = found.ok_or_else(Error::not_found)?;
    if file::Entity::delete_in_org(org, id).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    file_usage::Entity::subtract(org, row.size).exec(&change).await?;
    change.record(tenant.event(Action::FileDeleted, id));
    change.commit().await?;
    if let Err(error) = state.blobs.delete(org, id).await {
        tracing::warn!(?error, "a deleted file's bytes could not be taken away; the sweep will");
    }
    Ok(())
}
