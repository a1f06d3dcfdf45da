//! Invitations on the wire. The token is in the mail alone.

use entity::{InvitationId, OrgRole, Timestamp, UserId, invitation};
use kernel::wire::{Text, email::Email};
use poem_openapi::Object;
use serde::Deserialize;

/// An invitation that can still be accepted.
#[derive(Object)]
#[oai(rename = "Invitation", rename_all = "camelCase")]
pub struct InvitationOut {
    pub id: Text<InvitationId>,
    /// Whom it was mailed to.
    pub email: String,
    pub role: Text<OrgRole>,
    /// Who sent it; once they may no longer invite into this role, it is void.
    pub invited_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
    /// From when on it can't be accepted.
    pub expires_at: Text<Timestamp>,
}

impl From<invitation::Model> for InvitationOut {
    fn from(row: invitation::Model) -> Self {
        Self {
            id: Text(row.id),
            email: row.email,
            role: Text(row.role),
            invited_by: Text(row.invited_by),
            created_at: Text(row.created_at),
            expires_at: Text(row.expires_at),
        }
    }
}

/// Whom to invite.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateInvitation", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateInvitationIn {
    pub email: Text<Email>,
    pub role: Text<OrgRole>,
}

/// The link's token.
#[derive(Object, Deserialize)]
#[oai(rename = "AcceptInvitation", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AcceptInvitationIn {
    /// From the mailed link.
    pub token: String,
}

/// The invitation is void.
#[derive(Object)]
#[oai(rename = "InvitationRevoked", rename_all = "camelCase")]
pub struct RevokedOut {
    /// Always `true`.
    pub revoked: bool,
}
