//! What happens when guesses have locked an account: the owner is told, once, and the audit trail says so.

use entity::{Digest, attempt, membership, user};
use kernel::{
    audit::{Action, Actor, Event},
    error::Result,
    inbound::Inbound,
    limiter::{Target, lockout},
    notice::{self, Notice},
};
use serde_json::json;

/// Notes that `counter` has locked the account, in every org of its user, and mails the owner. Does nothing the second
/// time, and nothing that anybody sees where there is no such account.
pub async fn raise(Inbound { state, context }: &Inbound, target: &Target, counter: Digest) -> Result<()> {
    let change = state.changes.begin(context).await?;
    let told = attempt::Entity::tell(counter, lockout::FAILURES, state.now()).exec(&change).await?;
    if told.rows_affected == 0 {
        return Ok(());
    }
    let user = user::Entity::by_email(target.email()).one(&change).await?;
    if let Some(user) = &user {
        let joined = membership::Entity::of_user(user.id).all(&change).await?;
        let orgs = joined.iter().map(|membership| Some(membership.org_id));
        for org in orgs.chain(joined.is_empty().then_some(None)) {
            let event = Event {
                actor: Actor::Unknown,
                org,
                action: Action::AccountLocked,
                target: user.id.to_string(),
                detail: Some(json!({ "aim": target.aim() })),
            };
            change.record(event);
        }
    }
    if let Some(user) = user {
        notice::tell(&change, &user.email, Notice::AccountLocked)?;
    }
    change.commit().await
}
