//! What a mailed link is for.

use super::word::words;

words!(
    /// A link of one purpose does nothing for another.
    LinkPurpose: "link purpose" {
        MagicLink = "magic_link",
        PasswordReset = "password_reset",
    }
);
