//! The operator's changes of an account. Each voids what was handed out before (sessions, half-done sign-ins, mailed
//! links), so that nothing that was begun with the account as it was ends in a session afterwards.

use entity::{UserId, api_key, email_change, mail_link, passkey, recovery_code, sign_up, totp_secret, user};
use kernel::{
    audit::Action,
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    fence::Tag,
    notice::{self, Notice},
    state::State,
    wire::email::Email,
};
use serde_json::json;

use super::{By, Named, find, record};
use crate::signin::{session::end_all, sign_up::NewPassword};

/// Shuts a person out: no way to sign in works, every session ends, and their keys are refused while it lasts. Doing it
/// twice is no error.
///
/// # Errors
/// `NOT_FOUND`
pub async fn disable(state: &State, by: By<'_>, named: &Named) -> Result<user::Model> {
    let (mut change, user) = begin(state, by, named).await?;
    if user::Entity::disable(user.id, state.now()).exec(&change).await?.rows_affected == 0 {
        return settled(state, change, user).await;
    }
    void(state, &mut change, &user).await?;
    notice::tell(&change, &user.email, Notice::AccountDisabled)?;
    finish(by, change, &user, Action::UserDisabled).await?;
    shown(state, user.id).await
}

/// Lets a person in again. Their keys work again, and nothing else that ended: they sign in anew.
///
/// # Errors
/// `NOT_FOUND`
pub async fn enable(state: &State, by: By<'_>, named: &Named) -> Result<user::Model> {
    let (mut change, user) = begin(state, by, named).await?;
    if user::Entity::enable(user.id, state.now()).exec(&change).await?.rows_affected == 0 {
        return settled(state, change, user).await;
    }
    change.touch(Tag::User(user.id));
    // Keys that work again must be seen through the memory of keys that are none.
    for key in api_key::Entity::live_of_user(user.id).all(&change).await? {
        change.touch(Tag::Digest(key.digest));
    }
    notice::tell(&change, &user.email, Notice::AccountEnabled)?;
    finish(by, change, &user, Action::UserEnabled).await?;
    shown(state, user.id).await
}

/// Gives a person another password, of whom the operator knows who they are. Their second factors stay.
///
/// # Errors
/// `NOT_FOUND`
pub async fn set_password(state: &State, by: By<'_>, named: &Named, password: NewPassword) -> Result<user::Model> {
    find(state.db.read(), named).await?;
    let hash = state.hasher.hash(&password.into_string(), state.random(), &[]).await?;
    let (mut change, user) = begin(state, by, named).await?;
    user::Entity::put_password(user.id, hash, state.now()).exec(&change).await?;
    void(state, &mut change, &user).await?;
    notice::tell(&change, &user.email, Notice::PasswordSetByOperator)?;
    finish(by, change, &user, Action::UserPasswordSet).await?;
    shown(state, user.id).await
}

/// Takes a person's second factors away, who has lost them: the authenticator, the passkeys and the recovery codes.
///
/// # Errors
/// `NOT_FOUND`
pub async fn reset_factors(state: &State, by: By<'_>, named: &Named) -> Result<user::Model> {
    let (mut change, user) = begin(state, by, named).await?;
    user::Entity::raise_security_version(user.id, state.now()).exec(&change).await?;
    let totp = totp_secret::Entity::clear(user.id).exec(&change).await?.rows_affected > 0;
    let passkeys = passkey::Entity::delete_all_of_user(user.id).exec(&change).await?.rows_affected;
    recovery_code::Entity::delete_of_user(user.id).exec(&change).await?;
    void(state, &mut change, &user).await?;
    let detail = json!({ "totp": totp, "passkeys": passkeys });
    record(&change, by.actor, Action::UserFactorsReset, user.id, Some(detail)).await?;
    notice::tell(&change, &user.email, Notice::FactorsReset)?;
    change.commit().await?;
    shown(state, user.id).await
}

/// Gives a person another address, which the operator vouches for. Both addresses are told.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` when the address has another account.
pub async fn set_email(state: &State, by: By<'_>, named: &Named, email: Email) -> Result<user::Model> {
    // The applications before the user, as in every change that locks both.
    let change = by.begin(state).await?;
    forget_applications(&change, &email).await?;
    let (mut change, user) = lock(change, named).await?;
    if user.email == email.as_str() {
        return settled(state, change, user).await;
    }
    move_to(state, &mut change, &user, &email).await?;
    end_all(&mut change, user.id, state.now()).await?;
    for address in [&user.email, email.as_str()] {
        notice::tell(&change, address, Notice::AddressChangedByOperator)?;
    }
    finish(by, change, &user, Action::UserEmailChanged).await?;
    shown(state, user.id).await
}

/// What anybody has applied with to sign up with an address that gets an account is void.
pub async fn forget_applications(change: &Change, email: &Email) -> Result<()> {
    sign_up::Entity::lock_of_address(&email.normalised()).all(change).await?;
    sign_up::Entity::delete_of_address(&email.normalised()).exec(change).await?;
    Ok(())
}

/// Moves the account to an address, where no other has it. What was mailed to the old one is void; who the person is at
/// providers stays.
///
/// # Errors
/// `CONFLICT`
pub async fn move_to(state: &State, change: &mut Change, user: &user::Model, email: &Email) -> Result<()> {
    let moved = user::Entity::set_email(user.id, email.as_str(), &email.normalised(), state.now()).exec(&*change).await;
    moved.or_conflict("The address has an account")?;
    for address in [&user.email_normalised, &email.normalised()] {
        mail_link::Entity::delete_of_address(address).exec(&*change).await?;
    }
    email_change::Entity::delete_of_user(user.id).exec(&*change).await?;
    change.touch(Tag::User(user.id));
    Ok(())
}

async fn begin(state: &State, by: By<'_>, named: &Named) -> Result<(Change, user::Model)> {
    lock(by.begin(state).await?, named).await
}

/// The user's row comes first, as in every change that locks more than one.
async fn lock(change: Change, named: &Named) -> Result<(Change, user::Model)> {
    let id = find(&change, named).await?.id;
    let user = user::Entity::lock(id).one(&change).await?.ok_or_else(Error::not_found)?;
    Ok((change, user))
}

/// Ends the sessions and the mailed links of a user whose security version was raised.
async fn void(state: &State, change: &mut Change, user: &user::Model) -> Result<()> {
    mail_link::Entity::delete_of_address(&user.email_normalised).exec(&*change).await?;
    email_change::Entity::delete_of_user(user.id).exec(&*change).await?;
    end_all(change, user.id, state.now()).await
}

async fn finish(by: By<'_>, change: Change, user: &user::Model, action: Action) -> Result<()> {
    record(&change, by.actor, action, user.id, None).await?;
    change.commit().await
}

/// There is nothing to change; whoever changed it may still be waiting for other nodes.
async fn settled(state: &State, change: Change, user: user::Model) -> Result<user::Model> {
    drop(change);
    state.fence.settle().await?;
    Ok(user)
}

async fn shown(state: &State, id: UserId) -> Result<user::Model> {
    user::Entity::by_id(id).one(state.db.read()).await?.ok_or_else(Error::not_found)
}
