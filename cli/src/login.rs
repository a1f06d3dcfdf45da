//! Signing in with a device login (RFC 8628), signing out, and who is signed in.

use std::time::Duration;

use almond_client::{
    Client, Error,
    types::{DeviceCode, DeviceStatus, StartDeviceLogin, VerifyApiKey},
};
use serde_json::json;

use crate::{
    failure::Failure,
    output::{Out, say},
    profile::{self, Kept},
    session::{Session, browse},
};

/// How to sign in.
pub struct Asked<'a> {
    pub scopes: &'a [String],
    /// What whoever approves is shown.
    pub name: Option<&'a str>,
    pub browser: bool,
    pub keyring: bool,
}

pub async fn login(session: &Session, asked: &Asked<'_>) -> Result<(), Failure> {
    let client = session.anonymous()?;
    let name = asked.name.map_or_else(|| format!("alm on {}", host_name()), str::to_owned);
    let scopes = asked.scopes.iter().map(|scope| {
        scope.parse().map_err(|_| Failure::told(format!("`{scope}` is no scope: they are words such as `files:read`")))
    });
    let body = StartDeviceLogin {
        client_name: Some(name.parse().map_err(|error| Failure::told(format!("the name is {error}")))?),
        scopes: Some(scopes.collect::<Result<_, _>>()?),
    };
    let started = client.start_device_login(&body).await.map_err(Error::from)?.into_inner().data;
    say(&format!("Open {} and approve the code {}", started.verification_url, started.user_code));
    if asked.browser && browse(&started.verification_url_complete) {
        say("A browser was opened; compare the code there.");
    }
    wait(client, &started.device_code, started.interval).await?;
    let body = DeviceCode { device_code: started.device_code };
    let minted = client.exchange_device_login(&body).await.map_err(Error::from)?.into_inner().data;
    let kept = match profile::save(&session.profile, session.url()?, minted.key, asked.keyring)? {
        Kept::InKeyring => "the system's keyring".to_owned(),
        Kept::InFile(path) => path.display().to_string(),
    };
    say(&format!("Signed in. The key {}… is kept in {kept}", minted.prefix));
    if session.key.is_some() && !session.foreign {
        // The one before is of no use to anybody any more.
        let _ = client.revoke_current_api_key().await;
    }
    Ok(())
}

/// Until somebody has approved.
async fn wait(client: &Client, device_code: &str, interval: u64) -> Result<(), Failure> {
    let mut interval = Duration::from_secs(interval.max(1));
    loop {
        tokio::time::sleep(interval).await;
        let status = match client.get_device_login(device_code).await.map_err(Error::from) {
            Ok(answer) => answer.into_inner().data.status,
            Err(error) if error.refusal().is_some_and(|refusal| refusal.message == "slow_down") => {
                interval += Duration::from_secs(5);
                continue;
            }
            Err(Error::Unreachable(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        match status {
            DeviceStatus::Approved => return Ok(()),
            DeviceStatus::Pending => {}
            DeviceStatus::Denied => return Err(Failure::told("the sign-in was denied")),
            DeviceStatus::Expired => return Err(Failure::told("nobody approved in time; try `alm login` again")),
            DeviceStatus::Consumed => return Err(Failure::told("the sign-in was used already")),
        }
    }
}

pub async fn logout(session: &Session) -> Result<(), Failure> {
    if session.foreign {
        return Err(Failure::told("the key comes from ALMOND_API_KEY; unset it to sign out of the profile"));
    }
    match session.client()?.revoke_current_api_key().await.map_err(Error::from) {
        Ok(_) => say("Signed out: the key was ended on the server."),
        Err(error) if error.code() == Some("UNAUTHORIZED") => say("Signed out: the key had ended already."),
        // Forgotten here it would live on there, where nobody thinks of it.
        Err(error) => return Err(error.into()),
    }
    session.stored.as_ref().map_or(Ok(()), |stored| profile::forget(&session.profile, stored))
}

pub async fn whoami(session: &Session, out: &Out) -> Result<(), Failure> {
    let client = session.client()?;
    let key = client.get_current_api_key().await.map_err(Error::from)?.into_inner().data;
    // A key says no more of its user than this: profiles are for sessions.
    let body = VerifyApiKey { key: session.key.clone().unwrap_or_default(), scope: None, cost: None };
    let of = client.verify_api_key(&body).await.map_err(Error::from)?.into_inner().data;
    out.thing(&json!({
        "server": session.url()?,
        "user": of.user_id,
        "org": of.org_id,
        "role": of.role,
        "key": key.prefix,
        "keyName": key.name,
        "scopes": key.scopes,
        "expiresAt": key.expires_at,
    }))
}

/// What this machine is called.
pub fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}
