//! Doing again to a restored database what the revocation list says was done since the backup was taken. Everything here
//! only narrows: what was widened since (a user enabled again, a role raised) stays as the backup has it.

mod key;
mod member;
mod org;
mod person;
mod webhook;

use entity::{
    Action, api_key, device_login, email_change, exchange_code, invitation, mail_link, membership, session, sign_up,
};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it was, or more is shut than was.
    Done,
    /// The operator has to look: the list doesn't say enough.
    ToBeSeen,
}

impl Outcome {
    /// `Done` if it is true.
    const fn done_if(is_done: bool) -> Self {
        if is_done { Self::Done } else { Self::ToBeSeen }
    }
}

/// What holds whatever the list says. Nobody stays signed in, and nothing works that was mailed or handed out to be used
/// once: it may have been used, or replaced, since. So are refresh tokens, each of which is used once.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn always(state: &State, change: &Change) -> Result<()> {
    let now = state.now();
    session::Entity::end_every(now).exec(change).await?;
    api_key::Entity::revoke_every_token(now).exec(change).await?;
    mail_link::Entity::forget_all().exec(change).await?;
    email_change::Entity::forget_all().exec(change).await?;
    sign_up::Entity::forget_all().exec(change).await?;
    invitation::Entity::forget_all().exec(change).await?;
    device_login::Entity::forget_all().exec(change).await?;
    exchange_code::Entity::forget_all().exec(change).await?;
    Ok(())
}

/// Does one entry again. What the backup doesn't have any more, or not yet, needs nothing.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn narrow(state: &State, change: &mut Change, entry: &Entry) -> Result<Outcome> {
    use Action as A;
    let done = match entry.action {
        A::KeyRevoked | A::KeyRotated | A::KeyPaused | A::KeyUpdated | A::KeysRevoked => {
            key::narrow(state, change, entry).await?
        }
        A::UserDisabled
        | A::UserDeleted
        | A::UserPasswordSet
        | A::UserEmailChanged
        | A::PasswordChanged
        | A::PasswordReset
        | A::UserFactorsReset
        | A::TotpEnrolled
        | A::TotpRemoved
        | A::RecoveryCodeUsed
        | A::RecoveryCodesReplaced
        | A::PasskeyRemoved => person::narrow(state, change, entry).await?,
        // All of their kind have ended.
        A::GrantRevoked | A::InvitationAccepted | A::InvitationLinkCreated | A::InvitationRevoked => {
            Some(Outcome::Done)
        }
        action => match (entry.org, action) {
            (None, _) => None,
            (
                Some(org),
                A::MemberLeft
                | A::MemberRemoved
                | A::MemberRoleChanged
                | A::WorkspaceMemberLeft
                | A::WorkspaceMemberRemoved
                | A::WorkspaceMemberRoleChanged
                | A::AgentSessionParticipantRemoved,
            ) => member::narrow(state, change, entry, org).await?,
            (Some(org), A::WebhookDeleted | A::WebhookDisabled | A::WebhookUpdated) => {
                webhook::narrow(state, change, entry, org).await?
            }
            (Some(org), _) => org::narrow(state, change, entry, org).await?,
        },
    };
    Ok(done.unwrap_or(Outcome::ToBeSeen))
}

/// What the user, who may do less than before, may not have any more; nothing of somebody who is no member.
async fn withdraw(state: &State, change: &Change, org: entity::OrgId, user: entity::UserId) -> Result<()> {
    if let Some(held) = membership::Entity::of_user_in_org(user, org).one(change).await? {
        resource::workspace::withdraw(state, change, org, user, held.role).await?;
    }
    Ok(())
}
