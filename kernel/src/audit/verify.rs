//! Checking every chain from its first record to its head, beside writers that go on meanwhile: a head is read first, and
//! then the records up to it, which nobody rightly changes any more.

use std::{collections::BTreeSet, fmt, str::FromStr};

use entity::{Action, Chain, OrgId, audit_event, audit_head};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};

use super::{Seals, walk::Walk};
use crate::error::{Code, Error, Result};

/// How many rows are read at once.
const PAGE: u64 = 1000;

/// Where a chain ended when somebody wrote it down: `CHAIN:SEQUENCE:HASH`, as verifying prints it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptHead {
    chain: Chain,
    sequence: i64,
    hash: String,
}

impl KeptHead {
    pub fn of(head: &audit_head::Model) -> Self {
        Self { chain: head.chain, sequence: head.sequence, hash: hex::encode(&head.hash) }
    }
}

impl fmt::Display for KeptHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.chain, self.sequence, self.hash)
    }
}

impl FromStr for KeptHead {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = || {
            let mut parts = text.trim().splitn(3, ':');
            let (chain, sequence, hash) = (parts.next()?, parts.next()?, parts.next()?);
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            let (chain, sequence) = (chain.parse().ok()?, sequence.parse().ok()?);
            is_hash.then(|| Self { chain, sequence, hash: hash.to_ascii_lowercase() })
        };
        parts().ok_or("expected CHAIN:SEQUENCE:HASH, as `almond audit verify` prints it")
    }
}

/// Checks one org's chain, or all and the server's; and that what was kept elsewhere is still in them. Gives the heads.
///
/// # Errors
/// `CONFLICT` whose message has a line for every finding.
pub async fn verify(
    db: &impl ConnectionTrait,
    seals: &Seals,
    org: Option<OrgId>,
    kept: &[KeptHead],
) -> Result<Vec<KeptHead>> {
    let mut heads = Vec::new();
    let mut findings = Vec::new();
    for chain in chains(db, org).await? {
        let (head, found) = walk(db, seals, chain).await?;
        findings.extend(found);
        heads.extend(head.as_ref().map(KeptHead::of));
    }
    for kept in kept {
        let row = audit_event::Entity::find_in_chain(kept.chain, kept.sequence).one(db).await.map_err(unreadable)?;
        if row.is_none_or(|row| hex::encode(row.hash) != kept.hash) {
            findings.push(format!("{}: record {} is not the one that was kept", kept.chain, kept.sequence));
        }
    }
    if findings.is_empty() {
        return Ok(heads);
    }
    Err(not_whole(&findings.join("\n")))
}

fn not_whole(findings: &str) -> Error {
    Error::new(Code::Conflict, format!("the audit log is not whole\n{findings}"))
}

/// What can't be read was altered, unless it is the database that can't be reached.
fn unreadable(error: DbErr) -> Error {
    match error {
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => error.into(),
        altered => not_whole(&format!("where chains begin and end can't be read: {altered}")),
    }
}

/// Every chain that has a record, has a head, or is said to have begun.
async fn chains(db: &impl ConnectionTrait, org: Option<OrgId>) -> Result<BTreeSet<Chain>> {
    if org.is_some() {
        return Ok([Chain::of(org)].into());
    }
    let with_records = audit_event::Entity::chains().into_tuple::<Chain>().all(db).await.map_err(unreadable)?;
    let with_heads = audit_head::Entity::all().all(db).await.map_err(unreadable)?.into_iter().map(|head| head.chain);
    let begun = audit_event::Entity::all_beginnings().into_tuple::<Option<String>>().all(db).await?;
    let begun = begun.into_iter().flatten().filter_map(|chain| chain.parse().ok());
    Ok(with_records.into_iter().chain(with_heads).chain(begun).collect())
}

async fn walk(
    db: &impl ConnectionTrait,
    seals: &Seals,
    chain: Chain,
) -> Result<(Option<audit_head::Model>, Vec<String>)> {
    let head = audit_head::Entity::of(chain).one(db).await.map_err(unreadable)?;
    let until = head.as_ref().map_or(i64::MAX, |head| head.sequence);
    let mut walk = Walk::new(chain);
    let mut after = None;
    loop {
        let rows = match audit_event::Entity::walk(chain, after, until, PAGE).all(db).await {
            Ok(rows) => rows,
            Err(error @ (DbErr::Conn(_) | DbErr::ConnectionAcquire(_))) => return Err(error.into()),
            Err(error) => {
                let place = after.map_or_else(|| "1".to_owned(), |after: i64| after.saturating_add(1).to_string());
                walk.find(format_args!("the records from {place} on can't be read: {error}"));
                return Ok((head, walk.into_findings()));
            }
        };
        rows.iter().for_each(|row| walk.step(row));
        let Some(last) = rows.last() else { break };
        after = Some(last.sequence);
    }
    walk.arrive(head.as_ref(), seals);
    let beyond = audit_event::Entity::count_beyond_head(db.get_database_backend(), chain);
    let beyond = db.query_one_raw(beyond).await?.map_or(Ok(0), |row| row.try_get::<i64>("", "beyond"))?;
    if beyond > 0 {
        walk.find(format_args!("{beyond} after the head, added by somebody else"));
    }
    if chain != Chain::SERVER {
        check_beginning(db, chain, &mut walk).await?;
    }
    Ok((head, walk.into_findings()))
}

/// A chain begins once, and the server's chain tells of it.
async fn check_beginning(db: &impl ConnectionTrait, chain: Chain, walk: &mut Walk) -> Result<()> {
    let mut beginnings = audit_event::Entity::about(chain).all(db).await.map_err(unreadable)?;
    beginnings.retain(|row| row.action == Action::ChainStarted.as_str());
    match beginnings.as_slice() {
        [_] => {}
        [] => walk.find("the server's chain does not tell of its beginning"),
        [_, again, ..] => {
            walk.find(format_args!("it was begun anew, at record {} of the server's chain", again.sequence));
        }
    }
    Ok(())
}
