//! `/internal/mails`: mails, and having those sent again that were not. It is ours, not of the dialect's text; what a mail
//! says is shown to nobody.

use entity::{MailId, MailKind, MailStatus, mail};
use identity::principal::Operator;
use kernel::error::Code;
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
};

use super::{
    super::{Bare, Caller, Limit, Listed, Part, Rule, Surface, Text, in_seconds},
    Result, SURFACE,
};
use crate::{key::dialect::SECTION, mail as service};

struct ListMails;

impl Rule for ListMails {
    type Who = Operator;
    const NAME: &'static str = "list_mails";
    const SURFACE: Surface = SURFACE;
}

struct RetryMail;

impl Rule for RetryMail {
    type Who = Operator;
    const NAME: &'static str = "retry_mail";
    const SURFACE: Surface = SURFACE;
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

struct RetryMails;

impl Rule for RetryMails {
    type Who = Operator;
    const NAME: &'static str = "retry_mails";
    const SURFACE: Surface = SURFACE;
}

/// A mail.
#[derive(Object)]
#[oai(rename = "InternalMail")]
struct MailOut {
    id: Text<MailId>,
    /// Whom it goes to.
    to: String,
    kind: Text<MailKind>,
    status: Text<MailStatus>,
    /// Attempts that were begun.
    attempts: i32,
    /// What went wrong with the last one, if it did.
    last_error: Option<String>,
    /// When it is sent again, if it is.
    next_attempt_at: Option<String>,
    /// When it was written.
    created_at: String,
}

impl From<mail::Model> for MailOut {
    fn from(row: mail::Model) -> Self {
        Self {
            id: Text(row.id),
            to: row.recipient,
            kind: Text(row.kind),
            status: Text(row.status),
            attempts: row.attempts,
            last_error: row.last_error,
            next_attempt_at: row.due_at.map(in_seconds),
            created_at: in_seconds(row.created_at),
        }
    }
}

/// How many mails are sent again.
#[derive(Object)]
#[oai(rename = "InternalMailsRetried")]
struct RetriedOut {
    /// None that was sent or is void.
    retried: u64,
}

pub struct Api;

#[OpenApi(prefix_path = "/internal/mails", tag = "SECTION")]
impl Api {
    /// List mails, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_mails(
        &self,
        caller: Caller<ListMails>,
        /// Only those with this status.
        status: Query<Option<Text<MailStatus>>>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<MailId>>>,
    ) -> Result<Listed<Vec<MailOut>>> {
        let part = Part::new(limit, after);
        let status = status.0.map(|status| status.0);
        let mails = service::list(caller.state(), status, part.after, part.fetch()).await?;
        Ok(part.cut(mails, |mail| mail.id).map(MailOut::from))
    }

    /// Have all mails sent again that failed.
    #[oai(path = "/retry", method = "post")]
    async fn retry_mails(&self, caller: Caller<RetryMails>) -> Result<Bare<RetriedOut>> {
        Ok(Bare(RetriedOut { retried: service::retry_failed(caller.state()).await? }))
    }

    /// Have a mail sent again.
    ///
    /// At once, and for three days if need be; but not for longer than its link works.
    #[oai(path = "/:id/retry", method = "post")]
    async fn retry_mail(
        &self,
        caller: Caller<RetryMail>,
        /// The mail's id.
        id: Path<Text<MailId>>,
    ) -> Result<Bare<MailOut>> {
        Ok(Bare(service::retry(caller.state(), id.0.0).await?.into()))
    }
}
