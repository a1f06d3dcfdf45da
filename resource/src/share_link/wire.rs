//! Links to projects on the wire. The token is in the answer to its making alone.

use entity::{ProjectId, ShareLinkId, Timestamp, UserId, project, share_link};
use kernel::{
    token::Plain,
    wire::{Name, Text},
};
use poem_openapi::Object;
use serde::Deserialize;

/// A link that still shows its project; the link itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "ShareLink", rename_all = "camelCase")]
pub struct ShareLinkOut {
    pub id: Text<ShareLinkId>,
    /// The project that it shows.
    pub project_id: Text<ProjectId>,
    /// What people call it.
    pub name: Option<String>,
    /// Who made it; once they could no longer make it, it is void.
    pub created_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
    /// From when on it shows nothing.
    pub expires_at: Text<Timestamp>,
}

impl From<share_link::Model> for ShareLinkOut {
    fn from(row: share_link::Model) -> Self {
        Self {
            id: Text(row.id),
            project_id: Text(row.project_id),
            name: row.name,
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            expires_at: Text(row.expires_at),
        }
    }
}

/// A link that was just made.
#[derive(Object)]
#[oai(rename = "MintedShareLink", rename_all = "camelCase")]
pub struct MintedShareLinkOut {
    /// The link. It appears here and never again.
    pub url: String,
    /// The secret that is in it, for `POST /share-links/open`.
    pub token: String,
    #[oai(flatten)]
    pub about: ShareLinkOut,
}

impl MintedShareLinkOut {
    /// The token is in the fragment, which browsers keep to themselves: no server's log and no `Referer` has it.
    pub fn new(row: share_link::Model, token: &Plain, origin: &str) -> Self {
        let url = format!("{origin}/share#token={}", token.expose());
        Self { url, token: token.expose().to_owned(), about: row.into() }
    }
}

/// A link to be made.
#[derive(Default, Object, Deserialize)]
#[oai(rename = "CreateShareLink", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateShareLinkIn {
    /// What people call it: whom it is for, say.
    #[serde(default)]
    pub name: Option<Text<Name>>,
    /// From when on it shows nothing: in the future, within a year; in 30 days unless given.
    #[serde(default)]
    pub expires_at: Option<Text<Timestamp>>,
}

/// The link shows nothing any more.
#[derive(Object)]
#[oai(rename = "ShareLinkRevoked", rename_all = "camelCase")]
pub struct RevokedOut {
    /// Always `true`.
    pub revoked: bool,
}

/// A link's token.
#[derive(Object, Deserialize)]
#[oai(rename = "OpenShareLink", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OpenShareLinkIn {
    /// From the link.
    pub token: String,
}

/// What a link shows of its project: nothing of who is in it, nor of where it is.
#[derive(Object)]
#[oai(rename = "SharedProject", rename_all = "camelCase")]
pub struct SharedProjectOut {
    /// What people call the project.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
    /// From when on the link shows nothing.
    pub expires_at: Text<Timestamp>,
}

impl SharedProjectOut {
    pub fn new(project: project::Model, link: &share_link::Model) -> Self {
        Self {
            name: project.name,
            description: project.description,
            created_at: Text(project.created_at),
            updated_at: Text(project.updated_at),
            expires_at: Text(link.expires_at),
        }
    }
}
