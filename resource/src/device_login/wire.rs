//! Device login on the native wire.

use entity::{DeviceStatus, Scope, Timestamp, device_login};
use kernel::{
    token::UserCode,
    wire::{Name, Text},
};
use poem_openapi::Object;
use serde::Deserialize;

use super::{INTERVAL, LIFETIME, in_order, start::Started};

/// Who asks.
#[derive(Default, Object, Deserialize)]
#[oai(rename = "StartDeviceLogin", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StartDeviceLoginIn {
    /// What the program calls itself; shown to whoever approves, and part of the key's name.
    #[serde(default)]
    pub client_name: Option<Text<Name>>,
    /// What the key is to be good for besides `terminal`, `["models:read"]` unless given; never `billing:machine:charge`.
    /// Whoever approves is shown them.
    #[serde(default)]
    pub scopes: Option<Vec<Text<Scope>>>,
}

/// A device login that waits for somebody to approve it.
#[derive(Object)]
#[oai(rename = "DeviceLogin", rename_all = "camelCase")]
pub struct DeviceLoginOut {
    /// For the program alone: what it asks for the status and the key with.
    pub device_code: String,
    /// For the person: what to compare, or to type.
    pub user_code: String,
    /// Where the person types the code.
    pub verification_url: String,
    /// The same with the code filled in.
    pub verification_url_complete: String,
    /// How long both codes live, in seconds.
    pub expires_in: u64,
    /// How long to wait between two questions, in seconds.
    pub interval: u64,
}

impl DeviceLoginOut {
    pub fn new(started: &Started) -> Self {
        Self {
            device_code: started.device_code.expose().to_owned(),
            user_code: started.user_code.to_string(),
            verification_url: started.verification_url.clone(),
            verification_url_complete: started.verification_url_complete(),
            expires_in: LIFETIME.as_secs(),
            interval: INTERVAL.as_secs(),
        }
    }
}

/// Where a device login stands.
#[derive(Object)]
#[oai(rename = "DeviceLoginStatus", rename_all = "camelCase")]
pub struct DeviceLoginStatusOut {
    pub status: Text<DeviceStatus>,
}

/// What a person typed.
#[derive(Object, Deserialize)]
#[oai(rename = "TypedUserCode", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UserCodeIn {
    pub user_code: Text<UserCode>,
}

/// A person's yes.
#[derive(Object, Deserialize)]
#[oai(rename = "ApproveDeviceLogin", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ApproveDeviceLoginIn {
    /// As the device shows it.
    pub user_code: Text<UserCode>,
    /// What the key is to be good for, of what the device asked for: all of it unless given. `terminal` always stays.
    #[serde(default)]
    pub scopes: Option<Vec<Text<Scope>>>,
}

/// What is about to be approved. Make sure that it is your own device that asks: a code that somebody sent you gives
/// your rights to them.
#[derive(Object)]
#[oai(rename = "PendingDeviceLogin", rename_all = "camelCase")]
pub struct PendingDeviceLoginOut {
    /// As the device shows it.
    pub user_code: String,
    /// What the program calls itself; nobody has verified it.
    pub client_name: Option<String>,
    /// The address it asks from.
    pub ip: Option<String>,
    /// What the key would be good for.
    pub scopes: Vec<Text<Scope>>,
    pub started_at: Text<Timestamp>,
    pub expires_at: Text<Timestamp>,
}

impl PendingDeviceLoginOut {
    pub fn new(login: device_login::Model, code: &UserCode) -> Self {
        Self {
            user_code: code.to_string(),
            client_name: login.client_name,
            ip: login.ip,
            scopes: in_order(login.scopes).map(Text).collect(),
            started_at: Text(login.created_at),
            expires_at: Text(login.expires_at),
        }
    }
}

/// What the program has instead of a credential.
#[derive(Object, Deserialize)]
#[oai(rename = "DeviceCode", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeviceCodeIn {
    /// From the start of the login.
    pub device_code: String,
}
