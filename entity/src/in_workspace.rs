//! What all tables have in common whose rows are in a workspace: six columns, and the finders that go by them. A table's own
//! file has its columns and one line, `in_workspace!()`.

use sea_orm::{DeleteMany, IntoActiveModel, QuerySelect, entity::prelude::*, sea_query::LockType};

use crate::{Id, OrgId, Timestamp, UserId, WorkspaceId, page::newest_first, workspace::Visible};

/// What every row says besides what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<I> {
    pub id: I,
    pub org_id: OrgId,
    pub workspace_id: WorkspaceId,
    /// May name a user who is gone.
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A table whose rows are in a workspace each, and go with it.
pub trait InWorkspace: EntityTrait<ActiveModel: Send, Model: IntoActiveModel<Self::ActiveModel> + Sync> {
    const ID: Self::Column;
    const ORG_ID: Self::Column;
    const WORKSPACE_ID: Self::Column;

    fn frame(row: &Self::Model) -> Frame<Id<Self>>;

    /// Sets what `frame` has, and nothing else.
    fn set_frame(row: &mut Self::ActiveModel, frame: Frame<Id<Self>>);

    fn set_updated_at(row: &mut Self::ActiveModel, at: Timestamp);

    /// The row, if it is the org's.
    fn find_in_org(org: OrgId, id: Id<Self>) -> Select<Self> {
        Self::find().filter(Self::ID.eq(id)).filter(Self::ORG_ID.eq(org))
    }

    /// As `find_in_org`, held until the transaction ends: whoever else would change it waits.
    fn held_in_org(org: OrgId, id: Id<Self>) -> Select<Self> {
        Self::find_in_org(org, id).lock(LockType::NoKeyUpdate)
    }

    /// A page of the rows in the workspaces that are visible, newest first.
    fn page_in_org(visible: Visible, after: Option<Id<Self>>, limit: u64) -> Select<Self> {
        let rows = Self::find().filter(Self::ORG_ID.eq(visible.org)).filter(visible.within(Self::WORKSPACE_ID));
        newest_first(rows, Self::ID, after, limit)
    }

    /// The workspace's rows.
    fn all_in_workspace_in_org(org: OrgId, workspace: WorkspaceId) -> Select<Self> {
        Self::find().filter(Self::ORG_ID.eq(org)).filter(Self::WORKSPACE_ID.eq(workspace))
    }

    /// Deletes the org's row; one row if it was there.
    fn remove_in_org(org: OrgId, id: Id<Self>) -> DeleteMany<Self> {
        Self::delete_many().filter(Self::ORG_ID.eq(org)).filter(Self::ID.eq(id))
    }
}

/// Makes the file's entity an `InWorkspace`.
#[macro_export]
macro_rules! in_workspace {
    () => {
        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}

        impl $crate::in_workspace::InWorkspace for Entity {
            const ID: Column = Column::Id;
            const ORG_ID: Column = Column::OrgId;
            const WORKSPACE_ID: Column = Column::WorkspaceId;

            fn frame(row: &Model) -> $crate::in_workspace::Frame<$crate::Id<Self>> {
                $crate::in_workspace::Frame {
                    id: row.id,
                    org_id: row.org_id,
                    workspace_id: row.workspace_id,
                    created_by: row.created_by,
                    created_at: row.created_at,
                    updated_at: row.updated_at,
                }
            }

            fn set_frame(row: &mut ActiveModel, frame: $crate::in_workspace::Frame<$crate::Id<Self>>) {
                row.id = sea_orm::Set(frame.id);
                row.org_id = sea_orm::Set(frame.org_id);
                row.workspace_id = sea_orm::Set(frame.workspace_id);
                row.created_by = sea_orm::Set(frame.created_by);
                row.created_at = sea_orm::Set(frame.created_at);
                row.updated_at = sea_orm::Set(frame.updated_at);
            }

            fn set_updated_at(row: &mut ActiveModel, at: $crate::Timestamp) {
                row.updated_at = sea_orm::Set(at);
            }
        }
    };
}
