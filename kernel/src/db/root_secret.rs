//! Whether the root secret is the one that the database was sealed with, told at a start and not by users who can't sign
//! in. A row of the database has something that only this secret opens.

use entity::root_secret_check::Entity as Check;
use sea_orm::DbErr;

use super::Db;
use crate::token::{Sealed, Sealer};

/// What is sealed; what counts is that it opens.
const CONTENT: &[u8] = b"almond";

/// Why the root secret is not to be used.
#[derive(Debug, thiserror::Error)]
pub enum WrongSecret {
    #[error(
        "is another secret than the one that this database was sealed with: what it sealed (second factors, connections, \
         webhook secrets) couldn't be opened. Give the earlier one, as ALMOND_SECRET or in ALMOND_SECRET_PREVIOUS; if it \
         is lost, `almond secret accept` goes on without it"
    )]
    Other,
    #[error("can't seal anything")]
    Unusable,
    #[error("can't be checked against the database: {0}")]
    Database(#[from] DbErr),
}

/// Checks the secret, and keeps the check of a new database. One that an earlier secret sealed is sealed anew, so that the
/// earlier one may go once nothing needs it any more.
pub async fn check_root_secret(db: &Db, sealer: &Sealer, nonce: [u8; 24]) -> Result<(), WrongSecret> {
    let ours = seal(sealer, nonce)?;
    let mut found = Check::only().one(db.read()).await?;
    if found.is_none() {
        Check::first(ours.clone()).exec_without_returning(db.write()).await?;
        found = Check::only().one(db.read()).await?;
    }
    let kept = found.map(|row| row.sealed).unwrap_or_default();
    let opens = sealer.open(Sealed::SecretCheck, &[], &kept).is_some_and(|content| *content == CONTENT);
    if !opens {
        return Err(WrongSecret::Other);
    }
    if sealer.is_stale(&kept) {
        Check::replace(kept, ours).exec(db.write()).await?;
    }
    Ok(())
}

/// Takes the secret of now for the right one, whatever sealed the database.
pub async fn accept_root_secret(db: &Db, sealer: &Sealer, nonce: [u8; 24]) -> Result<(), WrongSecret> {
    let ours = seal(sealer, nonce)?;
    match Check::only().one(db.read()).await? {
        Some(row) => _ = Check::replace(row.sealed, ours).exec(db.write()).await?,
        None => drop(Check::first(ours).exec_without_returning(db.write()).await?),
    }
    Ok(())
}

fn seal(sealer: &Sealer, nonce: [u8; 24]) -> Result<Vec<u8>, WrongSecret> {
    sealer.seal(Sealed::SecretCheck, &[], nonce, CONTENT).map_err(|_| WrongSecret::Unusable)
}
