//! Requests that a browser sent from our own pages: only in those a cookie may act (OWASP, fetch metadata).

use http::{HeaderMap, HeaderName, header::ORIGIN};
use kernel::request::header;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// True if a request comes from the page's own origin. `Sec-Fetch-Site` and `Origin` must not contradict it and at
/// least one of them must say so, once; no script can forge either.
pub fn is_same_origin(headers: &HeaderMap, own: &str) -> bool {
    let site = header::only(headers, &SEC_FETCH_SITE).map(|site| site.map(|site| site == "same-origin"));
    let origin = header::only(headers, &ORIGIN).map(|origin| origin.map(|origin| origin.as_bytes() == own.as_bytes()));
    match (site, origin) {
        (Ok(None), Ok(None)) => false,
        (Ok(site), Ok(origin)) => site.unwrap_or(true) && origin.unwrap_or(true),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_count() {
        let own = "https://app.example";
        for (site, origin, expected) in [
            (None, None, false),
            (Some("same-origin"), None, true),
            (None, Some("https://app.example"), true),
            (Some("same-origin"), Some("https://app.example"), true),
            (Some("same-origin"), Some("https://evil.example"), false),
            (Some("same-site"), Some("https://app.example"), false),
            (Some("cross-site"), None, false),
            (Some("none"), None, false),
            (None, Some("null"), false),
            (None, Some("http://app.example"), false),
            (None, Some("https://app.example.evil.example"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().unwrap());
            }
            if let Some(origin) = origin {
                headers.insert("origin", origin.parse().unwrap());
            }
            assert_eq!(is_same_origin(&headers, own), expected, "{site:?} {origin:?}");
        }
    }

    #[test]
    fn one_that_is_said_twice_says_nothing() {
        let own = "https://app.example";
        for doubled in [
            [("origin", own), ("origin", own)],
            [("origin", own), ("origin", "https://evil.example")],
            [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")],
            [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in doubled {
                headers.append(name, value.parse().unwrap());
            }
            assert!(!is_same_origin(&headers, own), "{doubled:?}");
        }
    }
}
