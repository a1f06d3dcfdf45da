//! What a member is in an org (CONTRACT section 6). Ordered: a greater role may do all that a lesser one may.

use super::word::words;

words!(
    /// `member` < `admin` < `owner`.
    OrgRole: "role" {
        Member = "member",
        Admin = "admin",
        Owner = "owner",
    }
);
