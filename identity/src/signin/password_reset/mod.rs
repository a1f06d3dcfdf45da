//! Setting a new password with a mailed link. It signs nobody in and takes no second factor away: it ends every session
//! of the user, voids half-done sign-ins and all mailed links, and tells the owner.

mod api;

pub use api::Api;
use entity::{LinkPurpose, mail_link as row, user};
use kernel::{
    audit::{Action, Actor, Event},
    error::Result,
    notice::{self, Notice},
    request::Context,
    share::Holder,
    state::State,
};

use super::{
    mail_link::{self, Live, refused},
    session::end_all,
    sign_up::NewPassword,
};

/// Uses the link up and sets the password. The user's row comes first, as in every change that locks more than one, so
/// that no two wait for each other.
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong with the link.
async fn reset(state: &State, context: &Context, token: &str, password: NewPassword) -> Result<()> {
    let Live { user, digest } = mail_link::find(state, LinkPurpose::PasswordReset, token).await?;
    let whose = [Holder::at(context.address)];
    let password_hash = state.hasher.hash(&password.into_string(), state.random(), &whose).await?;
    let now = state.now();
    let mut change = state.changes.begin(context).await?;
    let set = user::Entity::set_password(user.id, user.security_version, password_hash, now).exec(&change).await?;
    let used = row::Entity::use_up(LinkPurpose::PasswordReset, digest, now).exec(&change).await?;
    if set.rows_affected == 0 || used.rows_affected == 0 {
        return Err(refused());
    }
    user::Entity::verify_email(user.id, now).exec(&change).await?;
    row::Entity::delete_of_address(&user.email_normalised).exec(&change).await?;
    end_all(&mut change, user.id, now).await?;
    let event = Event {
        actor: Actor::User(user.id),
        org: None,
        action: Action::PasswordReset,
        target: user.id.to_string(),
        detail: None,
    };
    change.record(event);
    notice::tell(&change, &user.email, Notice::PasswordReset)?;
    change.commit().await
}
