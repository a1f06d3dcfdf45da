//! Signing in with a mailed link. It is a first step: a user with a second factor is asked for that too.

mod api;

pub use api::Api;
use entity::{LinkPurpose, SignInMethod, mail_link as row};
use kernel::{error::Result, state::State};

use super::mail_link::{self, Live};
use crate::session::Proof;

/// Uses the link up. Nothing is drawn from a bucket: a token of 256 bits is not guessed, and a stranger who has emptied
/// an account's bucket must not keep its owner from a link that is in their mail.
///
/// # Errors
/// `UNAUTHORIZED`, the same whatever is wrong with the link.
async fn verify(state: &State, token: &str) -> Result<Proof> {
    let Live { user, digest } = mail_link::find(state, LinkPurpose::MagicLink, token).await?;
    let used = row::Entity::use_up(LinkPurpose::MagicLink, digest, state.now()).exec(state.db.write()).await?;
    if used.rows_affected == 0 {
        return Err(mail_link::refused());
    }
    Ok(Proof::first(state, user, SignInMethod::MagicLink)?)
}
