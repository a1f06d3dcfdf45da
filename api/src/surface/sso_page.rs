//! What the page loads that a sign-in for a key ends on. The page itself is `key::dialect::internal`'s.

use super::file::{CSS, File, SCRIPT};

pub fn files() -> [(&'static str, File); 3] {
    [
        ("/auth/page.css", File::asset(CSS, include_str!("../../assets/sso/page.css"))),
        ("/auth/sso.css", File::asset(CSS, include_str!("../../assets/sso/sso.css"))),
        ("/auth/sso.js", File::asset(SCRIPT, include_str!("../../assets/sso/sso.js"))),
    ]
}
