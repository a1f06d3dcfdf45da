//! What the operator does about mails that were not sent: looks at them, and has them sent again. Never what a mail says.

use entity::{MailId, MailStatus, mail};
use kernel::{
    error::{Error, Result},
    post::PATIENCE,
    state::State,
};

/// A part of all mails there are, newest first; only those with the status, if one is given.
pub async fn list(
    state: &State,
    status: Option<MailStatus>,
    after: Option<MailId>,
    limit: u64,
) -> Result<Vec<mail::Model>> {
    Ok(mail::Entity::page(status, after, limit).all(state.db.read()).await?)
}

/// Has a mail sent again at once, and for three days if need be; gives it as it is then.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` for one that is sent, void or just being sent.
pub async fn retry(state: &State, id: MailId) -> Result<mail::Model> {
    let now = state.now();
    let revived = mail::Entity::revive(id, now, now.plus(PATIENCE)).exec(state.db.write()).await?;
    let found = mail::Entity::by_id(id).one(state.db.write()).await?.ok_or_else(Error::not_found)?;
    if revived.rows_affected == 0 {
        return Err(Error::conflict("The mail is sent, void or just being sent"));
    }
    Ok(found)
}

/// As `retry`, all that failed; says how many.
pub async fn retry_failed(state: &State) -> Result<u64> {
    let now = state.now();
    let revived = mail::Entity::revive_failed(now, now.plus(PATIENCE)).exec(state.db.write()).await?;
    Ok(revived.rows_affected)
}
