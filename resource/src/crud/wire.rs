//! A resource on the wire: its own fields, and those that all of them have. The schemas are put together here too, so that
//! each is one flat object in the document.

use std::{borrow::Cow, marker::PhantomData};

use entity::{
    Timestamp, UserId, WorkspaceId,
    in_workspace::{Frame, InWorkspace},
};
use kernel::{
    error::Result,
    inbound::{Members, from_members},
    wire::Text,
};
use poem_openapi::{
    Object,
    registry::{MetaSchema, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Resource, Row};

/// Where a new one is to be.
#[derive(Object, Deserialize)]
#[oai(rename = "InWorkspace", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Place {
    /// The workspace to put it into.
    workspace_id: Text<WorkspaceId>,
}

/// What is shown of every one besides what it is about.
#[derive(Object)]
#[oai(rename = "Frame", rename_all = "camelCase")]
struct FrameOut {
    id: Text<entity::Id<()>>,
    /// The workspace that it is in.
    workspace_id: Text<WorkspaceId>,
    /// Who made it.
    created_by: Text<UserId>,
    created_at: Text<Timestamp>,
    updated_at: Text<Timestamp>,
}

/// The id is that of no table in particular, so that one schema does for all.
impl<T> From<Frame<entity::Id<T>>> for FrameOut {
    fn from(frame: Frame<entity::Id<T>>) -> Self {
        Self {
            id: Text(frame.id.uuid().into()),
            workspace_id: Text(frame.workspace_id),
            created_by: Text(frame.created_by),
            created_at: Text(frame.created_at),
            updated_at: Text(frame.updated_at),
        }
    }
}

/// One to be made.
#[derive(Deserialize)]
#[serde(transparent, bound = "")]
pub struct CreateIn<R> {
    given: Members,
    #[serde(skip)]
    of: PhantomData<R>,
}

impl<R: Resource> CreateIn<R> {
    /// # Errors
    /// `BAD_REQUEST` names the field.
    pub fn read(self) -> Result<(WorkspaceId, R::Fields)> {
        let mut given = self.given.0;
        let place = given.remove_entry("workspaceId").into_iter().collect();
        let place: Place = from_members(place)?;
        Ok((place.workspace_id.0, from_members(given)?))
    }
}

/// What to change of one: absent is unchanged, `null` clears.
#[derive(Deserialize)]
#[serde(transparent, bound = "")]
pub struct UpdateIn<R> {
    given: Members,
    #[serde(skip)]
    of: PhantomData<R>,
}

impl<R: Resource> UpdateIn<R> {
    /// The row's fields as they are to be; `None` if that is what they are.
    ///
    /// # Errors
    /// `BAD_REQUEST` names the field.
    pub fn read(self, row: &Row<R>) -> Result<Option<R::Fields>> {
        let present = members(&R::Fields::from(row));
        let mut wanted = present.clone();
        wanted.extend(self.given.0);
        let fields: R::Fields = from_members(wanted)?;
        Ok(if members(&fields) == present { None } else { Some(fields) })
    }
}

/// One, as it is shown.
pub struct Out<R: Resource> {
    frame: FrameOut,
    shown: R::Shown,
}

impl<R: Resource> Out<R> {
    pub fn new(row: &Row<R>) -> Self {
        Self { frame: R::Table::frame(row).into(), shown: row.into() }
    }
}

impl<R: Resource> ToJSON for Out<R> {
    fn to_json(&self) -> Option<Value> {
        let mut all = members(&self.frame);
        all.extend(members(&self.shown));
        Some(Value::Object(all))
    }
}

fn members(object: &impl ToJSON) -> Map<String, Value> {
    match object.to_json() {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// An object that has the properties of both.
fn joined<A: Type, B: Type>(registry: &mut Registry, description: &'static str) -> MetaSchema {
    let (first, second) = (registry.create_fake_schema::<A>(), registry.create_fake_schema::<B>());
    let mut schema = MetaSchema::new("object");
    schema.description = Some(description);
    schema.required = [first.required, second.required].concat();
    schema.properties = [first.properties, second.properties].concat();
    schema
}

/// The fields of which none has to be there, and none is by default.
fn optional<A: Type>(registry: &mut Registry, description: &'static str) -> MetaSchema {
    let mut schema = registry.create_fake_schema::<A>();
    (schema.title, schema.description, schema.required) = (None, Some(description), Vec::new());
    for (_, property) in &mut schema.properties {
        if let MetaSchemaRef::Inline(property) = property {
            property.default = None;
        }
    }
    schema
}

macro_rules! object {
    ($object:ident is $name:expr, $schema:expr) => {
        impl<R: Resource> Type for $object<R> {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                $name
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Reference(Self::name().into_owned())
            }

            fn register(registry: &mut Registry) {
                registry.create_schema::<Self, _>(Self::name().into_owned(), $schema);
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }
    };
}
object!(CreateIn is format!("Create{}", R::SCHEMA).into(), |registry| {
    joined::<Place, R::Fields>(registry, "One to be made.")
});
object!(UpdateIn is format!("Update{}", R::SCHEMA).into(), |registry| {
    optional::<R::Fields>(registry, "What to change: absent is unchanged, `null` clears.")
});
object!(Out is R::SCHEMA.into(), |registry| joined::<FrameOut, R::Shown>(registry, R::MEANING));
