//! Guardrails: what the agents of a workspace must not do, or not unasked. Who could lower one could have an agent do
//! anything, so a person has to be there. Almond keeps them; whatever runs the agents asks for them and goes by them.

use entity::{GuardrailKind, Timestamp, guardrail};
use kernel::{
    audit::Action,
    wire::{Description, Name, Prose, Section, Text},
};
use poem_openapi::Object;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;

use crate::crud::{self, Actions, BrowserOnly, NewRow, Operations, Resource, on};

/// The section of the document.
const SECTION: Section =
    Section { name: "Guardrails", about: "What the agents of a workspace must not do, or not unasked." };

pub type Api = crud::Api<Guardrail>;

pub struct Guardrail;

#[derive(Object, Deserialize)]
#[oai(rename = "GuardrailFields", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fields {
    /// What people call it.
    name: Text<Name>,
    /// What it is for.
    #[serde(default)]
    description: Option<Text<Description>>,
    kind: Text<GuardrailKind>,
    /// What it looks out for, in the words of whatever enforces it.
    pattern: Text<Prose<8192>>,
    /// True if it counts.
    #[serde(default = "on")]
    #[oai(default = "on")]
    enabled: bool,
}

impl From<&guardrail::Model> for Fields {
    fn from(row: &guardrail::Model) -> Self {
        Self {
            name: Text(Name::stored(&row.name)),
            description: row.description.as_deref().map(Description::stored).map(Text),
            kind: Text(row.kind),
            pattern: Text(Prose::stored(&row.pattern)),
            enabled: row.enabled,
        }
    }
}

impl Resource for Guardrail {
    type Table = guardrail::Entity;
    type Fields = Fields;
    type Shown = Fields;
    type Change = BrowserOnly;
    type Delete = BrowserOnly;

    const PATH: &'static str = "/api/v1/guardrails";
    const SECTION: Section = SECTION;
    const SCHEMA: &'static str = "Guardrail";
    const MEANING: &'static str = "What the agents of a workspace must not do, or not unasked.";
    const OPERATIONS: Operations = Operations {
        list: "list_guardrails",
        create: "create_guardrail",
        get: "get_guardrail",
        update: "update_guardrail",
        delete: "delete_guardrail",
    };
    const ACTIONS: Actions = Actions {
        created: Action::GuardrailCreated,
        updated: Action::GuardrailUpdated,
        deleted: Action::GuardrailDeleted,
    };

    fn write(fields: Fields, row: &mut NewRow<Self>, _: Timestamp) {
        row.name = Set(fields.name.0.into_string());
        row.description = Set(fields.description.map(|text| text.0.into_string()));
        row.kind = Set(fields.kind.0);
        row.pattern = Set(fields.pattern.0.into_string());
        row.enabled = Set(fields.enabled);
    }
}
