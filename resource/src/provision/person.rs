//! The people of the operator's org: members of it, each in a team or in none. They are known by their address, which the
//! operator vouches for; who has an account here already joins with it.

use std::collections::BTreeMap;

use entity::{
    OrgId, OrgRole, Timestamp, UserId, WorkspaceId, WorkspaceRole, membership, user, workspace, workspace_member,
};
use identity::{
    account::{NewUser, create_user, join, name_from_address, operator},
    people,
    principal::Operator,
};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::{Error, Result},
    fence::Tag,
    request::Context,
    state::State,
    wire::email::Email,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::org::hold;

/// Somebody in the operator's org.
pub struct Person {
    pub id: UserId,
    pub email: String,
    pub team: Option<WorkspaceId>,
    /// When they joined.
    pub since: Timestamp,
    /// Of somebody who was searched for among all people: what they are called, and since when they are shut out.
    pub found: Option<(String, Option<Timestamp>)>,
}

/// Lets somebody in, as a plain member who may look at what is in their team.
///
/// # Errors
/// `BAD_REQUEST` for a team that isn't there, `CONFLICT` for somebody who is in already.
pub async fn create(
    state: &State,
    context: &Context,
    _by: Operator,
    email: Email,
    team: Option<(&'static str, WorkspaceId)>,
) -> Result<Person> {
    let (mut change, org) = hold(state, context).await?;
    if let Some((field, id)) = team {
        let found = workspace::Entity::kept_in_org(org, id).one(&change).await?;
        found.ok_or_else(|| Error::field(field, "there is no team with this id"))?;
    }
    let user = find_or_make(state, &change, &email).await?;
    join(state, &change, user.id, org, OrgRole::Member).await?;
    change.touch(Tag::User(user.id));
    let created = Event::by(Actor::Operator, org, Action::UserCreated, user.id);
    change.record(created.with_detail(json!({ "role": OrgRole::Member.as_str() })));
    if let Some((_, id)) = team {
        let_into(state, &change, (org, id), user.id).await?;
    }
    change.commit().await?;
    Ok(Person { id: user.id, email: user.email, team: team.map(|(_, id)| id), since: state.now(), found: None })
}

async fn find_or_make(state: &State, change: &Change, email: &Email) -> Result<user::Model> {
    if let Some(user) = user::Entity::by_email(&email.normalised()).one(change).await? {
        return Ok(user);
    }
    let account = NewUser {
        email: email.as_str().to_owned(),
        email_normalised: email.normalised(),
        name: name_from_address(email.as_str()),
        password_hash: None,
    };
    create_user(state, change, account).await
}

async fn let_into(state: &State, change: &Change, (org, team): (OrgId, WorkspaceId), user: UserId) -> Result<()> {
    let now = state.now();
    let member = workspace_member::ActiveModel {
        workspace_id: Set(team),
        user_id: Set(user),
        org_id: Set(org),
        role: Set(WorkspaceRole::Viewer),
        created_at: Set(now),
        updated_at: Set(now),
    };
    member.insert(change).await?;
    let added = Event::by(Actor::Operator, org, Action::WorkspaceMemberAdded, user);
    let detail = json!({ "workspaceId": team, "role": WorkspaceRole::Viewer.as_str() });
    change.record(added.with_detail(detail));
    Ok(())
}

/// At most `limit` people, the newest users first.
pub async fn list(state: &State, _by: Operator, after: Option<UserId>, limit: u64) -> Result<Vec<Person>> {
    let db = state.db.read();
    let Some(org) = operator::find(db).await? else { return Ok(Vec::new()) };
    let rows = membership::Entity::page_in_org(org, membership::Wanted::default(), after, limit).all(db).await?;
    let users = rows.iter().map(|row| row.membership.user_id);
    let teams = teams(state, org, users).await?;
    let person = |row: membership::MemberOfOrg| {
        let membership::Model { user_id: id, created_at: since, .. } = row.membership;
        Person { id, email: row.email, team: teams.get(&id).copied(), since, found: None }
    };
    Ok(rows.into_iter().map(person).collect())
}

/// At most `limit` of all people with an account, whichever org they are in, the newest first.
pub async fn search(
    state: &State,
    _by: Operator,
    wanted: user::Wanted<'_>,
    after: Option<UserId>,
    limit: u64,
) -> Result<Vec<Person>> {
    let users = people::list(state, wanted, after, limit).await?;
    let teams = match operator::find(state.db.read()).await? {
        Some(org) => teams(state, org, users.iter().map(|user| user.id)).await?,
        None => BTreeMap::new(),
    };
    let person = |user: user::Model| {
        let (team, found) = (teams.get(&user.id).copied(), Some((user.name, user.disabled_at)));
        Person { id: user.id, email: user.email, team, since: user.created_at, found }
    };
    Ok(users.into_iter().map(person).collect())
}

/// Of each, the team that they came to first.
async fn teams(
    state: &State,
    org: OrgId,
    users: impl IntoIterator<Item = UserId>,
) -> Result<BTreeMap<UserId, WorkspaceId>> {
    let places = workspace_member::Entity::of_users_in_org(org, users).all(state.db.read()).await?;
    let mut teams = BTreeMap::new();
    for place in places {
        teams.entry(place.user_id).or_insert(place.workspace_id);
    }
    Ok(teams)
}
