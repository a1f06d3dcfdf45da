//! The end of a device login: what was approved becomes a key, once. Using up the approval and making the key are one
//! transaction, so that neither a race nor a crash gives two keys, or none for an approval that is spent.

use std::sync::Arc;

use entity::{
    DeviceStatus, Timestamp,
    device_login::{self, Question},
};
use identity::policy::Approval;
use kernel::{error::Result, inbound::Inbound, wire::Text};

use super::{
    in_order,
    poll::{Poll, Refusal},
};
use crate::key::{MintedKeyOut, mint_approved};

/// The key, or why there is none.
pub async fn exchange(
    inbound: &Arc<Inbound>,
    device_code: &str,
    client_id: Option<&str>,
) -> Result<Result<MintedKeyOut, Refusal>> {
    let state = &inbound.state;
    let Some(poll) = Poll::new(inbound, device_code, client_id, Question::Key) else {
        return Ok(Err(Refusal::Unknown));
    };
    let mut found = poll.login().await?;
    if let Ok(login) = &found
        && login.status_at(state.now()) == DeviceStatus::Approved
    {
        if let Some(approval) = Approval::use_up(inbound, login.device_digest).await? {
            return finish(approval).await.map(Ok);
        }
        // Somebody else was first, or the approval no longer stands.
        found = poll.login().await?;
    }
    Ok(Err(found.map_or_else(|refusal| refusal, |login| refusal(&login, state.now()))))
}

async fn finish(approval: Approval) -> Result<MintedKeyOut> {
    let scopes = approval.scopes();
    let mut minted = mint_approved(approval).await?;
    minted.about.scopes = in_order(scopes).map(Text).collect();
    Ok(minted)
}

fn refusal(login: &device_login::Model, now: Timestamp) -> Refusal {
    match login.status_at(now) {
        // Approved: this very moment, and the next question gets the key.
        DeviceStatus::Pending | DeviceStatus::Approved => Refusal::Pending,
        DeviceStatus::Denied => Refusal::Denied,
        DeviceStatus::Expired => Refusal::Expired,
        DeviceStatus::Consumed => Refusal::Consumed,
    }
}
