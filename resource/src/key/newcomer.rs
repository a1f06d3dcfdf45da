//! The key of a sign-in that wants no session.

use identity::signin::newcomer::Newcomer;
use kernel::error::Result;

use super::{
    service::{New, Wanted, insert},
    wire::MintedKeyOut,
};

/// Makes the key in the transaction that found out that nothing more is needed.
///
/// # Errors
/// `NOT_FOUND` where the key was to be bound to a workspace that has just gone.
pub async fn mint(newcomer: Newcomer, wanted: Wanted) -> Result<MintedKeyOut> {
    let (tenant, change) = newcomer.into_parts();
    if let Some(workspace) = wanted.workspace {
        tenant.enter_with(&change, workspace).await?;
    }
    let minted = insert(&tenant, change, New { wanted, from: None, once: None }).await?;
    tenant.state().metrics.key_minted();
    Ok(minted)
}
