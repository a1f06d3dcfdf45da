//! `/internal/users`: the people of the operator's org, known by their e-mail address; and a search among all people that
//! have an account. What is done to one of them is `people`'s.

use entity::{OrgId, UserId, WorkspaceId, user::Wanted};
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
    provision::{Person, create_person, list_people, search_people},
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
    /// When they were let in; of somebody who was searched for, when their account was made.
    created_at: String,
    /// Of somebody who was searched for: what people call them.
    #[oai(skip_serializing_if_is_none)]
    name: Option<String>,
    /// Of somebody who was searched for: true if they are shut out.
    #[oai(skip_serializing_if_is_none)]
    disabled: Option<bool>,
}

impl From<Person> for UserOut {
    fn from(Person { id, email, team, since, found }: Person) -> Self {
        let (name, disabled) = found.map(|(name, disabled_at)| (name, disabled_at.is_some())).unzip();
        let team_id = team.map(|team| Text(TypeId(team)));
        Self { id: Text(TypeId(id)), external_id: email, team_id, created_at: in_seconds(since), name, disabled }
    }
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/users", tag = "SECTION")]
impl Api {
    /// List the users, newest first.
    ///
    /// Without a filter, those of the operator's org; with `query`, `disabled`, `org` or `everybody`, those of all people
    /// that have an account.
    #[oai(path = "/", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_internal_users(
        &self,
        caller: Caller<ListInternalUsers>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<TypeId<UserId>>>>,
        /// What the address or the name has in it.
        query: Query<Option<String>>,
        /// Those who are shut out, or those who aren't.
        disabled: Query<Option<bool>>,
        /// The members of this org.
        org: Query<Option<Text<OrgId>>>,
        /// `true`: everybody.
        everybody: Query<Option<bool>>,
    ) -> Result<Listed<Vec<UserOut>>> {
        let part = Part::new(limit, after);
        let (state, by, after) = (caller.state(), *caller.who(), part.after.map(|after| after.0));
        let wanted = Wanted { query: query.0.as_deref(), disabled: disabled.0, org: org.0.map(|org| org.0) };
        let people = match wanted.is_any() || everybody.0.unwrap_or(false) {
            true => search_people(state, by, wanted, after, part.fetch()).await?,
            false => list_people(state, by, after, part.fetch()).await?,
        };
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
