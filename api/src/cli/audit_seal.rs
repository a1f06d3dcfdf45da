//! Sealing heads with the secret of now: before an earlier one is given up, or when the operator has looked into a head
//! whose seal didn't hold.

use entity::{Action, Chain, OrgId, audit_head};
use kernel::{
    audit::{Actor, Event},
    error::Result,
    state::State,
};
use sea_orm::QuerySelect;

/// Seals the heads that the secret of now didn't seal, of one org or of all; each chain tells of it. Says how many.
pub async fn seal_anew(state: &State, org: Option<OrgId>) -> Result<u64> {
    let heads = match org {
        Some(_) => audit_head::Entity::of(Chain::of(org)),
        None => audit_head::Entity::all(),
    };
    let mut sealed = 0;
    for head in heads.all(state.db.read()).await? {
        if !state.audit_seals.is_current(&head) {
            seal_one(state, head.chain).await?;
            sealed += 1;
        }
    }
    Ok(sealed)
}

async fn seal_one(state: &State, chain: Chain) -> Result<()> {
    let change = state.changes.begin_unasked().await?;
    if let Some(head) = audit_head::Entity::of(chain).lock_exclusive().one(&change).await? {
        let seal = state.audit_seals.seal(&head);
        audit_head::Entity::close(chain, head.hash, seal).exec(&change).await?;
        change.record(Event::by(Actor::Operator, chain.org(), Action::AuditSealed, chain));
    }
    change.commit().await
}
