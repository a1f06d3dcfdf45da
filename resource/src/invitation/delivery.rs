//! What became of the mail that an invitation was sent with.

use std::collections::HashMap;

use entity::{MailId, MailStatus, Timestamp, invitation, mail};
use kernel::{error::Result, wire::Text};
use poem_openapi::{Enum, Object};
use sea_orm::ConnectionTrait;

/// Where the mail of an invitation stands.
#[derive(Enum)]
#[oai(rename = "InvitationDeliveryState", rename_all = "snake_case")]
pub enum State {
    /// It is on its way, or tried again.
    Queued,
    /// The mail server took it.
    Sent,
    /// It was refused, or nothing took it for three days.
    Failed,
    /// This server sends no mail: hand the link over.
    NotSetUp,
}

/// What became of the mail.
#[derive(Object)]
#[oai(rename = "InvitationDelivery", rename_all = "camelCase")]
pub struct DeliveryOut {
    pub state: State,
    /// What went wrong with the last attempt, if it did.
    pub last_error: Option<String>,
    /// When the mail server took it.
    pub sent_at: Option<Text<Timestamp>>,
}

/// The mails of invitations.
pub type Mails = HashMap<MailId, mail::Model>;

/// The mails of these invitations that are still known.
pub async fn of(db: &impl ConnectionTrait, rows: impl Iterator<Item = &invitation::Model>) -> Result<Mails> {
    let ids: Vec<_> = rows.filter_map(|row| row.mail_id).collect();
    if ids.is_empty() {
        return Ok(Mails::new());
    }
    Ok(mail::Entity::by_ids(ids).all(db).await?.into_iter().map(|mail| (mail.id, mail)).collect())
}

impl DeliveryOut {
    pub fn new(row: &invitation::Model, mails: &Mails) -> Self {
        let nothing = |state| Self { state, last_error: None, sent_at: None };
        let Some(id) = row.mail_id else { return nothing(State::NotSetUp) };
        // Mails are kept longer than invitations are open.
        let Some(mail) = mails.get(&id) else { return nothing(State::Failed) };
        let state = match mail.status {
            MailStatus::Queued => State::Queued,
            MailStatus::Sent => State::Sent,
            MailStatus::Failed | MailStatus::Expired => State::Failed,
        };
        let sent_at = mail.finished_at.filter(|_| mail.status == MailStatus::Sent).map(Text);
        Self { state, last_error: mail.last_error.clone(), sent_at }
    }
}
