//! The end of a sign-up: a link, and a password where there was more than one application, become an account. With it
//! every application for the address is over.

use entity::{OrgRole, SignInMethod, sign_up as row};
use kernel::{
    audit::{Action, Event},
    change::Change,
    error::{Error, Result},
    request::Context,
    share::Holder,
    state::State,
};
use serde_json::json;

use super::refused;
use crate::{
    account::{NewUser, create_org, create_user, join, personal_org_name, sign_up},
    policy::Attempt,
    session::Proof,
};

/// Makes the account that the link stands for or, given a password, that of the application it was chosen for. A
/// password that is given is checked, needed or not.
///
/// # Errors
/// `UNAUTHORIZED` for a link that was used, and for a password that is needed or wrong; `CONFLICT` when the address got
/// an account in the meantime.
pub async fn finish(
    state: &State,
    context: &Context,
    of_link: row::Model,
    guess: Option<(Attempt, String)>,
) -> Result<Proof> {
    let is_proved = guess.is_some();
    let application = match guess {
        None => of_link,
        Some((attempt, password)) => choose(state, context, attempt, of_link, &password).await?,
    };
    let (change, open) = hold(state, context, &application).await?;
    let application = open.into_iter().find(|row| row.id == application.id).ok_or_else(refused)?;
    if application.contested && !is_proved {
        return Err(password_needed("is needed: somebody signed up with this address more than once"));
    }
    let org_name = application.org_name.unwrap_or_else(|| personal_org_name(&application.name));
    let account = NewUser {
        email: application.email,
        email_normalised: application.email_normalised,
        name: application.name,
        password_hash: Some(application.password_hash),
    };
    make(state, change, account, org_name).await
}

/// The application that the password was chosen for: the link's own before the others for its address.
///
/// # Errors
/// `UNAUTHORIZED` if it is none of theirs; the guess stays counted.
async fn choose(
    state: &State,
    context: &Context,
    attempt: Attempt,
    of_link: row::Model,
    password: &str,
) -> Result<row::Model> {
    let open = row::Entity::open_of_address(&of_link.email_normalised, state.now());
    let others = open.all(state.db.read()).await?.into_iter().filter(|other| other.id != of_link.id);
    let candidates: Vec<_> = std::iter::once(of_link.clone()).chain(others).collect();
    for candidate in candidates {
        match state.hasher.verify(Some(&candidate.password_hash), password, &[Holder::at(context.address)]).await {
            Ok(false) => {}
            Ok(true) => {
                attempt.succeeded().await?;
                return Ok(candidate);
            }
            Err(nobody_looked) => {
                attempt.take_back().await?;
                return Err(nobody_looked.into());
            }
        }
    }
    attempt.failed().await?;
    Err(password_needed("is none of those that were chosen when signing up with this address"))
}

fn password_needed(why: &str) -> Error {
    let fields = json!({ "password": why });
    Error::unauthorized("The password chosen when signing up is required").with_details(json!({ "fields": fields }))
}

/// A change that ends the sign-ups with an address: the applications that are open, held until it ends.
pub(super) async fn hold(state: &State, context: &Context, of: &row::Model) -> Result<(Change, Vec<row::Model>)> {
    let change = state.changes.begin(context).await?;
    let now = state.now();
    let mut open = row::Entity::lock_of_address(&of.email_normalised).all(&change).await?;
    open.retain(|application| now < application.expires_at);
    Ok((change, open))
}

/// Makes the account with an org of its own.
///
/// # Errors
/// `FORBIDDEN` where the address may have none, or none yet: the link is not used up.
pub(super) async fn make(state: &State, change: Change, account: NewUser, org_name: String) -> Result<Proof> {
    if let Some(why) = sign_up::bar(state, &change, &account.email_normalised).await? {
        return Err(Error::forbidden(why.as_str()));
    }
    let user = create_user(state, &change, account).await?;
    let org = create_org(state, &change, org_name, None).await?;
    join(state, &change, user.id, org, OrgRole::Owner).await?;
    let event = Event::by_member(user.id, org, Action::UserSignedUp, user.id);
    change.record(event);
    change.commit().await?;
    Ok(Proof::first(state, user, SignInMethod::SignUp)?)
}
