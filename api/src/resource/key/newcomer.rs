//! The key of a sign-in that wants no session.

use super::{
    service::{Wanted, insert},
    wire::MintedKeyOut,
};
use crate::{context::Context, error::Result, policy::Newcomer};

/// Makes the key in the transaction that found out that nothing more is needed.
///
/// # Errors
/// `NOT_FOUND` where the key was to be bound to a workspace that has just gone.
pub async fn mint(newcomer: Newcomer, context: &Context, wanted: Wanted) -> Result<MintedKeyOut> {
    let (tenant, write) = newcomer.into_parts();
    if let Some(workspace) = wanted.workspace {
        tenant.enter_with(&write, workspace).await?;
    }
    let minted = insert(&tenant, context, write, wanted, None).await?;
    tenant.state().metrics.key_minted();
    Ok(minted)
}
