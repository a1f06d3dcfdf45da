//! `/me/factors`, `/me/totp`, `/me/recovery-codes`.

use kernel::{error::Result, inbound::JsonBody, wire::Reply};
use poem_openapi::OpenApi;

use super::{
    rule::{ConfirmTotp, CreateRecoveryCodes, CreateTotp, DeleteTotp, ListFactors},
    service,
    wire::{FactorsOut, RecoveryCodesOut, RemovedOut, TotpConfirmedOut, TotpOut},
};
use crate::{me::SECTION, policy::Caller, principal::InOrg as _, step_up::totp::TotpCodeIn};

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/me", tag = "SECTION")]
impl Api {
    /// The user's factors.
    #[oai(path = "/factors", method = "get")]
    async fn list_factors(&self, caller: Caller<ListFactors>) -> Result<Reply<FactorsOut>> {
        Ok(Reply::new(service::list(caller.state(), caller.session().user()).await?))
    }

    /// Start enrolling an authenticator app.
    ///
    /// The first factor needs a sign-in within the step-up window, a replacement a step-up.
    #[oai(path = "/totp", method = "post")]
    async fn create_totp(&self, caller: Caller<CreateTotp>) -> Result<Reply<TotpOut>> {
        Ok(Reply::new(service::propose_totp(caller.state(), caller.session(), caller.admit()).await?))
    }

    /// Finish enrolling with the app's first code.
    ///
    /// Gives ten recovery codes. For the first factor it counts as a step-up.
    #[oai(path = "/totp/confirm", method = "post")]
    async fn confirm_totp(
        &self,
        caller: Caller<ConfirmTotp>,
        body: JsonBody<TotpCodeIn>,
    ) -> Result<Reply<TotpConfirmedOut>> {
        let (state, context) = (caller.state(), caller.context());
        Ok(service::confirm_totp(state, context, caller.session(), &body.0.code).await?.reply())
    }

    /// Remove the authenticator app.
    ///
    /// Without a passkey, the recovery codes go with it.
    #[oai(path = "/totp", method = "delete")]
    async fn delete_totp(&self, caller: Caller<DeleteTotp>) -> Result<Reply<RemovedOut>> {
        service::remove_totp(caller.state(), caller.context(), caller.session()).await?;
        Ok(Reply::new(RemovedOut { removed: true }))
    }

    /// New recovery codes; the old ones are void.
    #[oai(path = "/recovery-codes", method = "post")]
    async fn create_recovery_codes(&self, caller: Caller<CreateRecoveryCodes>) -> Result<Reply<RecoveryCodesOut>> {
        let (state, context, session) = (caller.state(), caller.context(), caller.session());
        let recovery_codes = service::new_recovery_codes(state, context, session, caller.admit()).await?;
        Ok(Reply::new(RecoveryCodesOut { recovery_codes }))
    }
}
