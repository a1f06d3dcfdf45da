//! Where a sign-in comes from that a provider vouched for, as tokens and codes carry it to the session.

use serde::{Deserialize, Serialize};

/// Where a sign-in comes from that a provider vouched for: kept with the session, and with what leads to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// True if a second factor was shown there.
    #[serde(default)]
    pub second_factor: bool,
    /// In milliseconds; none where it doesn't count as a step-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stepped_up_at: Option<i64>,
}
