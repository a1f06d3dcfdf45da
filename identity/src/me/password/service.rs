//! Who may set a user's password: whoever knows the present one and, of a user with a second factor, has just shown
//! that too. A session alone never can, so that whoever has stolen one can't lock its owner out.

use entity::{mail_link, user};
use kernel::{
    audit::{Action, Event},
    error::{Error, Result},
    notice::{self, Notice},
    share::Holder,
    state::State,
};

use super::api::ChangePassword;
use crate::{
    account::factors::has_second_factor,
    policy::{self, Caller, SteppedUp},
    principal::{InOrg as _, Session},
    signin::{
        password::is_password_of,
        session::{issue, keep_only},
        sign_up::NewPassword,
        wire::{Issued, SessionOut},
    },
};

/// What a change of password brings.
pub struct NewSecret {
    pub current: Option<String>,
    pub new: NewPassword,
}

/// Changes the password: every other session of the user ends, and all that was handed out before is void. This session
/// gets a new token that carries no step-up.
///
/// # Errors
/// `FORBIDDEN` with RFC 9470's challenge, `UNAUTHORIZED` for a wrong password, `CONFLICT` when another change came first.
pub async fn change(caller: &Caller<ChangePassword>, secret: NewSecret) -> Result<Issued<SessionOut>> {
    let (state, session) = (caller.state(), caller.session());
    let user = user::Entity::by_id(session.user()).one(state.db.read()).await?.ok_or_else(Error::not_found)?;
    may_change(state, session, &user).await?;
    if user.password_hash.is_some() && secret.current.is_none() {
        return Err(Error::field("currentPassword", "is needed: the account has a password"));
    }
    if let Some(current) = secret.current {
        if !is_password_of(state, caller.attempt().await?, &user, current).await? {
            return Err(Error::unauthorized("The password is wrong"));
        }
    } else {
        caller.admit().await?;
    }
    let whose = [Holder::at(caller.context().address)];
    let password_hash = state.hasher.hash(&secret.new.into_string(), state.random(), &whose).await?;

    let now = state.now();
    let mut change = state.changes.begin_unasked().await?;
    let set = user::Entity::set_password(user.id, user.security_version, password_hash, now).exec(&change).await?;
    if set.rows_affected == 0 {
        return Err(Error::conflict("The account was changed at the same time; look again"));
    }
    mail_link::Entity::delete_of_address(&user.email_normalised).exec(&change).await?;
    keep_only(&mut change, session, now).await?;
    let event = Event::by_member(user.id, session.org(), Action::PasswordChanged, user.id);
    change.record(event);
    notice::tell(&change, &user.email, Notice::PasswordChanged)?;
    change.commit().await?;
    issue(state, session.picture.id, session.carrier).await
}

/// A second factor has to be shown by who has one, whatever else they know. Without one the present password is proof
/// enough; without that too, only a sign-in of just now is.
///
/// # Errors
/// `FORBIDDEN` with RFC 9470's challenge.
async fn may_change(state: &State, session: &Session, user: &user::Model) -> Result<()> {
    if SteppedUp::check(state, session).is_ok() {
        return Ok(());
    }
    let max_age = policy::window(&session.picture.member, state.config.step_up.max_age);
    let fresh = state.now() < session.picture.signed_in_at.plus(max_age);
    let enough = user.password_hash.is_some() || fresh;
    let allowed = enough && !has_second_factor(state.db.read(), user.id).await?;
    if allowed { Ok(()) } else { Err(policy::step_up_required(state, max_age)) }
}
