//! One attempt at a mail that is claimed, and what follows from how it ended. Nothing of it counts if the claim has run out
//! meanwhile.

use std::{sync::PoisonError, time::Duration};

use entity::{MailStatus, Timestamp, mail};
use sea_orm::DbErr;
use uuid::Uuid;

use super::{
    Post,
    letterhead::Body,
    schedule::{CROWDED, TURN, again},
};
use crate::{
    seam::{MailError, bytes},
    share::Holder,
    token::Sealed,
};

/// How often the same kind of failure is in the log, for mails that had failed before.
const REPEAT: Duration = Duration::from_secs(60);
/// The most of an error that is kept.
const LONGEST_ERROR: usize = 300;

/// How an attempt ended.
enum Ended {
    Sent,
    /// The link in it was over.
    Expired,
    Crowded,
    /// It was sealed under another secret.
    Unreadable,
    Failed(MailError),
}

impl Post {
    /// Sends a mail, if it is its turn soon; `body` is what it says, if that is known. If what follows can't be written down,
    /// the claim runs out and it is sent again.
    pub(crate) async fn attempt(&self, row: mail::Model, body: Option<Body>, sender: Option<Holder>) {
        let Some(claim) = row.claim else { return };
        let body = body.or_else(|| self.open(&row));
        let settled = match body {
            Some(body) if body.is_decoy => mail::Entity::forget(row.id, claim).exec(self.db.write()).await.map(drop),
            Some(body) => {
                let link_ends = body.ends_at;
                let ended = self.send(&row, body, sender).await;
                self.settle(&row, claim, ended, link_ends).await
            }
            None => self.settle(&row, claim, Ended::Unreadable, None).await,
        };
        if let Err(error) = settled {
            tracing::warn!(%error, mail = %row.id, "an attempt at a mail could not be written down");
        }
    }

    fn open(&self, row: &mail::Model) -> Option<Body> {
        let opened = self.sealer.open(Sealed::Mail, &[row.id.uuid()], row.body.as_ref()?)?;
        serde_json::from_slice(&opened).ok()
    }

    async fn send(&self, row: &mail::Model, body: Body, sender: Option<Holder>) -> Ended {
        if body.ends_at.is_some_and(|ends| ends <= self.clock.now()) {
            return Ended::Expired;
        }
        // Notices to whom an account belongs have no sender, and are held up by none.
        let Ok(_turn) = self.turns.wait(sender.as_slice(), TURN).await else { return Ended::Crowded };
        match self.mail.send(body.letter(row)).await {
            Ok(()) => Ended::Sent,
            Err(error) => Ended::Failed(error),
        }
    }

    async fn settle(
        &self,
        row: &mail::Model,
        claim: Uuid,
        ended: Ended,
        link_ends: Option<Timestamp>,
    ) -> Result<(), DbErr> {
        let (id, at) = (row.id, self.clock.now());
        let write = match &ended {
            Ended::Sent => mail::Entity::finish(id, claim, MailStatus::Sent, None, at),
            Ended::Expired => mail::Entity::finish(id, claim, MailStatus::Expired, row.last_error.as_deref(), at),
            Ended::Crowded => mail::Entity::postpone(id, claim, at.plus(CROWDED)),
            Ended::Unreadable => mail::Entity::give_up(id, claim, "it was sealed under another ALMOND_SECRET", at),
            Ended::Failed(error) => {
                let ends = link_ends.map_or(row.ends_at, |link| link.min(row.ends_at));
                let [random] = bytes(self.entropy.as_ref());
                let due = Some(error).filter(|error| !error.is_final());
                let due = due.and_then(|_| again(row.attempts, random, at, ends));
                self.tell(row, error, due);
                let error: String = error.to_string().chars().take(LONGEST_ERROR).collect();
                match due {
                    Some(due) => mail::Entity::put_off(id, claim, &error, at, due),
                    None if link_ends.is_some_and(|link| link <= row.ends_at) && !ended.is_final() => {
                        mail::Entity::finish(id, claim, MailStatus::Expired, Some(&error), at)
                    }
                    None => mail::Entity::give_up(id, claim, &error, at),
                }
            }
        };
        self.metrics.mail_attempted(ended.as_str());
        write.exec(self.db.write()).await?;
        Ok(())
    }

    /// One line that an operator can act on. It has no address: those are in the list of mails.
    fn tell(&self, row: &mail::Model, error: &MailError, due: Option<Timestamp>) {
        let (kind, advice) = (error.kind(), error.advice());
        if row.attempts > 1 && due.is_some() {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            let (now, last) = (self.clock.uptime(), told.get(kind).copied());
            if last.is_some_and(|last| now < last + REPEAT) {
                return;
            }
            told.insert(kind, now);
        }
        let again = due.map(|due| due.to_string());
        tracing::warn!(mail = %row.id, kind, %error, advice, again, attempt = row.attempts, "a mail could not be sent");
    }
}

impl Ended {
    const fn is_final(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_final())
    }

    /// As the figures name it.
    const fn as_str(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Expired => "expired",
            Self::Crowded => "postponed",
            Self::Unreadable => "unreadable",
            Self::Failed(error) => error.kind(),
        }
    }
}
