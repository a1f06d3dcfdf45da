//! `GET /me/activity`: one's own records, for whoever may not read the log. Their numbers and hashes stay out of it: they
//! tell how much happens in the org.

use entity::{AuditEventId, KeyId, Timestamp, audit_event};
use identity::{
    policy::{Caller, Rule, Tenant},
    principal::Session,
};
use kernel::{
    error::{Error, Result},
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
    },
};
use poem_openapi::{Object, OpenApi, param::Query};

use super::api::SECTION;

/// What a person did is no secret from them, whatever their role.
pub struct ListMyActivity;

impl Rule for ListMyActivity {
    type Who = Session;
    const NAME: &'static str = "list_my_activity";
}

/// Something that you did.
#[derive(Object)]
#[oai(rename = "Activity", rename_all = "camelCase")]
pub struct ActivityOut {
    pub id: Text<AuditEventId>,
    /// When it happened.
    pub at: Text<Timestamp>,
    /// What happened.
    pub action: String,
    /// The key that you did it with, if it was one.
    pub key_id: Option<Text<KeyId>>,
    /// What it happened to.
    pub target_id: Option<String>,
    /// Where the request came from.
    pub ip: Option<String>,
    /// The request's `X-Request-Id`.
    pub request_id: Option<String>,
}

impl From<audit_event::Model> for ActivityOut {
    fn from(row: audit_event::Model) -> Self {
        Self {
            id: Text(row.id),
            at: Text(Timestamp::from_millis(row.created_at.millis())),
            action: row.action,
            key_id: row.actor_key.map(|id| Text(id.into())),
            target_id: row.target_id,
            ip: row.ip,
            request_id: row.request_id,
        }
    }
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
        cursor: Query<Option<Text<Cursor<AuditEventId>>>>,
    ) -> Result<Reply<List<ActivityOut>>> {
        Ok(Reply::new(list(&caller.tenant(), &PageIn::new(limit.0, cursor.0)).await?))
    }
}

/// The page that follows one of one's own records.
///
/// # Errors
/// `BAD_REQUEST` for a cursor that is none of them.
async fn list(tenant: &Tenant, page: &PageIn<AuditEventId>) -> Result<List<ActivityOut>> {
    let mine = audit_event::Filter { actor: Some(tenant.user().uuid()), ..audit_event::Filter::default() };
    let after = match page.after {
        None => None,
        Some(id) => {
            let found = audit_event::Entity::find_of_actor_in_org(tenant.org(), tenant.user(), id);
            let found = found.one(tenant.read()).await?;
            Some(found.ok_or_else(|| Error::field("cursor", "is none of this list's"))?.sequence)
        }
    };
    let rows = audit_event::Entity::page_in_org(tenant.org(), mine, after, page.fetch());
    let rows = rows.all(tenant.read()).await?;
    Ok(page.list(rows, |row| row.id, ActivityOut::from))
}
