//! Reading what was counted. This node writes what it has counted first; of others the last half minute may be missing.

use std::collections::BTreeMap;

use entity::{
    KeyId, Timestamp, api_key,
    use_count::{self, Range},
};
use identity::policy::Tenant;
use kernel::{
    error::{Error, Result},
    wire::Text,
};

use super::wire::{KeyUsageOut, UsageCountsOut, UsageOut, UsageSpanOut};

/// How many keys are listed.
const MOST_KEYS: u64 = 20;

/// All keys of the org together, and the most used of them; or one of them.
///
/// # Errors
/// `NOT_FOUND` for a key of another org.
pub async fn of_org(tenant: &Tenant, key: Option<KeyId>, range: Range) -> Result<UsageOut> {
    let Some(key) = key else {
        let mut usage = of_key(tenant, use_count::Entity::all_keys(), range).await?;
        usage.keys = most_used(tenant, range).await?;
        return Ok(usage);
    };
    let found = api_key::Entity::named_in_org(tenant.org(), &[key]).one(tenant.read()).await?;
    found.ok_or_else(Error::not_found)?;
    of_key(tenant, key, range).await
}

/// A key of the caller's, which may have ended.
///
/// # Errors
/// `NOT_FOUND` for a key that is unknown or somebody else's.
pub async fn of_own_key(tenant: &Tenant, key: KeyId, range: Range) -> Result<UsageOut> {
    let found = api_key::Entity::named_in_org(tenant.org(), &[key]).one(tenant.read()).await?;
    found.filter(|row| row.user_id == tenant.user()).ok_or_else(Error::not_found)?;
    of_key(tenant, key, range).await
}

async fn of_key(tenant: &Tenant, key: KeyId, range: Range) -> Result<UsageOut> {
    let state = tenant.state();
    if let Err(error) = state.use_counts.write(&state.db, state.now()).await {
        tracing::debug!(?error, "what was counted could not be written; it stays for the next time");
    }
    let rows = use_count::Entity::of_key_in_org(tenant.org(), key, range).all(tenant.read()).await?;
    let mut total = UsageCountsOut::default();
    let mut counted: BTreeMap<Timestamp, UsageCountsOut> = BTreeMap::new();
    for row in &rows {
        total.add(row);
        counted.entry(row.begins_at).or_default().add(row);
    }
    let mut spans = Vec::new();
    let mut at = range.from;
    while at < range.to {
        spans.push(UsageSpanOut { at: Text(at), counts: counted.remove(&at).unwrap_or_default() });
        at = at.plus(range.span.length());
    }
    let Range { span, from, to } = range;
    Ok(UsageOut { from: Text(from), to: Text(to), interval: Text(span), total, spans, keys: Vec::new() })
}

async fn most_used(tenant: &Tenant, range: Range) -> Result<Vec<KeyUsageOut>> {
    let totals = use_count::Entity::most_used_in_org(tenant.org(), range, MOST_KEYS).all(tenant.read()).await?;
    let ids: Vec<KeyId> = totals.iter().map(|total| total.key_id).collect();
    let keys = api_key::Entity::named_in_org(tenant.org(), &ids).all(tenant.read()).await?;
    let mut keys: BTreeMap<KeyId, api_key::Model> = keys.into_iter().map(|key| (key.id, key)).collect();
    let shown = |total: use_count::KeyTotal| {
        let key = keys.remove(&total.key_id);
        let revoked = key.as_ref().is_none_or(|key| key.revoked_at.is_some());
        let (user_id, is_token) =
            (key.as_ref().map(|key| Text(key.user_id)), key.as_ref().is_some_and(|key| key.client.is_some()));
        let (name, prefix) = key.map(|key| (key.name, key.prefix)).unzip();
        KeyUsageOut {
            key_id: Text(total.key_id),
            name,
            // The token of a grant is never shown, nor a part of it.
            prefix: prefix.filter(|_| !is_token),
            user_id,
            revoked,
            checks: total.valid + total.refused,
            refused: total.refused,
            tokens: total.tokens,
        }
    };
    Ok(totals.into_iter().map(shown).collect())
}
