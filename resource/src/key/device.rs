//! The key of a device login (RFC 8628): the only way to a key without a session, and the only one to `terminal`.

use identity::policy::Approval;
use kernel::{
    error::Result,
    notice::{self, Notice},
};

use super::{
    service::{New, Wanted, insert},
    wire::MintedKeyOut,
};

/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 100;

/// Makes the key that was approved, in the transaction that uses the approval up: there is no second one.
pub async fn mint_approved(approval: Approval) -> Result<MintedKeyOut> {
    let (tenant, change, login, email) = approval.into_parts();
    notice::tell(&change, &email, Notice::DeviceSignedIn)?;
    let wanted = Wanted {
        name: name(login.client_name.as_deref()),
        description: None,
        scopes: login.scopes,
        workspace: None,
        allowed_cidrs: None,
        expires_at: None,
        format: tenant.state().key_format.clone(),
    };
    let minted = insert(&tenant, change, New { wanted, from: None, once: None }).await?;
    tenant.state().metrics.key_minted();
    Ok(minted)
}

fn name(client: Option<&str>) -> String {
    let name = client.map_or_else(|| "Device login".to_owned(), |client| format!("Device login: {client}"));
    name.chars().take(LONGEST_NAME).collect()
}
