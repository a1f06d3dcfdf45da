//! Invitations on the wire. The token is in the mail, and in the link that is handed over.

use entity::{InvitationId, OrgRole, Timestamp, UserId, invitation};
use kernel::wire::{Text, email::Email};
use poem_openapi::Object;
use serde::Deserialize;

use super::delivery::{DeliveryOut, Mails};

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
    /// What became of the mail.
    pub delivery: DeliveryOut,
}

impl InvitationOut {
    pub fn new(row: invitation::Model, mails: &Mails) -> Self {
        Self {
            delivery: DeliveryOut::new(&row, mails),
            id: Text(row.id),
            email: row.email,
            role: Text(row.role),
            invited_by: Text(row.invited_by),
            created_at: Text(row.created_at),
            expires_at: Text(row.expires_at),
        }
    }
}

/// A link to hand over to whom it is for.
#[derive(Object)]
#[oai(rename = "InvitationLink", rename_all = "camelCase")]
pub struct LinkOut {
    /// It lets in the owner of the invited address, once.
    pub url: String,
    /// From when on it can't be accepted.
    pub expires_at: Text<Timestamp>,
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
