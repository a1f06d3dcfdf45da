//! `/internal/users/{id}` and below: what the operator does for people and to them, whichever org they are in. It is ours
//! beside what the text has, in the text's shape.

use std::{fmt, str::FromStr};

use entity::UserId;
use identity::{
    people::{self, By, Deletion, Named},
    principal::Operator,
    signin::sign_up::NewPassword,
};
use kernel::{
    error::Code,
    wire::{email::Email, text::TextShape},
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    registry::MetaSchema,
};
use serde::Deserialize;

use super::{
    super::{Bare, Caller, JsonBody, Rule, Surface, Text},
    Result, SURFACE,
    person_out::{DeletionOut, PersonOut},
    type_id::TypeId,
};
use crate::key::dialect::SECTION;

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal),* $(,)?) => {$(
        $(#[$doc])*
        struct $rule;

        impl Rule for $rule {
            type Who = Operator;
            const NAME: &'static str = $name;
            const SURFACE: Surface = SURFACE;
            const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
        }
    )*};
}
rules!(
    GetUser = "get_internal_user",
    DeleteUser = "delete_internal_user",
    GetDeletion = "get_internal_user_deletion",
    DisableUser = "disable_internal_user",
    EnableUser = "enable_internal_user",
    SetPassword = "set_internal_user_password",
    ResetFactors = "reset_internal_user_factors",
    SetEmail = "set_internal_user_email",
);

/// A person in a path: by the TypeID that this surface gives, the native id, or the address.
#[derive(Clone, Debug)]
pub struct Who(Named);

impl FromStr for Who {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        match text.parse::<TypeId<UserId>>() {
            Ok(id) => Ok(Self(Named::Id(id.0))),
            Err(_) => text.parse().map(Self).map_err(str::to_owned),
        }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Named::Id(id) => TypeId(*id).fmt(f),
            Named::Address(email) => email.fmt(f),
        }
    }
}

impl TextShape for Who {
    const NAME: &'static str = "InternalUserName";

    fn describe(schema: &mut MetaSchema) {
        schema.max_length = Some(254);
        schema.example = Some("ada@example.com".into());
    }
}

/// A password.
#[derive(Object, Deserialize)]
#[oai(rename = "SetInternalUserPassword")]
#[serde(deny_unknown_fields)]
struct PasswordIn {
    password: Text<NewPassword>,
}

/// An address.
#[derive(Object, Deserialize)]
#[oai(rename = "SetInternalUserEmail")]
#[serde(deny_unknown_fields)]
struct EmailIn {
    email: Text<Email>,
}

/// What the handlers have in common: whose doing it is, and what they answer.
macro_rules! changed {
    ($caller:ident, $change:ident($($argument:expr),*)) => {{
        let (state, by) = ($caller.state(), By::operator($caller.context(), *$caller.who()));
        let user = people::$change(state, by, $($argument),*).await?;
        Ok(Bare(PersonOut::from(people::about(state, user).await?)))
    }};
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/users", tag = "SECTION")]
impl Api {
    /// Look at somebody: address, factors, orgs, sessions, keys.
    #[oai(path = "/:id", method = "get")]
    async fn get_internal_user(
        &self,
        caller: Caller<GetUser>,
        /// The user's id or address.
        id: Path<Text<Who>>,
    ) -> Result<Bare<PersonOut>> {
        let user = people::find(caller.state().db.read(), &id.0.0.0).await?;
        Ok(Bare(PersonOut::from(people::about(caller.state(), user).await?)))
    }

    /// Delete somebody, with their sessions, keys and factors, and the orgs in which nobody else is.
    ///
    /// 409 names the orgs that would be left without an owner. Audit records stay.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_internal_user(
        &self,
        caller: Caller<DeleteUser>,
        /// The user's id or address.
        id: Path<Text<Who>>,
        /// The member (id or address) who becomes owner of the orgs that would be left without one.
        hand_over_to: Query<Option<Text<Who>>>,
    ) -> Result<Bare<DeletionOut>> {
        let (by, heir) = (By::operator(caller.context(), *caller.who()), hand_over_to.0.map(|heir| heir.0.0));
        let wanted = Deletion { named: &id.0.0.0, heir: heir.as_ref(), confirmation: None };
        let (user, plan) = people::delete(caller.state(), by, &wanted).await?;
        Ok(Bare(DeletionOut::new(&user, plan)))
    }

    /// What deleting somebody would do.
    #[oai(path = "/:id/deletion", method = "get")]
    async fn get_internal_user_deletion(
        &self,
        caller: Caller<GetDeletion>,
        /// The user's id or address.
        id: Path<Text<Who>>,
        /// Who would become owner of the orgs that would be left without one.
        hand_over_to: Query<Option<Text<Who>>>,
    ) -> Result<Bare<DeletionOut>> {
        let (db, heir) = (caller.state().db.read(), hand_over_to.0.map(|heir| heir.0.0));
        let user = people::find(db, &id.0.0.0).await?;
        Ok(Bare(DeletionOut::new(&user, people::plan(db, &user, heir.as_ref()).await?)))
    }

    /// Shut somebody out: every session ends, their keys are refused, and no way to sign in works.
    #[oai(path = "/:id/disable", method = "post")]
    async fn disable_internal_user(
        &self,
        caller: Caller<DisableUser>,
        /// The user's id or address.
        id: Path<Text<Who>>,
    ) -> Result<Bare<PersonOut>> {
        changed!(caller, disable(&id.0.0.0))
    }

    /// Let somebody in again.
    ///
    /// Their keys work again; sessions that ended stay so.
    #[oai(path = "/:id/enable", method = "post")]
    async fn enable_internal_user(
        &self,
        caller: Caller<EnableUser>,
        /// The user's id or address.
        id: Path<Text<Who>>,
    ) -> Result<Bare<PersonOut>> {
        changed!(caller, enable(&id.0.0.0))
    }

    /// Set somebody's password; every session ends.
    #[oai(path = "/:id/password", method = "post")]
    async fn set_internal_user_password(
        &self,
        caller: Caller<SetPassword>,
        /// The user's id or address.
        id: Path<Text<Who>>,
        body: JsonBody<PasswordIn>,
    ) -> Result<Bare<PersonOut>> {
        changed!(caller, set_password(&id.0.0.0, body.0.password.0))
    }

    /// Take somebody's authenticator app, passkeys and recovery codes away; every session ends.
    #[oai(path = "/:id/reset-factors", method = "post")]
    async fn reset_internal_user_factors(
        &self,
        caller: Caller<ResetFactors>,
        /// The user's id or address.
        id: Path<Text<Who>>,
    ) -> Result<Bare<PersonOut>> {
        changed!(caller, reset_factors(&id.0.0.0))
    }

    /// Give somebody another address, which counts as verified; every session ends.
    #[oai(path = "/:id/email", method = "post")]
    async fn set_internal_user_email(
        &self,
        caller: Caller<SetEmail>,
        /// The user's id or address.
        id: Path<Text<Who>>,
        body: JsonBody<EmailIn>,
    ) -> Result<Bare<PersonOut>> {
        changed!(caller, set_email(&id.0.0.0, body.0.email.0))
    }
}
