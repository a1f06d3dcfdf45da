//! Files: what is known of each. Their bytes are in an object store, under the org's id and the file's.

use sea_orm::{DeleteMany, FromQueryResult, SelectModel, Selector, UpdateMany, entity::prelude::*, query::QuerySelect};

use crate::{Id, OrgId, Timestamp, UserId, page::newest_first};

pub type FileId = Id<Entity>;

/// A file of an org.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub org_id: OrgId,
    pub name: String,
    pub content_type: String,
    /// In bytes.
    pub size: i64,
    /// Of the content, in hex.
    pub sha256: String,
    /// May name a user who is gone.
    pub created_by: UserId,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A file that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, FromQueryResult)]
pub struct Place {
    pub org_id: OrgId,
    pub id: FileId,
}

impl Entity {
    /// The file, if it is the org's.
    pub fn find_in_org(org: OrgId, id: FileId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's files, newest first.
    pub fn page_in_org(org: OrgId, after: Option<FileId>, limit: u64) -> Select<Self> {
        newest_first(Self::find().filter(Column::OrgId.eq(org)), Column::Id, after, limit)
    }

    /// Which of these files there are, whosever they are; for clearing away what belongs to none. At most a few thousand
    /// at once.
    pub fn places(ids: &[FileId]) -> Selector<SelectModel<Place>> {
        Self::find()
            .filter(Column::Id.is_in(ids.iter().copied()))
            .select_only()
            .columns([Column::OrgId, Column::Id])
            .into_model()
    }

    /// Gives the file another name; one row if it is the org's.
    pub fn rename_in_org(org: OrgId, id: FileId, name: &str) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Name, Expr::value(name))
            .filter(Column::OrgId.eq(org))
            .filter(Column::Id.eq(id))
    }

    /// Deletes the file; one row if it was the org's.
    pub fn delete_in_org(org: OrgId, id: FileId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }
}
