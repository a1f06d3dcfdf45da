//! The code that a front end gets in place of a token, and exchanges for what the sign-in came to: a session, or the
//! wish for the second factor. It works once, for a minute.

use std::time::Duration;

use entity::{SignInMethod, exchange_code, user};
use kernel::{
    error::{Error, Result},
    state::State,
    token::{Plain, link},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{policy::Admission, session::Proof};

const LIFETIME: Duration = Duration::from_secs(60);

/// A code for somebody who has just signed in with a provider.
pub async fn issue(state: &State, user: &user::Model, method: SignInMethod) -> Result<Plain> {
    let code = link::mint(state.random());
    let row = exchange_code::ActiveModel {
        digest: Set(code.digest()),
        user_id: Set(user.id),
        security_version: Set(user.security_version),
        sign_in_method: Set(method),
        expires_at: Set(state.now().plus(LIFETIME)),
    };
    let write = state.db.begin().await?;
    row.insert(&write).await?;
    write.commit().await?;
    Ok(code)
}

/// Uses a code up.
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong.
pub async fn redeem(state: &State, admission: Admission, code: &str) -> Result<Proof> {
    let refused = || Error::unauthorized("The code is unknown, expired or was used before");
    let digest = link::digest(code).ok_or_else(refused)?;
    let row = exchange_code::Entity::by_digest(digest).one(state.db.read()).await?.ok_or_else(refused)?;
    let used = exchange_code::Entity::use_up(digest, state.now()).exec(state.db.write()).await?;
    if used.rows_affected == 0 {
        return Err(refused());
    }
    let user = user::Entity::by_id(row.user_id).one(state.db.read()).await?;
    let user = user.filter(|user| user.disabled_at.is_none() && user.security_version == row.security_version);
    let user = user.ok_or_else(refused)?;
    admission.succeeded(&state.limiter).await?;
    Ok(Proof::first(state, user, row.sign_in_method)?)
}
