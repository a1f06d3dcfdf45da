//! `GET /me/activity`: one's own records, for whoever may not read the log.

use entity::audit_event;
use identity::{
    policy::{Caller, Rule},
    principal::Session,
};
use kernel::{
    error::Result,
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
    },
};
use poem_openapi::{OpenApi, param::Query};

use super::{
    api::SECTION,
    wire::{AuditEventOut, Sequence},
};

/// What a person did is no secret from them, whatever their role.
pub struct ListMyActivity;

impl Rule for ListMyActivity {
    type Who = Session;
    const NAME: &'static str = "list_my_activity";
}

pub struct MeApi;

#[OpenApi(prefix_path = "/api/v1/me/activity", tag = "SECTION")]
impl MeApi {
    /// List what you did in the org, newest first.
    ///
    /// Also with your keys. For every member: to see whether it was you.
    #[oai(path = "/", method = "get")]
    async fn list_my_activity(
        &self,
        caller: Caller<ListMyActivity>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<Sequence>>>>,
    ) -> Result<Reply<List<AuditEventOut>>> {
        let (tenant, page) = (caller.tenant(), PageIn::new(limit.0, cursor.0));
        let mine = audit_event::Filter { actor: Some(tenant.user().uuid()), ..audit_event::Filter::default() };
        let after = page.after.map(|Sequence(number)| number);
        let rows = audit_event::Entity::page_in_org(tenant.org(), mine, after, page.fetch());
        let rows = rows.all(tenant.read()).await?;
        Ok(Reply::new(page.list(rows, |row| Sequence(row.sequence), AuditEventOut::from)))
    }
}
