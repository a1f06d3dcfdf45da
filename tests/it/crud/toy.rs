//! A resource of the tests' own, marbles: all that adding one takes is in this file, in the order of `docs/recipes.md`, and it
//! passes what all others do. The words of the audit log are a closed set, so it borrows those of memories.

use almond::{app, openapi};
use entity::Timestamp;
use kernel::{
    audit::Action,
    wire::{Description, Name, Section, Text},
};
use migration::{create_in_workspace, drop_tables};
use poem::EndpointExt;
use poem_openapi::Object;
use resource::crud::{self, Actions, KeysToo, NewRow, Operations, Resource};
use sea_orm::ActiveValue::Set;
use sea_orm_migration::{prelude::*, schema::*};
use serde::Deserialize;
use serde_json::json;
use tests::Toy;

pub const TOY: Toy = Toy {
    dialect: None,
    migration: Some(&Migration),
    serve: |state| app::behind_front_door(state, openapi::operations_with(Api::default())).map_to_response().boxed(),
};

/// What would be `entity/src/marble.rs`.
pub mod marble {
    use entity::{Id, OrgId, Timestamp, UserId, WorkspaceId, in_workspace};
    use sea_orm::entity::prelude::*;

    pub type MarbleId = Id<Entity>;

    /// A marble of a workspace.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "marbles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MarbleId,
        pub org_id: OrgId,
        pub workspace_id: WorkspaceId,
        pub name: String,
        pub description: Option<String>,
        pub created_by: UserId,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }

    in_workspace!();
}

/// What would be a file of `migration/src`.
#[derive(DeriveMigrationName)]
struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_in_workspace(manager, "marbles", |table| table.col(text("name")).col(text_null("description"))).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["marbles"]).await
    }
}

/// What would be in `resource/src/marble`, from here on.
const SECTION: Section = Section { name: "Marbles", about: "What the tests play with." };

pub type Api = crud::Api<Marble>;

pub struct Marble;

#[derive(Object, Deserialize)]
#[oai(rename = "MarbleFields", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fields {
    /// What people call it.
    name: Text<Name>,
    /// What it looks like.
    #[serde(default)]
    description: Option<Text<Description>>,
}

impl From<&marble::Model> for Fields {
    fn from(row: &marble::Model) -> Self {
        Self {
            name: Text(Name::stored(&row.name)),
            description: row.description.as_deref().map(Description::stored).map(Text),
        }
    }
}

impl Resource for Marble {
    type Table = marble::Entity;
    type Fields = Fields;
    type Shown = Fields;
    type Change = KeysToo;
    type Delete = KeysToo;

    const PATH: &'static str = "/api/v1/marbles";
    const SECTION: Section = SECTION;
    const SCHEMA: &'static str = "Marble";
    const MEANING: &'static str = "What the tests play with.";
    const OPERATIONS: Operations = Operations {
        list: "list_marbles",
        create: "create_marble",
        get: "get_marble",
        update: "update_marble",
        delete: "delete_marble",
    };
    const ACTIONS: Actions =
        Actions { created: Action::MemoryCreated, updated: Action::MemoryUpdated, deleted: Action::MemoryDeleted };

    fn write(fields: Fields, row: &mut NewRow<Self>, _: Timestamp) {
        row.name = Set(fields.name.0.into_string());
        row.description = Set(fields.description.map(|text| text.0.into_string()));
    }
}

/// What all tests of `crud` ask of it.
pub fn resource() -> super::Resource {
    super::Resource {
        path: Marble::PATH,
        one: "memory",
        required: json!({ "name": format!("marble {}", uuid::Uuid::now_v7()) }),
        optional: ("description", json!("blue, with a white band")),
    }
}
