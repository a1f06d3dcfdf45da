//! `GET /audit-events`.

use entity::{Action, KeyId, OrgRole, Timestamp, UserId, audit_event};
use identity::{
    policy::{Caller, Rule},
    principal::Member,
};
use kernel::{
    error::{Error, Result},
    wire::{
        List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
    },
};
use poem_openapi::{OpenApi, param::Query};

use super::wire::{AuditEventOut, Sequence, TargetId};

/// The section of the document.
pub const SECTION: Section = Section { name: "Audit log", about: "What happened to credentials and rights." };

/// Keys too: what collects logs is a program. Theirs must be an owner's or admin's.
pub struct ListAuditEvents;

impl Rule for ListAuditEvents {
    type Who = Member;
    const NAME: &'static str = "list_audit_events";
    const ROLE: OrgRole = OrgRole::Admin;
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/audit-events", tag = "SECTION")]
impl Api {
    /// List what happened in the org, newest first.
    ///
    /// For owners and admins, and their keys. The records are a hash chain; `docs/operating/audit.md` says how to verify it.
    #[oai(path = "/", method = "get")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list_audit_events(
        &self,
        caller: Caller<ListAuditEvents>,
        /// Only this action.
        action: Query<Option<Text<Action>>>,
        /// Only what this user did.
        #[oai(name = "actorId")]
        actor_id: Query<Option<Text<UserId>>>,
        /// Only what was done with this key.
        #[oai(name = "keyId")]
        key_id: Query<Option<Text<KeyId>>>,
        /// Only what happened to this.
        #[oai(name = "targetId")]
        target_id: Query<Option<Text<TargetId>>>,
        /// Only from this instant on.
        from: Query<Option<Text<Timestamp>>>,
        /// Only before this instant.
        to: Query<Option<Text<Timestamp>>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<Sequence>>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<AuditEventOut>>> {
        let (tenant, page) = (caller.tenant(), PageIn::new(limit.0, cursor.0).counting(total.0));
        let filter = audit_event::Filter {
            action: action.0.map(|action| action.0),
            actor: actor_id.0.map(|id| id.0.uuid()),
            key: key_id.0.map(|id| id.0.uuid()),
            target: target_id.0.as_ref().map(|id| id.0.as_str()),
            from: from.0.map(|at| at.0),
            to: to.0.map(|at| at.0),
        };
        check_span(&filter)?;
        let number = |after: Option<Sequence>| after.map(|Sequence(number)| number);
        let finder = |after, limit| audit_event::Entity::page_in_org(tenant.org(), filter, number(after), limit);
        let rows = page.find(tenant.read(), &[], finder).await?;
        Ok(Reply::new(page.list(rows, |row| Sequence(row.sequence), AuditEventOut::from)))
    }
}

/// A span that ends before it begins is a slip, not a wish for nothing.
fn check_span(filter: &audit_event::Filter<'_>) -> Result<()> {
    let backwards = filter.from.zip(filter.to).is_some_and(|(from, to)| to < from);
    if backwards { Err(Error::field("to", "must not be before `from`")) } else { Ok(()) }
}
