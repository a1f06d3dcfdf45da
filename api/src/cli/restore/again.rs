//! Doing again to a restored database what the revocation list says was done since the backup was taken. Everything here
//! only narrows: what was widened since (a user enabled again, a role raised) stays as the backup has it.

use entity::{
    Action, InvitationId, KeyId, OrgId, OrgRole, PasskeyId, ProjectId, Scope, ScopeSet, ShareLinkId, UserId,
    WorkspaceId, WorkspaceRole, agent, api_key, connection, email_change, invitation, mail_link, membership, org,
    passkey, recovery_code, session, share_link, totp_secret, user, workspace, workspace_member,
};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it was, or more is shut than was.
    Done,
    /// The operator has to look: the list doesn't say enough.
    ToBeSeen,
}

/// What holds whatever the list says: nobody stays signed in, and no mailed link works that may have been used.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn always(state: &State, change: &Change) -> Result<()> {
    session::Entity::end_every(state.now()).exec(change).await?;
    mail_link::Entity::forget_all().exec(change).await?;
    email_change::Entity::forget_all().exec(change).await?;
    Ok(())
}

/// Does one entry again. What the backup doesn't have any more, or not yet, needs nothing.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn narrow(state: &State, change: &mut Change, entry: &Entry) -> Result<Outcome> {
    let done = match entry.action {
        Action::KeyRevoked
        | Action::KeyRotated
        | Action::KeyPaused
        | Action::KeyUpdated
        | Action::KeysRevoked
        | Action::GrantRevoked => key(state, change, entry).await?,
        Action::UserDisabled
        | Action::UserDeleted
        | Action::UserPasswordSet
        | Action::PasswordChanged
        | Action::PasswordReset
        | Action::UserFactorsReset
        | Action::TotpEnrolled
        | Action::TotpRemoved
        | Action::RecoveryCodeUsed
        | Action::RecoveryCodesReplaced
        | Action::PasskeyRemoved => person(state, change, entry).await?,
        _ => match entry.org {
            Some(org) => in_org(state, change, entry, org).await?,
            None => None,
        },
    };
    Ok(if done.is_some() { Outcome::Done } else { Outcome::ToBeSeen })
}

async fn key(state: &State, change: &Change, entry: &Entry) -> Result<Option<()>> {
    let now = state.now();
    if entry.action == Action::KeysRevoked {
        let Ok(before) = entry.target.parse() else { return Ok(None) };
        let told = || entry.detail["org"].as_str().and_then(|org| org.parse().ok());
        api_key::Entity::revoke_issued_before(before, entry.org.or_else(told), now).exec(change).await?;
        return Ok(Some(()));
    }
    let Ok(id) = entry.target.parse::<KeyId>() else { return Ok(None) };
    // A grant's access token is a key, of the grant's id.
    if matches!(entry.action, Action::KeyRevoked | Action::KeyRotated | Action::GrantRevoked) {
        api_key::Entity::revoke_of_all(id, now).exec(change).await?;
        return Ok(Some(()));
    }
    let Some(row) = api_key::Entity::find_of_all(id).one(change).await? else { return Ok(Some(())) };
    let (mut changed, scopes, user) = (row.clone().into_active_model(), row.scopes, row.user_id);
    if entry.action == Action::KeyPaused {
        (changed.paused_at, changed.paused_by) = (Set(Some(now)), Set(Some(entry.user.unwrap_or(user))));
    } else {
        let Some(told) = entry.detail["scopes"].as_array() else { return Ok(None) };
        let told: Option<ScopeSet> = told.iter().map(|scope| scope.as_str()?.parse::<Scope>().ok()).collect();
        let Some(told) = told else { return Ok(None) };
        changed.scopes = Set(scopes.iter().filter(|scope| told.contains(*scope)).collect());
    }
    changed.update(change).await?;
    Ok(Some(()))
}

async fn person(state: &State, change: &Change, entry: &Entry) -> Result<Option<()>> {
    let now = state.now();
    if entry.action == Action::PasskeyRemoved {
        let (Some(user), Ok(id)) = (entry.user, entry.target.parse::<PasskeyId>()) else { return Ok(None) };
        passkey::Entity::delete_of_user(user, id).exec(change).await?;
        return Ok(Some(()));
    }
    let Ok(user) = entry.target.parse::<UserId>() else { return Ok(None) };
    match entry.action {
        Action::UserDisabled => {
            user::Entity::disable(user, now).exec(change).await?;
        }
        Action::UserDeleted => {
            // Its row stays, shut: what becomes of its orgs is for a person to decide.
            let was_there = user::Entity::disable(user, now).exec(change).await?.rows_affected > 0;
            user::Entity::remove_password(user, now).exec(change).await?;
            return Ok((!was_there).then_some(()));
        }
        Action::UserPasswordSet | Action::PasswordChanged | Action::PasswordReset => {
            user::Entity::remove_password(user, now).exec(change).await?;
        }
        Action::UserFactorsReset => {
            totp_secret::Entity::clear(user).exec(change).await?;
            passkey::Entity::delete_all_of_user(user).exec(change).await?;
            recovery_code::Entity::delete_of_user(user).exec(change).await?;
        }
        Action::TotpEnrolled | Action::TotpRemoved => {
            totp_secret::Entity::clear(user).exec(change).await?;
        }
        _ => {
            recovery_code::Entity::delete_of_user(user).exec(change).await?;
        }
    }
    Ok(Some(()))
}

async fn in_org(state: &State, change: &mut Change, entry: &Entry, org: OrgId) -> Result<Option<()>> {
    let (now, target, detail) = (state.now(), entry.target.as_str(), &entry.detail);
    let told = |name: &str| detail[name].as_str();
    let workspace = told("workspaceId").and_then(|id| id.parse::<WorkspaceId>().ok());
    match entry.action {
        Action::MemberLeft | Action::MemberRemoved => {
            let Ok(user) = target.parse() else { return Ok(None) };
            membership::Entity::remove_in_org(org, user).exec(change).await?;
            api_key::Entity::revoke_all_of_user_in_org(org, user, now).exec(change).await?;
        }
        Action::MemberRoleChanged => {
            let (Ok(user), Some(role)) = (target.parse(), told("to").and_then(|role| role.parse::<OrgRole>().ok()))
            else {
                return Ok(None);
            };
            let held = membership::Entity::of_user_in_org(user, org).one(change).await?;
            if held.is_some_and(|held| role < held.role) {
                membership::Entity::set_role_in_org(org, user, role, now).exec(change).await?;
            }
        }
        Action::OrgDeleted => identity::account::end_org(state, change, org).await?,
        Action::OrgUpdated => return stricter(state, change, entry, org).await,
        Action::WorkspaceDeleted => {
            let Ok(id) = target.parse() else { return Ok(None) };
            api_key::Entity::revoke_all_in_workspace_in_org(org, id, now).exec(change).await?;
            workspace::Entity::remove_in_org(org, id).exec(change).await?;
        }
        Action::WorkspaceMemberLeft | Action::WorkspaceMemberRemoved | Action::WorkspaceMemberRoleChanged => {
            let (Ok(user), Some(workspace)) = (target.parse(), workspace) else { return Ok(None) };
            if entry.action != Action::WorkspaceMemberRoleChanged {
                workspace_member::Entity::remove_in_org(org, workspace, user).exec(change).await?;
                api_key::Entity::revoke_astray_of_user_in_org(org, user, now).exec(change).await?;
                return Ok(Some(()));
            }
            let Some(role) = told("to").and_then(|role| role.parse::<WorkspaceRole>().ok()) else { return Ok(None) };
            let held = workspace_member::Entity::of_user_in_org(org, user, workspace).one(change).await?;
            if held.is_some_and(|held| role < held.role) {
                workspace_member::Entity::set_role_in_org(org, workspace, user, role, now).exec(change).await?;
            }
        }
        Action::ShareLinkRevoked => {
            let project = told("projectId").and_then(|id| id.parse::<ProjectId>().ok());
            let (Some(project), Ok(id)) = (project, target.parse::<ShareLinkId>()) else { return Ok(None) };
            share_link::Entity::revoke_in_org(org, project, id, now).exec(change).await?;
        }
        Action::ProjectDeleted => {
            let Ok(project) = target.parse::<ProjectId>() else { return Ok(None) };
            share_link::Entity::revoke_all_in_org(org, project).exec(change).await?;
        }
        Action::InvitationAccepted | Action::InvitationLinkCreated | Action::InvitationRevoked => {
            let Ok(id) = target.parse::<InvitationId>() else { return Ok(None) };
            invitation::Entity::revoke_in_org(org, id, now).exec(change).await?;
        }
        Action::ConnectionDeleted => {
            let Ok(id) = target.parse() else { return Ok(None) };
            connection::Entity::delete_in_org(org, id).exec(change).await?;
        }
        Action::AgentRetired => {
            let Ok(id) = target.parse() else { return Ok(None) };
            agent::Entity::retire_in_org(org, id, now).exec(change).await?;
        }
        _ => return Ok(None),
    }
    Ok(Some(()))
}

/// The settings of an org, where the list has a stricter one.
async fn stricter(state: &State, change: &Change, entry: &Entry, org: OrgId) -> Result<Option<()>> {
    let Some(row) = org::Entity::by_id(org).one(change).await? else { return Ok(Some(())) };
    let detail = &entry.detail;
    let least = |ours: Option<i32>, name: &str| {
        let told = detail[name].as_i64().and_then(|number| i32::try_from(number).ok());
        [ours, told].into_iter().flatten().min()
    };
    let days = least(row.max_key_lifetime_days, "maxKeyLifetimeDays");
    let age = least(row.step_up_max_age, "stepUpMaxAge");
    let strict = row.strict_scopes || detail["strictScopes"] == true;
    let since = row.two_factor_since.or_else(|| (detail["requireTwoFactor"] == true).then(|| state.now()));
    let mut changed = row.into_active_model();
    (changed.max_key_lifetime_days, changed.step_up_max_age) = (Set(days), Set(age));
    (changed.strict_scopes, changed.two_factor_since) = (Set(strict), Set(since));
    changed.update(change).await?;
    Ok(Some(()))
}
