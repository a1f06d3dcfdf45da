//! `/internal/users`: the people of the operator's org, known by their e-mail address.

use entity::{UserId, WorkspaceId};
use identity::principal::Operator;
use kernel::{error::Code, wire::email::Email};
use poem_openapi::{Object, OpenApi, param::Query};
use serde::Deserialize;

use super::{
    super::{Bare, Caller, JsonBody, Limit, Listed, Part, Rule, Surface, Text, in_seconds},
    Result, SURFACE,
    type_id::TypeId,
};
use crate::{
    key::dialect::SECTION,
    provision::{Person, create_person, list_people},
};

struct ListInternalUsers;

impl Rule for ListInternalUsers {
    type Who = Operator;
    const NAME: &'static str = "list_internal_users";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct CreateInternalUser;

impl Rule for CreateInternalUser {
    type Who = Operator;
    const NAME: &'static str = "create_internal_user";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
}

/// Somebody to be let in.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateInternalUser")]
#[serde(deny_unknown_fields)]
struct CreateIn {
    /// Their e-mail address, by which they sign in with Google too.
    external_id: Text<Email>,
    /// Their team: the keys that they get are held to its limits.
    #[serde(default)]
    team_id: Option<Text<TypeId<WorkspaceId>>>,
}

/// Somebody of the operator's org.
#[derive(Object)]
#[oai(rename = "InternalUser")]
struct UserOut {
    id: Text<TypeId<UserId>>,
    /// Their e-mail address.
    external_id: String,
    /// Their team, if they are in one.
    team_id: Option<Text<TypeId<WorkspaceId>>>,
    /// When they were let in.
    created_at: String,
}

impl From<Person> for UserOut {
    fn from(Person { id, email, team, since }: Person) -> Self {
        let team_id = team.map(|team| Text(TypeId(team)));
        Self { id: Text(TypeId(id)), external_id: email, team_id, created_at: in_seconds(since) }
    }
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/users", tag = "SECTION")]
impl Api {
    /// List the users, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_internal_users(
        &self,
        caller: Caller<ListInternalUsers>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<TypeId<UserId>>>>,
    ) -> Result<Listed<Vec<UserOut>>> {
        let part = Part::new(limit, after);
        let after = part.after.map(|after| after.0);
        let people = list_people(caller.state(), *caller.who(), after, part.fetch()).await?;
        Ok(part.cut(people, |person| TypeId(person.id)).map(UserOut::from))
    }

    /// Let somebody in.
    ///
    /// They become a member of the org with the handle `internal` and, where a team is given, of that workspace. Who has an
    /// account with this address already joins with it.
    #[oai(path = "/", method = "post")]
    async fn create_internal_user(
        &self,
        caller: Caller<CreateInternalUser>,
        body: JsonBody<CreateIn>,
    ) -> Result<Bare<UserOut, 201>> {
        let CreateIn { external_id, team_id } = body.0;
        let team = team_id.map(|id| ("team_id", id.0.0));
        let person = create_person(caller.state(), caller.context(), *caller.who(), external_id.0, team).await?;
        Ok(Bare(person.into()))
    }
}
