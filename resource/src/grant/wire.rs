//! Grants on the native wire, and what a person is asked.

use entity::{KeyId, OrgId, Scope, Timestamp, UserId, WorkspaceId, api_key, grant};
use kernel::{state::State, wire::Text};
use poem_openapi::Object;
use serde::Deserialize;
use url::Url;

use super::{SCOPES, ask::Asked, client::Client, consent, redirect};

/// What a client asks a person for.
#[derive(Object)]
#[oai(rename = "Authorization", rename_all = "camelCase")]
pub struct AuthorizationOut {
    pub client: GrantClientOut,
    /// True if the code goes to a program on the person's own machine: any program there could have asked.
    pub is_loopback: bool,
    /// What it wants to do.
    pub scopes: Vec<Text<Scope>>,
    /// What it may be given, also beyond what it asks for: some clients can't ask again.
    pub offered: Vec<Text<Scope>>,
    /// Until when it can be answered.
    pub expires_at: Text<Timestamp>,
    /// How many days a grant lasts unless something else is said.
    pub days: u32,
    /// The most days that a grant of this org may last.
    pub most_days: u32,
}

impl AuthorizationOut {
    pub fn new(asked: &Asked, client: Client, most_days: u32) -> Self {
        let (receiver, is_loopback) = consent::receiver(asked);
        Self {
            client: GrantClientOut { id: client.id, name: client.name, host: client.host, receiver },
            is_loopback,
            scopes: asked.scopes().iter().map(Text).collect(),
            offered: SCOPES.map(Text).to_vec(),
            expires_at: Text(asked.ends_at()),
            days: consent::USUAL.min(most_days),
            most_days,
        }
    }
}

/// A client of an agent.
#[derive(Object)]
#[oai(rename = "GrantClient", rename_all = "camelCase")]
pub struct GrantClientOut {
    /// The URL of its document, or the id that it was registered under.
    pub id: String,
    /// What it calls itself; nobody has verified it.
    pub name: Option<String>,
    /// Where its document is; `null` for one that registered itself.
    pub host: Option<String>,
    /// The host that its codes go to, or a program's scheme.
    pub receiver: String,
}

/// A person's yes.
#[derive(Object, Deserialize)]
#[oai(rename = "ApproveAuthorization", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ApproveIn {
    /// As the page was given it.
    pub request: String,
    /// What the client is given, more or less than it asks for; that unless given.
    #[serde(default)]
    pub scopes: Option<Vec<Text<Scope>>>,
    /// The only workspace that the client may enter; all of the person's unless given.
    #[serde(default)]
    pub workspace_id: Option<Text<WorkspaceId>>,
    /// For how many days, at most 90 and what the org allows; 30 unless given.
    #[serde(default)]
    #[oai(validator(minimum(value = "1"), maximum(value = "90")))]
    pub days: Option<u32>,
}

/// A person's no.
#[derive(Object, Deserialize)]
#[oai(rename = "DenyAuthorization", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DenyIn {
    /// As the page was given it.
    pub request: String,
}

/// Where the browser goes on.
#[derive(Object)]
#[oai(rename = "AnsweredAuthorization", rename_all = "camelCase")]
pub struct AnswerOut {
    /// Back to the client, with a code or an error.
    pub redirect_to: String,
}

impl From<Url> for AnswerOut {
    fn from(url: Url) -> Self {
        Self { redirect_to: url.into() }
    }
}

/// What a person lets a client do in their name.
#[derive(Object)]
#[oai(rename = "Grant", rename_all = "camelCase")]
pub struct GrantOut {
    /// Audit records of what the client does have it as the actor's `keyId`.
    pub id: Text<KeyId>,
    pub client: GrantClientOut,
    /// Where.
    pub org: GrantOrgOut,
    /// The only workspace that the client can enter; `null`: all of the person's.
    pub workspace_id: Option<Text<WorkspaceId>>,
    pub scopes: Vec<Text<Scope>>,
    pub created_at: Text<Timestamp>,
    /// When the client last used it, as far as is known.
    pub last_used_at: Option<Text<Timestamp>>,
    /// When it ends by itself.
    pub expires_at: Text<Timestamp>,
}

impl GrantOut {
    pub fn new(state: &State, row: grant::Model, token: Option<&api_key::Model>, org: String) -> Self {
        let last_used_at =
            token.and_then(|token| token.last_used_at.max(state.key_usage.unwritten(token.id).map(|(at, _)| at)));
        Self {
            id: Text(row.id),
            client: GrantClientOut {
                id: row.client_id,
                name: row.client_name,
                host: row.client_host,
                receiver: redirect::receiver(&row.redirect_uri),
            },
            org: GrantOrgOut { id: Text(row.org_id), name: org },
            workspace_id: token.and_then(|token| token.workspace_id).map(Text),
            scopes: token.into_iter().flat_map(|token| token.scopes.iter()).map(Text).collect(),
            created_at: Text(row.created_at),
            last_used_at: last_used_at.map(Text),
            expires_at: Text(row.expires_at),
        }
    }
}

/// The org of a grant.
#[derive(Object)]
#[oai(rename = "GrantOrg", rename_all = "camelCase")]
pub struct GrantOrgOut {
    pub id: Text<OrgId>,
    /// What people call the org.
    pub name: String,
}

/// What somebody in the org lets a client do in their name.
#[derive(Object)]
#[oai(rename = "OrgGrant", rename_all = "camelCase")]
pub struct OrgGrantOut {
    #[oai(flatten)]
    pub about: GrantOut,
    pub user: GrantUserOut,
}

/// Whose a grant is.
#[derive(Object)]
#[oai(rename = "GrantUser", rename_all = "camelCase")]
pub struct GrantUserOut {
    pub id: Text<UserId>,
    /// The address as the user writes it.
    pub email: String,
    /// What people call the user.
    pub name: String,
}

/// The grant has ended.
#[derive(Object)]
#[oai(rename = "GrantRevoked", rename_all = "camelCase")]
pub struct GrantRevokedOut {
    /// Always `true`.
    pub revoked: bool,
}
