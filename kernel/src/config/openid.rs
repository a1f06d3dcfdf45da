//! What the operator says of one OpenID provider, be it by variables or in a table of the settings file.

use super::{Client, SignUp};

/// Without the first of them it isn't OpenID.
pub(super) const SCOPES: [&str; 3] = ["openid", "email", "profile"];
/// A tenant's id that stands for all of them.
pub(super) const EVERY_TENANT: &str = "*";
/// Why addresses of everybody's tenants can't be trusted.
pub(super) const EVERYBODY: &str = "anybody could be anybody";

/// An OpenID provider.
#[derive(Debug)]
pub struct OpenId {
    /// Where it is below `/api/v1/auth`.
    pub name: String,
    /// What pages call it.
    pub display_name: String,
    pub client: Client,
    /// `ALMOND_OIDC_ISSUER`; `ALMOND_GOOGLE_ISSUER`, `https://accounts.google.com`. To the letter as the provider
    /// says it of itself.
    pub issuer: String,
    /// `…_SCOPES`, `openid,email,profile`: what is asked for; `openid` in any case.
    pub scopes: Vec<String>,
    /// `…_AUDIENCES`, none: for whom besides us an ID token may be.
    pub audiences: Vec<String>,
    /// `…_TENANTS`, none: whose people may sign in where the issuer is one of many tenants (`tid`); `*` for everybody's.
    pub tenants: Vec<String>,
    /// `…_TRUST_EMAIL`, `false`: addresses count as verified of which the provider doesn't say whether they are.
    pub trust_email: bool,
    /// A second factor that was shown there counts here, too. None unless the operator says so.
    pub trust_mfa: Option<TrustMfa>,
    /// Who gets an account by signing in there, if that is another matter than `ALMOND_SIGN_UP`.
    pub sign_up: Option<SignUp>,
}

/// What a provider says when a second factor was shown (OpenID Connect Core 1.0, `acr` and `amr`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustMfa {
    /// Values of `acr` that say so besides those that are known; they are asked for.
    pub acr_values: Vec<String>,
}

impl OpenId {
    pub(super) fn new(name: &str, display_name: &str, client: Client, issuer: String) -> Self {
        Self {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            client,
            issuer,
            scopes: SCOPES.map(str::to_owned).to_vec(),
            audiences: Vec::new(),
            tenants: Vec::new(),
            trust_email: false,
            trust_mfa: None,
            sign_up: None,
        }
    }

    /// What the operator knows one of its settings by.
    pub fn setting(&self, name: &str) -> String {
        match self.name.as_str() {
            "google" => format!("ALMOND_GOOGLE_{name}"),
            "oidc" => format!("ALMOND_OIDC_{name}"),
            table => format!("`{}` of the provider {table}", name.to_ascii_lowercase()),
        }
    }

    pub fn allows_tenant(&self, id: &str) -> bool {
        self.tenants.iter().any(|tenant| tenant == id || tenant == EVERY_TENANT)
    }
}

pub(super) fn is_scope(item: &str) -> bool {
    !item.is_empty() && item.bytes().all(|byte| byte.is_ascii_graphic())
}

pub(super) fn is_tenant(item: &str) -> bool {
    let of_id = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    item == EVERY_TENANT || (!item.is_empty() && item.bytes().all(of_id))
}

/// The scopes, with the one that makes it OpenID.
pub(super) fn with_openid(mut scopes: Vec<String>) -> Vec<String> {
    if !scopes.iter().any(|scope| scope == SCOPES[0]) {
        scopes.insert(0, SCOPES[0].to_owned());
    }
    scopes
}
