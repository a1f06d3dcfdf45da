//! Writing mails with a change, and the first attempts after its commit. The node that writes a mail has claimed it, so
//! that no other sends it meanwhile; if it ends before it could, the claim does too.

use std::{sync::Arc, time::Duration};

use entity::{MailId, MailStatus, Timestamp, mail};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::{
    PATIENCE, Post, Written,
    letterhead::Body,
    schedule::{AFTER_THE_ANSWER, LEASE},
};
use crate::{
    draft::Draft,
    error::{Error, Result},
    seam::bytes,
    share::Holder,
    token::Sealed,
};

impl Post {
    /// Seals a mail that is to be kept with a change; `sender` is whose share of the sending it takes. None where this
    /// server sends no mail. A decoy is written like any other, and nobody gets it.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it can't be sealed.
    pub fn write(&self, sender: Option<Holder>, draft: &Draft, is_decoy: bool) -> Result<Option<Written>> {
        if !self.is_set_up() {
            tracing::warn!(kind = draft.kind.as_str(), "a mail is not sent: ALMOND_SMTP_URL is not set");
            return Ok(None);
        }
        let (now, body) = (self.clock.now(), Body::new(self.templates.render(draft), is_decoy));
        let id = MailId::new(now, bytes(self.entropy.as_ref()));
        let text = serde_json::to_vec(&body).map_err(Error::unavailable)?;
        let nonce = bytes(self.entropy.as_ref());
        let sealed = self.sealer.seal(Sealed::Mail, &[id.uuid()], nonce, &text).map_err(Error::unavailable)?;
        let row = mail::Model {
            id,
            kind: draft.kind,
            recipient: draft.to.clone(),
            holder: sender.map(|sender| sender.to_string()).unwrap_or_default(),
            body: Some(sealed),
            status: MailStatus::Queued,
            attempts: 1,
            due_at: Some(now.plus(LEASE)),
            claim: Some(Uuid::from_bytes(bytes(self.entropy.as_ref()))),
            last_error: None,
            last_attempt_at: None,
            ends_at: ends_at(now, draft.ends_at),
            created_at: now,
            finished_at: None,
        };
        Ok(Some(Written { row, body, sender }))
    }

    /// Sends what was written, now that it is kept. It waits a moment first, so that it takes no turn from the answer that
    /// it follows, and a decoy costs that answer what a mail does.
    pub fn begin(self: &Arc<Self>, written: Vec<Written>) {
        for Written { row, body, sender } in written {
            let post = Arc::clone(self);
            self.background.spawn(async move {
                tokio::time::sleep(AFTER_THE_ANSWER).await;
                post.attempt(row, Some(body), sender).await;
            });
        }
    }
}

/// Adds the rows; one statement, or none for none.
pub async fn keep(db: &impl ConnectionTrait, written: &[Written]) -> Result<(), DbErr> {
    if written.is_empty() {
        return Ok(());
    }
    let rows = written.iter().map(|written| written.row.clone()).collect();
    mail::Entity::append(rows).exec_without_returning(db).await?;
    Ok(())
}

fn ends_at(now: Timestamp, link: Option<Timestamp>) -> Timestamp {
    let latest: Duration = PATIENCE;
    link.map_or(now.plus(latest), |link| link.min(now.plus(latest)))
}
