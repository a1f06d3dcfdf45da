//! Usage on the wire.

use entity::{KeyId, Timestamp, UseSpan, UserId, use_count};
use kernel::wire::Text;
use poem_openapi::Object;

/// How keys were used in a span of time.
#[derive(Object)]
#[oai(rename = "Usage", rename_all = "camelCase")]
pub struct UsageOut {
    /// When the first span begins.
    pub from: Text<Timestamp>,
    /// When the last span ends.
    pub to: Text<Timestamp>,
    /// How long each span is.
    pub interval: Text<UseSpan>,
    /// What it all adds up to.
    pub total: UsageCountsOut,
    /// A span each, the oldest first; those without any use included.
    pub spans: Vec<UsageSpanOut>,
    /// The most used keys, the most used first, at most 20; empty for a single key.
    pub keys: Vec<KeyUsageOut>,
}

/// How keys were used in an hour or a day.
#[derive(Object)]
#[oai(rename = "UsageSpan", rename_all = "camelCase")]
pub struct UsageSpanOut {
    /// When it begins.
    pub at: Text<Timestamp>,
    #[oai(flatten)]
    pub counts: UsageCountsOut,
}

/// How often keys were judged, and what came of it.
#[derive(Object, Default)]
#[oai(rename = "UsageCounts", rename_all = "camelCase")]
pub struct UsageCountsOut {
    /// Keys that were judged, here or for a service behind Almond.
    pub checks: i64,
    /// Those of them that were refused.
    pub refused: i64,
    /// Why.
    pub refusals: UsageRefusalsOut,
    /// Tokens spent by verifications with a `cost`.
    pub tokens: i64,
}

/// The refusals by reason; the names are those of `code` in a verification.
#[derive(Object, Default)]
#[oai(rename = "UsageRefusals", rename_all = "camelCase")]
pub struct UsageRefusalsOut {
    /// The key was ended.
    pub revoked: i64,
    /// Its time was over.
    pub expired: i64,
    /// It was paused, or its user could not use it.
    pub disabled: i64,
    /// It lacked the scope.
    pub insufficient_scope: i64,
    /// It may not be used from that address.
    pub forbidden_address: i64,
    /// Its budget had too little left for the minute.
    pub rate_limited: i64,
    /// Its budget had too little left for the day.
    pub usage_exceeded: i64,
    /// Any other reason, such as the role of the key's user.
    pub forbidden: i64,
}

/// How one key was used in the whole range.
#[derive(Object)]
#[oai(rename = "ApiKeyUsage", rename_all = "camelCase")]
pub struct KeyUsageOut {
    /// Which key.
    pub key_id: Text<KeyId>,
    /// `null` for a key whose row is gone.
    pub name: Option<String>,
    /// Its first 12 characters.
    pub prefix: Option<String>,
    /// Whose it is.
    pub user_id: Option<Text<UserId>>,
    /// True if it was ended meanwhile.
    pub revoked: bool,
    /// How often it was judged.
    pub checks: i64,
    /// How often it was refused.
    pub refused: i64,
    /// Tokens that it spent.
    pub tokens: i64,
}

impl UsageCountsOut {
    pub fn add(&mut self, row: &use_count::Model) {
        let of = &mut self.refusals;
        let mut refused = 0;
        for (count, more) in [
            (&mut of.revoked, row.revoked),
            (&mut of.expired, row.expired),
            (&mut of.disabled, row.disabled),
            (&mut of.insufficient_scope, row.insufficient_scope),
            (&mut of.forbidden_address, row.forbidden_address),
            (&mut of.rate_limited, row.rate_limited),
            (&mut of.usage_exceeded, row.usage_exceeded),
            (&mut of.forbidden, row.forbidden),
        ] {
            *count += more;
            refused += more;
        }
        self.refused += refused;
        self.checks += row.valid + refused;
        self.tokens += row.tokens;
    }
}
