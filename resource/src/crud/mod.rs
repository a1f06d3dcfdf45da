//! The five standard operations on things that are in a workspace each: list, create, get, update, delete, written once.
//! A resource says what its fields are and who may write them (`Resource`); nothing here knows any resource.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
use entity::{
    Timestamp,
    in_workspace::{Frame, InWorkspace},
};
use identity::{
    policy::{StepUpNeed, Tenant},
    principal::{InOrg, Member, Session},
};
use kernel::{audit::Action, change::Change, error::Result, wire::Section};
use poem_openapi::types::{ToJSON, Type};
use sea_orm::EntityTrait;
use serde::de::DeserializeOwned;
pub use service::{find, hold};

/// What there is to say about a resource. Everybody in the workspace may look; editors write, with what `Change` and
/// `Delete` ask for.
pub trait Resource: Sized + Send + Sync + 'static {
    type Table: InWorkspace;
    /// What a client says about one. Reading it is checking it; it denies unknown fields. A PATCH is read as the present
    /// fields with those it gives in their place, so absent is unchanged, and `null` clears what may be without a value.
    type Fields: Type + ToJSON + DeserializeOwned + Send + for<'a> From<&'a Row<Self>>;
    /// What a client is shown of one: `Fields`, unless there is more to see.
    type Shown: Type + ToJSON + for<'a> From<&'a Row<Self>>;
    type Change: Guard;
    type Delete: Guard;

    const PATH: &'static str;
    /// Its section of the document.
    const SECTION: Section;
    /// What one is called in the document, and what it is.
    const SCHEMA: &'static str;
    const MEANING: &'static str;
    const OPERATIONS: Operations;
    const ACTIONS: Actions;
    /// True if the table has an index that keeps a workspace from having two of one name.
    const UNIQUE_NAME: bool = false;

    /// Sets the row's own columns.
    fn write(fields: Self::Fields, row: &mut NewRow<Self>, now: Timestamp);

    /// Checks what the fields alone don't tell, as part of the change.
    ///
    /// # Errors
    /// `BAD_REQUEST` that names the field.
    fn check(_tenant: &Tenant, _write: &Change, _fields: &Self::Fields) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

pub type Id<R> = entity::Id<<R as Resource>::Table>;
pub type Row<R> = <<R as Resource>::Table as EntityTrait>::Model;
pub type NewRow<R> = <<R as Resource>::Table as EntityTrait>::ActiveModel;

fn frame<R: Resource>(row: &Row<R>) -> Frame<Id<R>> {
    R::Table::frame(row)
}

/// The ids of the operations.
pub struct Operations {
    pub list: &'static str,
    pub create: &'static str,
    pub get: &'static str,
    pub update: &'static str,
    pub delete: &'static str,
}

/// What the audit log calls the changes.
pub struct Actions {
    pub created: Action,
    pub updated: Action,
    pub deleted: Action,
}

/// Which callers may do it, and whether they have to prove to be there.
pub trait Guard: Send + Sync + 'static {
    type Who: InOrg;
    const STEP_UP: StepUpNeed;
}

/// From the browser only, with a step-up: no key may.
pub struct BrowserOnly;

impl Guard for BrowserOnly {
    type Who = Session;
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
}

/// Sessions and keys.
pub struct KeysToo;

impl Guard for KeysToo {
    type Who = Member;
    const STEP_UP: StepUpNeed = StepUpNeed::Never;
}

/// What a switch is that nobody has set, for `#[serde(default = "on")]`.
pub const fn on() -> bool {
    true
}
