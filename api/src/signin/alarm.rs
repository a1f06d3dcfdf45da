//! What happens when guesses have locked an account: the owner is told, once, and the audit trail says so.

use entity::{Digest, attempt, membership, user};
use serde_json::json;

use crate::{
    audit::{self, Actor, Event},
    context::Context,
    error::Result,
    limiter::{Account, lockout},
    notice::{self, Change},
    state::State,
};

/// Notes that `counter` has locked the account, in every org of its user, and mails the owner. Does nothing the second
/// time, and nothing that anybody sees where there is no such account.
pub async fn raise(state: &State, context: &Context, account: &Account, counter: Digest) -> Result<()> {
    let write = state.db.begin().await?;
    let told = attempt::Entity::tell(counter, lockout::FAILURES, state.now()).exec(&write).await?;
    if told.rows_affected == 0 {
        return Ok(());
    }
    let user = user::Entity::by_email(account.email()).one(&write).await?;
    if let Some(user) = &user {
        let joined = membership::Entity::of_user(user.id).all(&write).await?;
        let orgs = joined.iter().map(|membership| Some(membership.org_id));
        for org in orgs.chain(joined.is_empty().then_some(None)) {
            let event = Event {
                actor: Actor::Unknown,
                org,
                action: "account.locked",
                target: user.id.to_string(),
                detail: Some(json!({ "aim": account.aim() })),
                context: Some(context),
            };
            audit::record(state, &write, event).await?;
        }
    }
    write.commit().await?;
    if let Some(user) = user {
        notice::tell(state, &user.email, Change::AccountLocked);
    }
    Ok(())
}
