//! `/internal/teams`: workspaces of the operator's org, and what they may spend.

use entity::WorkspaceId;
use identity::principal::Operator;
use kernel::error::{Code, Error};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    types::MaybeUndefined,
};
use serde::Deserialize;

use super::{
    super::{Bare, Caller, JsonBody, Limit, Listed, Name, Part, Rule, Surface, Text, in_seconds},
    Result, SURFACE,
    type_id::TypeId,
};
use crate::{
    budget::NewLimits,
    key::dialect::SECTION,
    provision::{Team, create_team, list_teams, update_team},
};

struct ListTeams;

impl Rule for ListTeams {
    type Who = Operator;
    const NAME: &'static str = "list_teams";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

struct CreateTeam;

impl Rule for CreateTeam {
    type Who = Operator;
    const NAME: &'static str = "create_team";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::NotFound, Code::Conflict];
}

struct UpdateTeam;

impl Rule for UpdateTeam {
    type Who = Operator;
    const NAME: &'static str = "update_team";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

/// A team to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateTeam")]
#[serde(deny_unknown_fields)]
struct CreateIn {
    name: Text<Name>,
    /// Tokens that its keys may spend in a minute; unless given, any number.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    tpm_limit: Option<u64>,
    /// Tokens that its keys may spend in a day; unless given, any number.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    daily_token_limit: Option<u64>,
}

/// What to change of a team: absent is unchanged, `null` lifts a limit.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateTeam")]
#[serde(deny_unknown_fields)]
struct UpdateIn {
    /// The team's name; can't be cleared.
    #[serde(default)]
    name: MaybeUndefined<Text<Name>>,
    /// Tokens in a minute.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    tpm_limit: MaybeUndefined<u64>,
    /// Tokens in a day.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    daily_token_limit: MaybeUndefined<u64>,
}

/// A team.
#[derive(Object)]
#[oai(rename = "Team")]
struct TeamOut {
    id: Text<TypeId<WorkspaceId>>,
    /// What people call it.
    name: String,
    /// Tokens that its keys may spend in a minute; `null`: any number.
    tpm_limit: Option<i64>,
    /// Tokens that its keys may spend in a day; `null`: any number.
    daily_token_limit: Option<i64>,
    /// When it was made.
    created_at: String,
}

impl From<Team> for TeamOut {
    fn from(Team { row, limits }: Team) -> Self {
        Self {
            id: Text(TypeId(row.id)),
            name: row.name,
            tpm_limit: limits.per_minute,
            daily_token_limit: limits.per_day,
            created_at: in_seconds(row.created_at),
        }
    }
}

fn renamed(name: MaybeUndefined<Text<Name>>) -> std::result::Result<Option<Name>, Error> {
    match name {
        MaybeUndefined::Value(name) => Ok(Some(name.0)),
        MaybeUndefined::Undefined => Ok(None),
        MaybeUndefined::Null => Err(Error::field("name", "can't be null")),
    }
}

fn change(per_minute: MaybeUndefined<u64>, per_day: MaybeUndefined<u64>) -> NewLimits {
    NewLimits { per_minute: ("tpm_limit", per_minute), per_day: ("daily_token_limit", per_day) }
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/teams", tag = "SECTION")]
impl Api {
    /// List the teams, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_teams(
        &self,
        caller: Caller<ListTeams>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<TypeId<WorkspaceId>>>>,
    ) -> Result<Listed<Vec<TeamOut>>> {
        let part = Part::new(limit, after);
        let after = part.after.map(|after| after.0);
        let teams = list_teams(caller.state(), *caller.who(), after, part.fetch()).await?;
        Ok(part.cut(teams, |team| TypeId(team.row.id)).map(TeamOut::from))
    }

    /// Make a team.
    ///
    /// It is a workspace of the org with the handle `internal`; its limits are the workspace's budget.
    #[oai(path = "/", method = "post")]
    async fn create_team(&self, caller: Caller<CreateTeam>, body: JsonBody<CreateIn>) -> Result<Bare<TeamOut, 201>> {
        let CreateIn { name, tpm_limit, daily_token_limit } = body.0;
        let given = |limit: Option<u64>| limit.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value);
        let change = change(given(tpm_limit), given(daily_token_limit));
        let team = create_team(caller.state(), caller.context(), *caller.who(), name.0, change).await?;
        Ok(Bare(team.into()))
    }

    /// Change a team's name or limits.
    #[oai(path = "/:id", method = "patch")]
    async fn update_team(
        &self,
        caller: Caller<UpdateTeam>,
        /// The team's id.
        id: Path<Text<TypeId<WorkspaceId>>>,
        body: JsonBody<UpdateIn>,
    ) -> Result<Bare<TeamOut>> {
        let UpdateIn { name, tpm_limit, daily_token_limit } = body.0;
        let (name, change) = (renamed(name)?, change(tpm_limit, daily_token_limit));
        let (state, context) = (caller.state(), caller.context());
        Ok(Bare(update_team(state, context, *caller.who(), id.0.0.0, name, change).await?.into()))
    }
}
