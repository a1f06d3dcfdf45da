//! `GET /auth/session`, `POST /auth/session/org`, `POST /auth/logout`.

use std::time::Duration;

use entity::OrgId;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{Reply, Section, Text},
};
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;

use super::rule::{EndSession, GetSession, SwitchOrg};
use crate::{
    credential::Carrier,
    policy::Caller,
    signin::{
        oauth::logout,
        session::{cookie, describe, end, switch_org},
        wire::SessionOut,
    },
};

/// The section of the document.
const SECTION: Section = Section { name: "Session", about: "The session at hand." };

/// The org to work in.
#[derive(Object, Deserialize)]
#[oai(rename = "SwitchOrg", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct SwitchOrgIn {
    org_id: Text<OrgId>,
}

/// The session is over.
#[derive(Object)]
#[oai(rename = "SessionEnded", rename_all = "camelCase")]
struct SessionEndedOut {
    /// Always `true`.
    logged_out: bool,
    /// Where to send the browser to sign out at the provider, too, that the session came from.
    logout_url: Option<String>,
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/auth", tag = "SECTION")]
impl Api {
    /// Who is signed in, where, and how fresh the step-up is.
    #[oai(path = "/session", method = "get")]
    async fn get_session(&self, caller: Caller<GetSession>) -> Result<Reply<SessionOut>> {
        Ok(Reply::new(describe(caller.state(), caller.session())))
    }

    /// Work in another org.
    ///
    /// Drops the step-up and gives the session a new token; the old one is void at once.
    #[oai(path = "/session/org", method = "post")]
    async fn switch_org(&self, caller: Caller<SwitchOrg>, body: JsonBody<SwitchOrgIn>) -> Result<Reply<SessionOut>> {
        Ok(switch_org(caller.state(), caller.context(), caller.session(), body.0.org_id.0).await?.reply())
    }

    /// Sign out.
    #[oai(path = "/logout", method = "post")]
    async fn end_session(&self, caller: Caller<EndSession>) -> Result<Reply<SessionEndedOut>> {
        let session = caller.session();
        end(caller.state(), caller.context(), session).await?;
        let in_cookie = session.carrier == Carrier::Cookie;
        let gone = in_cookie.then(|| cookie(caller.state(), "", Duration::ZERO)).transpose()?;
        let logout_url = logout::url(caller.state(), session.picture.id).await;
        Ok(Reply::new(SessionEndedOut { logged_out: true, logout_url }).with_cookie(gone))
    }
}
