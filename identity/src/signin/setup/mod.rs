//! Setting an installation up: a link that the server prints as long as nobody has an account makes the first person and
//! their org. Whoever reads what the server prints runs it, so the address needs no mail to be believed.

mod api;

use std::time::Duration;

pub use api::Api;
use entity::{OrgRole, SignInMethod, setup_link, user};
use kernel::{
    audit::{Action, Event},
    error::{Error, Result},
    inbound::Inbound,
    share::Holder,
    state::State,
    token::{Plain, link},
    wire::email::{Email, is_allowed},
};
use serde_json::json;

use crate::{
    account::{NewUser, create_org, create_user, join},
    policy::Admission,
    session::Proof,
};

/// How long a link works; the next start prints another.
const LIFETIME: Duration = Duration::from_secs(3600);

/// The first person and their org.
struct First {
    email: Email,
    password: String,
    name: String,
    org_name: String,
}

/// A new link's token, in place of an older one; `None` if somebody has an account.
///
/// # Errors
/// `UNAVAILABLE`
pub async fn offer(state: &State) -> Result<Option<Plain>> {
    if user::Entity::anybody().one(state.db.read()).await?.is_some() {
        return Ok(None);
    }
    let token = link::mint(state.random());
    let row = setup_link::Entity::put(token.digest(), state.now().plus(LIFETIME));
    row.exec_without_returning(state.db.write()).await?;
    Ok(Some(token))
}

/// Makes the first account and its org. Of two that use the link at once, one does: it is used up by one statement, in the
/// same transaction.
///
/// # Errors
/// `UNAUTHORIZED` for a link that is unknown, expired or was used, and once anybody has an account; `FORBIDDEN` for an
/// address that could not sign in here.
async fn set_up(inbound: &Inbound, _admission: Admission, token: &str, first: First) -> Result<Proof> {
    let Inbound { state, context } = inbound;
    let digest = link::digest(token).ok_or_else(refused)?;
    if !is_allowed(first.email.as_str(), state.config.sign_in.allowed_email_domains.as_ref()) {
        return Err(Error::forbidden("domain_not_allowed"));
    }
    // What a stranger sends costs no hash.
    setup_link::Entity::open(digest, state.now()).one(state.db.read()).await?.ok_or_else(refused)?;
    let password_hash = state.hasher.hash(&first.password, state.random(), &[Holder::at(context.address)]).await?;
    let change = state.changes.begin(context).await?;
    if setup_link::Entity::consume(digest, state.now()).exec(&change).await?.rows_affected != 1 {
        return Err(refused());
    }
    let account = NewUser {
        email: first.email.as_str().to_owned(),
        email_normalised: first.email.normalised(),
        name: first.name,
        password_hash: Some(password_hash),
    };
    let user = create_user(state, &change, account).await?;
    let org = create_org(state, &change, first.org_name, None).await?;
    join(state, &change, user.id, org, OrgRole::Owner).await?;
    let event = Event::by_member(user.id, org, Action::UserSignedUp, user.id);
    change.record(event.with_detail(json!({ "setUp": true })));
    change.commit().await?;
    Ok(Proof::first(state, user, SignInMethod::SignUp)?)
}

/// The one answer for a link that doesn't work, or doesn't any more.
fn refused() -> Error {
    Error::unauthorized("The link is unknown, expired or was used before")
}
