//! Adding records to their chains: numbers without gaps, each hash over the one before, the head sealed.

use std::collections::BTreeMap;

use entity::{Action, AuditEventId, Chain, audit_event, audit_head};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    Seals,
    canonical::{genesis, hash},
};

/// Adds the records of a transaction to it, in the order they were made.
///
/// Chains are taken in the order of their ids, the server's last, so that transactions which extend several never wait
/// for each other in a ring. That an org's chain has begun is recorded in the server's: a chain that somebody does away
/// with whole is missed there.
pub async fn append(db: &impl ConnectionTrait, seals: &Seals, records: Vec<audit_event::Model>) -> Result<(), DbErr> {
    let mut chains = BTreeMap::<Chain, Vec<audit_event::Model>>::new();
    for record in records {
        chains.entry(record.chain).or_default().push(record);
    }
    while let Some((chain, records)) = chains.pop_first() {
        let first = extend(db, seals, chain, records).await?;
        if let Some(first) = first.filter(|_| chain != Chain::SERVER) {
            chains.entry(Chain::SERVER).or_default().push(beginning(&first));
        }
    }
    Ok(())
}

/// Three statements for any number of records. Gives back the record that began the chain, if one did.
async fn extend(
    db: &impl ConnectionTrait,
    seals: &Seals,
    chain: Chain,
    mut records: Vec<audit_event::Model>,
) -> Result<Option<audit_event::Model>, DbErr> {
    let trouble = |what: &str| DbErr::Custom(format!("audit chain {chain}: {what}"));
    let by = i64::try_from(records.len()).map_err(|_| trouble("too many records at once"))?;
    let advanced = audit_head::Entity::advance(db.get_database_backend(), chain, by, genesis(chain).to_vec());
    // From here on until the commit, this transaction alone extends the chain.
    let advanced = advanced.one(db).await?.ok_or_else(|| trouble("no head"))?;
    let old = audit_head::Model { sequence: advanced.sequence - by, ..advanced };

    let mut new = old.clone();
    for record in &mut records {
        new.sequence += 1;
        record.sequence = new.sequence;
        record.previous_hash.clone_from(&new.hash);
        record.hash = hash(record).ok_or_else(|| trouble("a record can't be hashed"))?.to_vec();
        new.hash.clone_from(&record.hash);
    }
    let begins = old.sequence == 0;
    new.seal = if begins || seals.is_good(&old) {
        seals.seal(&new)
    } else {
        // To seal it now would vouch for whatever was done to it. The change itself must not be held up.
        tracing::error!(%chain, "the audit chain's head was altered, or sealed with a secret that isn't known here");
        Vec::new()
    };
    let first = records.first().filter(|_| begins).cloned();
    audit_event::Entity::append(records).exec_without_returning(db).await?;
    audit_head::Entity::close(chain, new.hash, new.seal).exec(db).await?;
    Ok(first)
}

/// The server's record that a chain has begun, by whoever did what its first record tells.
fn beginning(first: &audit_event::Model) -> audit_event::Model {
    // Random enough for an id: nothing else is made of this hash.
    let random = first.hash.first_chunk().copied().unwrap_or_default();
    audit_event::Model {
        id: AuditEventId::new(first.created_at, random),
        chain: Chain::SERVER,
        action: Action::ChainStarted.as_str().to_owned(),
        target_id: Some(first.chain.to_string()),
        detail: None,
        ..first.clone()
    }
}
