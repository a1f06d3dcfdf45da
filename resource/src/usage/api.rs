//! `/orgs/{id}/usage` and `/api-keys/{id}/usage`.

use entity::{KeyId, OrgId, Timestamp, UseSpan};
use identity::policy::Caller;
use kernel::{
    error::Result,
    wire::{Reply, Section, Text},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    range::range,
    rule::{GetKeyUsage, GetOrgUsage},
    service,
    wire::UsageOut,
};

/// The section of the document.
const SECTION: Section = Section { name: "Usage", about: "How often keys are used, and refused, and why." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1", tag = "SECTION")]
impl Api {
    /// See how the keys of an org are used.
    ///
    /// For owners and admins, and their keys with `api-keys:read`. Counted on every node and written twice a minute, so other nodes may lag by half
    /// a minute: for people to look at, not to bill by. Hours are kept for 8 days, days (UTC) for 91.
    #[oai(path = "/orgs/:id/usage", method = "get")]
    async fn get_org_usage(
        &self,
        caller: Caller<GetOrgUsage>,
        /// The org's id.
        #[oai(name = "id")]
        _id: Path<Text<OrgId>>,
        /// How long a span is; by the hour unless given.
        interval: Query<Option<Text<UseSpan>>>,
        /// From the span on that this instant is in; the last 24 hours or 30 days unless given.
        from: Query<Option<Text<Timestamp>>>,
        /// To the span that this instant is in; now unless given.
        to: Query<Option<Text<Timestamp>>>,
        /// Only this key.
        #[oai(name = "keyId")]
        key: Query<Option<Text<KeyId>>>,
    ) -> Result<Reply<UsageOut>> {
        let tenant = caller.tenant();
        let range = asked(interval.0, from.0, to.0, tenant.state().now())?;
        Ok(Reply::new(service::of_org(&tenant, key.0.map(|key| key.0), range).await?))
    }

    /// See how a key of the caller's is used.
    ///
    /// As an org's usage; a key that has ended is still there.
    #[oai(path = "/api-keys/:id/usage", method = "get")]
    async fn get_api_key_usage(
        &self,
        caller: Caller<GetKeyUsage>,
        /// The key's id.
        id: Path<Text<KeyId>>,
        /// How long a span is; by the hour unless given.
        interval: Query<Option<Text<UseSpan>>>,
        /// From the span on that this instant is in; the last 24 hours or 30 days unless given.
        from: Query<Option<Text<Timestamp>>>,
        /// To the span that this instant is in; now unless given.
        to: Query<Option<Text<Timestamp>>>,
    ) -> Result<Reply<UsageOut>> {
        let tenant = caller.tenant();
        let range = asked(interval.0, from.0, to.0, tenant.state().now())?;
        Ok(Reply::new(service::of_own_key(&tenant, id.0.0, range).await?))
    }
}

fn asked(
    interval: Option<Text<UseSpan>>,
    from: Option<Text<Timestamp>>,
    to: Option<Text<Timestamp>>,
    now: Timestamp,
) -> Result<entity::use_count::Range> {
    let span = interval.map_or(UseSpan::Hour, |Text(span)| span);
    range(span, from.map(|Text(at)| at), to.map(|Text(at)| at), now)
}
