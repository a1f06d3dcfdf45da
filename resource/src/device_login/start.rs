//! The beginning of a device login.

use entity::{
    DeviceLoginId, ScopeSet,
    device_login::{self, Start},
};
use identity::policy::Admission;
use kernel::{
    error::Result,
    request::Context,
    state::State,
    token::{Plain, UserCode, link},
};
use sea_orm::ActiveModelTrait;

use super::{INTERVAL, LIFETIME};

/// Where the page is on which a person approves a device login.
pub const PAGE: &str = "/device";

/// What a program asks for, and what it says of itself.
pub struct Asked {
    pub client_name: Option<String>,
    pub client_id: Option<String>,
    pub scopes: ScopeSet,
}

/// A login that waits. The device code is shown this once; its digest is kept.
pub struct Started {
    pub device_code: Plain,
    pub user_code: UserCode,
    pub verification_url: String,
}

impl Started {
    pub fn verification_url_complete(&self) -> String {
        format!("{}?user_code={}", self.verification_url, self.user_code)
    }
}

pub async fn start(state: &State, context: &Context, _admission: Admission, asked: Asked) -> Result<Started> {
    let device_code = link::mint(state.random());
    let user_code = UserCode::mint(state.random());
    let now = state.now();
    let start = Start {
        id: DeviceLoginId::new(now, state.random()),
        device_digest: device_code.digest(),
        user_code: user_code.letters().to_owned(),
        client_name: asked.client_name,
        client_id: asked.client_id,
        scopes: asked.scopes,
        ip: context.address.to_string(),
        interval: INTERVAL,
        now,
        expires_at: now.plus(LIFETIME),
    };
    let write = state.db.begin().await?;
    device_login::ActiveModel::from(start).insert(&write).await?;
    write.commit().await?;
    let verification_url = format!("{}{}", state.config.server.base(), PAGE);
    Ok(Started { device_code, user_code, verification_url })
}
