//! An open change. Statements run on it as on any connection; its `commit` is the only way to keep them, and it voids.

use std::sync::{Mutex, PoisonError};

use entity::{AuditEventId, MailId, audit_event};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, prelude::async_trait,
};

use super::Changes;
use crate::{
    audit::{self, Event},
    db::Bounded,
    draft::Draft,
    error::{Error, Result},
    fence::Tag,
    outbox,
    post::{self, Written},
    revocation::Entry,
    seam::bytes,
    share::Holder,
};

/// An open change. Dropped without `commit`, it changes nothing.
pub struct Change {
    transaction: Bounded<DatabaseTransaction>,
    reach: Changes,
    /// The address and the id of the request that makes it.
    origin: Option<(String, String)>,
    touched: Vec<Tag>,
    records: Mutex<Vec<audit_event::Model>>,
    mails: Mutex<Vec<Written>>,
}

/// What others are to hear of a change that is durable.
struct Committed {
    /// True if there are webhooks to send.
    queued: bool,
    /// By which other nodes know what it touched, if they are to know.
    number: Option<i64>,
}

impl Change {
    pub(super) fn new(
        transaction: Bounded<DatabaseTransaction>,
        reach: Changes,
        origin: Option<(String, String)>,
    ) -> Self {
        Self { transaction, reach, origin, touched: Vec::new(), records: Mutex::default(), mails: Mutex::default() }
    }

    /// Says that this change alters what pictures of `tag` show.
    pub fn touch(&mut self, tag: Tag) {
        self.touched.push(tag);
    }

    /// Has `event` added to the audit log when the change commits.
    pub fn record(&self, event: Event) {
        let now = self.reach.clock.now();
        let id = AuditEventId::new(now, bytes(self.reach.entropy.as_ref()));
        let (address, request_id) = self.origin.clone().unzip();
        let record = event.into_record(id, now, address, request_id);
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }

    /// Has `message` kept with this change, and sent once it commits; `sender` is whose share of the sending it takes. Notices
    /// to whom an account belongs have none, and wait for none. None where this server sends no mail.
    ///
    /// # Errors
    /// `UNAVAILABLE` when it can't be sealed.
    pub fn mail(&self, sender: Option<Holder>, draft: &Draft) -> Result<Option<MailId>> {
        self.mail_or_decoy(sender, draft, false)
    }

    /// As `mail`; but nobody gets a decoy, which takes what a mail takes: where only a known address is mailed, neither the
    /// answer nor its time may tell it from another.
    ///
    /// # Errors
    /// As `mail`.
    pub fn mail_or_decoy(&self, sender: Option<Holder>, draft: &Draft, is_decoy: bool) -> Result<Option<MailId>> {
        let Some(written) = self.reach.post.write(sender, draft, is_decoy)? else { return Ok(None) };
        let id = written.id();
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).push(written);
        Ok(Some(id))
    }

    /// Adds what is to be recorded and mailed, makes the change durable, then voids the pictures it altered, here and on every other
    /// node. When this returns, no request that starts afterwards is answered from an older picture.
    ///
    /// Runs as a task of its own: a client that hangs up between the two steps must not keep the second from happening.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails; then the change may have been kept or not.
    pub async fn commit(self) -> Result<()> {
        let finish = tokio::spawn(async move {
            let Self { transaction, reach, touched, records, mails, .. } = self;
            let mails = mails.into_inner().unwrap_or_else(PoisonError::into_inner);
            let records = records.into_inner().unwrap_or_else(PoisonError::into_inner);
            let revocations = records.iter().filter_map(Entry::of).collect();
            let committed = write(transaction, &reach, records, &mails, &touched).await;
            // Also after a failure: whether the rows were changed is then unknown, and looking again is always right.
            reach.voids.stamp(&touched);
            let committed = committed?;
            if committed.queued {
                reach.queued.notify_one();
            }
            reach.post.begin(mails);
            let listed = async {
                if let Some(list) = &reach.revocations {
                    list.append(revocations).await;
                }
            };
            tokio::join!(reach.voids.wait(committed.number), listed);
            Ok::<(), DbErr>(())
        });
        finish.await.map_err(Error::unavailable)??;
        Ok(())
    }
}

/// Webhooks come first: endpoints are held before chains, and chains before the sequence of invalidations, so that what
/// most changes wait for is held the shortest.
async fn write(
    transaction: Bounded<DatabaseTransaction>,
    reach: &Changes,
    records: Vec<audit_event::Model>,
    mails: &[Written],
    touched: &[Tag],
) -> Result<Committed, DbErr> {
    post::keep(&transaction, mails).await?;
    let queued = outbox::publish(&transaction, &records).await?;
    audit::append(&transaction, &reach.seals, records).await?;
    // Last: from here to the commit nobody else can take a number.
    let number = reach.voids.number(&transaction, touched).await?;
    transaction.commit().await?;
    Ok(Committed { queued, number })
}

/// Statements run on the transaction itself.
#[async_trait::async_trait]
impl ConnectionTrait for Change {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.transaction.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.transaction.query_all_raw(statement).await
    }

    fn support_returning(&self) -> bool {
        self.transaction.support_returning()
    }
}
