//! The end of a device login: what was approved becomes a key, once. Using up the approval and making the key are one
//! transaction, so that neither a race nor a crash gives two keys, or none for an approval that is spent.

use std::sync::Arc;

use entity::{
    DeviceStatus,
    device_login::{self, Question},
};

use super::{
    in_order,
    poll::{Refusal, find, pace},
};
use crate::{
    context::Context,
    error::Result,
    notice::{self, Change},
    policy::Approval,
    resource::key::{MintedKeyOut, mint_approved},
    state::State,
    wire::Text,
};

/// The key, or why there is none.
pub async fn exchange(
    state: &Arc<State>,
    context: &Context,
    device_code: &str,
    client_id: Option<&str>,
) -> Result<Result<MintedKeyOut, Refusal>> {
    let Some(mut login) = find(state, device_code, client_id).await? else { return Ok(Err(Refusal::Unknown)) };
    if login.status_at(state.now()) == DeviceStatus::Approved {
        if let Some(approval) = Approval::use_up(state, login.device_digest).await? {
            return finish(state, context, approval).await.map(Ok);
        }
        // Somebody else was first, or the approval no longer stands.
        let Some(now) = find(state, device_code, client_id).await? else { return Ok(Err(Refusal::Unknown)) };
        login = now;
    }
    refusal(state, &login).await.map(Err)
}

async fn finish(state: &Arc<State>, context: &Context, approval: Approval) -> Result<MintedKeyOut> {
    let (email, scopes) = (approval.email().to_owned(), approval.scopes());
    let mut minted = mint_approved(approval, context).await?;
    minted.about.scopes = in_order(scopes).map(Text).collect();
    notice::tell(state, &email, Change::DeviceSignedIn);
    Ok(minted)
}

async fn refusal(state: &State, login: &device_login::Model) -> Result<Refusal> {
    Ok(match login.status_at(state.now()) {
        DeviceStatus::Pending => pace(state, login, Question::Key).await?.unwrap_or(Refusal::Pending),
        // Approved this very moment: the next question gets the key.
        DeviceStatus::Approved => Refusal::Pending,
        DeviceStatus::Denied => Refusal::Denied,
        DeviceStatus::Expired => Refusal::Expired,
        DeviceStatus::Consumed => Refusal::Consumed,
    })
}
