//! Projects: what people work on in a workspace. Its viewers look, its editors write, keys too. Links that show one are
//! `share_link`'s.

use entity::{Timestamp, project};
use kernel::{
    audit::Action,
    wire::{Description, Name, Section, Text},
};
use poem_openapi::Object;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;

use crate::crud::{self, Actions, KeysToo, NewRow, Operations, Resource};

/// The section of the document.
pub const SECTION: Section =
    Section { name: "Projects", about: "What people work on in a workspace, and links that show it to others." };

pub type Api = crud::Api<Project>;

pub struct Project;

#[derive(Object, Deserialize)]
#[oai(rename = "ProjectFields", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fields {
    /// What people call it.
    name: Text<Name>,
    /// What it is about.
    #[serde(default)]
    description: Option<Text<Description>>,
}

impl From<&project::Model> for Fields {
    fn from(row: &project::Model) -> Self {
        Self {
            name: Text(Name::stored(&row.name)),
            description: row.description.as_deref().map(Description::stored).map(Text),
        }
    }
}

impl Resource for Project {
    type Table = project::Entity;
    type Fields = Fields;
    type Shown = Fields;
    type Change = KeysToo;
    type Delete = KeysToo;

    const PATH: &'static str = "/api/v1/projects";
    const SECTION: Section = SECTION;
    const SCHEMA: &'static str = "Project";
    const MEANING: &'static str = "What people work on in a workspace. The links that show it end with it.";
    const OPERATIONS: Operations = Operations {
        list: "list_projects",
        create: "create_project",
        get: "get_project",
        update: "update_project",
        delete: "delete_project",
    };
    const ACTIONS: Actions =
        Actions { created: Action::ProjectCreated, updated: Action::ProjectUpdated, deleted: Action::ProjectDeleted };

    fn write(fields: Fields, row: &mut NewRow<Self>, _: Timestamp) {
        row.name = Set(fields.name.0.into_string());
        row.description = Set(fields.description.map(|text| text.0.into_string()));
    }
}
