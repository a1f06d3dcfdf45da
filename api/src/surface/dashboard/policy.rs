//! The content security policy of the dashboard. Its page has one inline script, which starts it: the policy names that
//! script by its hash and lets no other run.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::HeaderValue;
use sha2::{Digest, Sha256};

/// Trusted Types: only the policy by which Svelte makes its templates may turn text into HTML.
const REST: &str = "style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; \
                    base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types \
                    svelte-trusted-html";

/// The policy of `page`.
pub fn of(page: &str) -> HeaderValue {
    let scripts = page.split("<script>").skip(1).filter_map(|part| part.split_once("</script>"));
    let hashes = scripts.map(|(script, _)| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script))));
    let policy = format!("default-src 'none'; script-src 'self'{}; {REST}", hashes.collect::<String>());
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_each_inline_script_by_its_hash() {
        let policy = of("<p><script>\nlet a;</script><script src='/b.js'></script>");
        let hash = BASE64_STANDARD.encode(Sha256::digest("\nlet a;"));
        assert!(policy.to_str().unwrap().contains(&format!("script-src 'self' 'sha256-{hash}'; style-src 'self';")));
    }
}
