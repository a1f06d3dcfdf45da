//! `/auth/device`.

use entity::{DeviceStatus, Scope};
use identity::policy::{Caller, Visitor};
use kernel::{
    error::Result,
    inbound::{JsonBody, OptionalBody},
    wire::{Reply, Section, Text},
};
use poem_openapi::{OpenApi, param::Query};

use super::{
    asked_scopes,
    decide::{approve, deny, find},
    exchange::exchange,
    left_scopes,
    poll::status,
    rule::{
        ApproveDeviceLogin, DenyDeviceLogin, ExchangeDeviceLogin, FindDeviceLogin, GetDeviceLogin, StartDeviceLogin,
    },
    start::{Asked, start},
    wire::{
        ApproveDeviceLoginIn, DeviceCodeIn, DeviceLoginOut, DeviceLoginStatusOut, PendingDeviceLoginOut,
        StartDeviceLoginIn, UserCodeIn,
    },
};
use crate::key::MintedKeyOut;

/// The section of the document.
const SECTION: Section = Section { name: "Device login", about: "Signing in a device that has no browser." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth/device", tag = "SECTION")]
impl Api {
    /// Begin to sign in a device.
    ///
    /// Show the user code and its URL to the person, and wait for the status to become `approved`.
    #[oai(path = "/", method = "post")]
    async fn start_device_login(
        &self,
        visitor: Visitor<StartDeviceLogin>,
        body: OptionalBody<StartDeviceLoginIn>,
    ) -> Result<Reply<DeviceLoginOut>> {
        let client_name = body.0.client_name.map(|name| name.0.into_string());
        let scopes = asked_scopes(body.0.scopes.map(plain))?;
        let asked = Asked { client_name, client_id: None, scopes };
        let admission = visitor.admit_device_start().await?;
        let started = start(visitor.state(), visitor.context(), admission, asked).await?;
        Ok(Reply::new(DeviceLoginOut::new(&started)))
    }

    /// Where a device login stands.
    ///
    /// Asked again before the interval is over while it is pending: 400 `slow_down`, and the interval is five seconds
    /// longer from then on.
    #[oai(path = "/", method = "get")]
    async fn get_device_login(
        &self,
        visitor: Visitor<GetDeviceLogin>,
        /// From the start of the login.
        #[oai(name = "deviceCode")]
        device_code: Query<String>,
    ) -> Result<Reply<DeviceLoginStatusOut>> {
        let status = status(visitor.inbound(), &device_code.0).await?;
        Ok(Reply::new(DeviceLoginStatusOut { status: Text(status) }))
    }

    /// What asks with this code.
    ///
    /// For the person to see before approving. After too many wrong codes: 400 `Too many requests`.
    #[oai(path = "/lookup", method = "post")]
    async fn find_device_login(
        &self,
        caller: Caller<FindDeviceLogin>,
        body: JsonBody<UserCodeIn>,
    ) -> Result<Reply<PendingDeviceLoginOut>> {
        let Text(code) = body.0.user_code;
        let login = find(caller.state(), caller.try_user_code().await?, &code).await?;
        Ok(Reply::new(PendingDeviceLoginOut::new(login, &code)))
    }

    /// Approve a device login.
    ///
    /// The device gets a key of yours in the org of this session, for what it asked for or less. Needs a step-up and draws on
    /// the bucket of minting. The approval counts as long as this session does, in this org.
    #[oai(path = "/approve", method = "post")]
    async fn approve_device_login(
        &self,
        caller: Caller<ApproveDeviceLogin>,
        body: JsonBody<ApproveDeviceLoginIn>,
    ) -> Result<Reply<DeviceLoginStatusOut>> {
        let login = find(caller.state(), caller.try_user_code().await?, &body.0.user_code.0).await?;
        let scopes = left_scopes(login.scopes, body.0.scopes.map(plain))?;
        let (proof, admission) = (caller.stepped_up()?, caller.admit().await?);
        let session = caller.session().picture.id;
        approve(&caller.tenant(), session, proof, admission, &login, scopes).await?;
        Ok(Reply::new(DeviceLoginStatusOut { status: Text(DeviceStatus::Approved) }))
    }

    /// Deny a device login.
    ///
    /// Needs no step-up: saying no is never held up.
    #[oai(path = "/deny", method = "post")]
    async fn deny_device_login(
        &self,
        caller: Caller<DenyDeviceLogin>,
        body: JsonBody<UserCodeIn>,
    ) -> Result<Reply<DeviceLoginStatusOut>> {
        let login = find(caller.state(), caller.try_user_code().await?, &body.0.user_code.0).await?;
        deny(&caller.tenant(), &login).await?;
        Ok(Reply::new(DeviceLoginStatusOut { status: Text(DeviceStatus::Denied) }))
    }

    /// Fetch the key of an approved device login, once.
    ///
    /// Otherwise 400, with the reason as its message: `authorization_pending`, `slow_down`, `access_denied` (denied, or
    /// the approver is no longer a member), `expired_token`, `invalid_grant` (the key was fetched already).
    #[oai(path = "/token", method = "post")]
    async fn exchange_device_login(
        &self,
        visitor: Visitor<ExchangeDeviceLogin>,
        body: JsonBody<DeviceCodeIn>,
    ) -> Result<Reply<MintedKeyOut>> {
        let minted = exchange(visitor.inbound(), &body.0.device_code, None).await?;
        Ok(Reply::new(minted?))
    }
}

fn plain(scopes: Vec<Text<Scope>>) -> Vec<Scope> {
    scopes.into_iter().map(|scope| scope.0).collect()
}
