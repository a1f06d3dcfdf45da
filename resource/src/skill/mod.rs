//! Skills: what the agents of a workspace are told they can do. Who changes one changes what every agent does, so a person
//! has to be there.

use entity::{Timestamp, skill};
use kernel::{
    audit::Action,
    wire::{Description, Name, Prose, Section, Text},
};
use poem_openapi::Object;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;

use crate::crud::{self, Actions, BrowserOnly, NewRow, Operations, Resource, on};

/// The section of the document.
const SECTION: Section = Section { name: "Skills", about: "What the agents of a workspace are told they can do." };

pub type Api = crud::Api<Skill>;

pub struct Skill;

#[derive(Object, Deserialize)]
#[oai(rename = "SkillFields", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fields {
    /// What people and agents call it; the workspace has one of the name.
    name: Text<Name>,
    /// When to use it.
    #[serde(default)]
    description: Option<Text<Description>>,
    /// What an agent is to do.
    instructions: Text<Prose<65_536>>,
    /// True if agents are told of it.
    #[serde(default = "on")]
    #[oai(default = "on")]
    enabled: bool,
}

impl From<&skill::Model> for Fields {
    fn from(row: &skill::Model) -> Self {
        Self {
            name: Text(Name::stored(&row.name)),
            description: row.description.as_deref().map(Description::stored).map(Text),
            instructions: Text(Prose::stored(&row.instructions)),
            enabled: row.enabled,
        }
    }
}

impl Resource for Skill {
    type Table = skill::Entity;
    type Fields = Fields;
    type Shown = Fields;
    type Change = BrowserOnly;
    type Delete = BrowserOnly;

    const PATH: &'static str = "/api/v1/skills";
    const SECTION: Section = SECTION;
    const SCHEMA: &'static str = "Skill";
    const MEANING: &'static str = "What the agents of a workspace are told they can do.";
    const OPERATIONS: Operations = Operations {
        list: "list_skills",
        create: "create_skill",
        get: "get_skill",
        update: "update_skill",
        delete: "delete_skill",
    };
    const ACTIONS: Actions =
        Actions { created: Action::SkillCreated, updated: Action::SkillUpdated, deleted: Action::SkillDeleted };
    const UNIQUE_NAME: bool = true;

    fn write(fields: Fields, row: &mut NewRow<Self>, _: Timestamp) {
        row.name = Set(fields.name.0.into_string());
        row.description = Set(fields.description.map(|text| text.0.into_string()));
        row.instructions = Set(fields.instructions.0.into_string());
        row.enabled = Set(fields.enabled);
    }
}
