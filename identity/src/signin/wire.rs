//! What every way in answers: a session, or the wish for a second factor.

use std::{fmt, str::FromStr};

use entity::{OrgId, OrgRole, StepUpMethod, Timestamp, UserId};
use http::HeaderValue;
use kernel::wire::{Reply, Text, email::Email, text::TextShape};
use poem_openapi::{Object, Union, registry::MetaSchema};
use serde::Deserialize;

use crate::credential::Carrier;

/// Who is signed in, in which org, and how fresh the step-up is.
#[derive(Object)]
#[oai(rename = "Session", rename_all = "camelCase")]
pub struct SessionOut {
    /// The session's token, when it was newly issued and is not in a cookie.
    pub token: Option<String>,
    /// Always `Bearer`: send the token as `Authorization: Bearer <token>`.
    pub token_type: String,
    /// When the session ends, whatever happens.
    pub expires_at: Text<Timestamp>,
    pub user: UserOut,
    pub org: SessionOrgOut,
    pub step_up: StepUpOut,
}

/// A user.
#[derive(Object)]
#[oai(rename = "User", rename_all = "camelCase")]
pub struct UserOut {
    pub id: Text<UserId>,
    /// The address as the user writes it.
    pub email: String,
    /// What people call the user.
    pub name: String,
    /// A picture's URL.
    pub avatar: Option<String>,
}

/// The org that the session works in.
#[derive(Object)]
#[oai(rename = "SessionOrg", rename_all = "camelCase")]
pub struct SessionOrgOut {
    pub id: Text<OrgId>,
    /// The org's name.
    pub name: String,
    pub role: Text<OrgRole>,
    /// From when on the user may only enrol a second factor here, which the org asks for and they lack; `null`: nothing
    /// is asked of them.
    pub two_factor_due_at: Option<Text<Timestamp>>,
}

/// Whether the person is known to be there.
#[derive(Object)]
#[oai(rename = "StepUp", rename_all = "camelCase")]
pub struct StepUpOut {
    /// True if there is a step-up that still holds.
    pub satisfied: bool,
    /// What it was made with.
    pub method: Option<Text<StepUpMethod>>,
    /// When it was made.
    pub at: Option<Text<Timestamp>>,
    /// When it stops to hold; using it doesn't move that.
    pub expires_at: Option<Text<Timestamp>>,
    /// How long a step-up holds, in seconds.
    pub max_age: u64,
    /// What a step-up can be made with on this server.
    pub methods: Vec<Text<StepUpMethod>>,
}

/// A first step is done and the user has a second factor: continue at `/login/totp`,
/// `/login/recovery` or, without the token, `/passkey/options`.
#[derive(Object)]
#[oai(rename = "MfaRequired", rename_all = "camelCase")]
pub struct MfaRequiredOut {
    /// Always `true`.
    pub mfa_required: bool,
    /// Proves the first step for five minutes; good for nothing but the second one.
    pub mfa_token: String,
    /// What the user has for the second step: `totp`, `passkey`, `recovery`.
    pub methods: Vec<String>,
}

/// A session, or a second step to take.
#[derive(Union)]
#[oai(rename = "SignIn", one_of, discriminator_name = "kind")]
#[allow(clippy::large_enum_variant, reason = "one lives for the length of an answer")]
pub enum SignInOut {
    #[oai(mapping = "session")]
    Session(SessionOut),
    #[oai(mapping = "mfa_required")]
    MfaRequired(MfaRequiredOut),
}

/// Where the session's token goes: `bearer` into the answer, `cookie` into an HttpOnly cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery(pub Carrier);

impl Delivery {
    /// As asked for, in the answer unless said otherwise.
    pub fn of(wish: Option<Text<Self>>) -> Carrier {
        wish.map_or(Carrier::Bearer, |wish| wish.0.0)
    }
}

impl FromStr for Delivery {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "bearer" => Ok(Self(Carrier::Bearer)),
            "cookie" => Ok(Self(Carrier::Cookie)),
            _ => Err("expected `bearer` or `cookie`"),
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 == Carrier::Cookie { "cookie" } else { "bearer" })
    }
}

impl TextShape for Delivery {
    const NAME: &'static str = "SessionDelivery";
    const SHARED: bool = true;

    fn describe(schema: &mut MetaSchema) {
        schema.description = Some("Where the session's token goes: into the answer (`bearer`) or a cookie (`cookie`).");
        schema.enum_items = vec!["bearer".into(), "cookie".into()];
    }
}

/// Where a mailed link shall go.
#[derive(Object, Deserialize)]
#[oai(rename = "MailTo", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MailTo {
    pub email: Text<Email>,
}

/// What happens next.
#[derive(Object)]
#[oai(rename = "MailSent", rename_all = "camelCase")]
pub struct MailSentOut {
    /// Always `link_sent`, whether there is an account with the address or not.
    pub status: String,
}

/// A reply whose token, if it has a new one, may travel in a cookie.
pub struct Issued<T> {
    pub out: T,
    pub cookie: Option<HeaderValue>,
}

impl<T> Issued<T> {
    pub fn reply<const STATUS: u16>(self) -> Reply<T, STATUS> {
        Reply::new(self.out).with_cookie(self.cookie)
    }
}
