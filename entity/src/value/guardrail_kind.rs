//! What a guardrail does.

use super::word::words;

words!(
    /// From the mildest to the strictest.
    GuardrailKind: "guardrail kind" {
        Warn = "warn",
        RequireApproval = "require_approval",
        Block = "block",
    }
);
