//! The pages that mailed links lead to: one page, its script and its style, from inside the binary. To read them
//! changes nothing; the script sends a link's token to the API when the person presses a button. The front door adds
//! the headers that every answer carries: no-store, because the token is in the URL, and no-referrer for the same reason.

use poem::{IntoEndpoint, Response, Route, endpoint::make_sync, get, http::header};

/// Nothing from elsewhere, nothing inline, no form that the browser sends by itself, no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Where the links of mails lead.
const PAGES: [&str; 3] = ["/auth/verify", "/auth/magic-link", "/auth/reset"];

/// `route` with the pages and what they load. Each has a path of its own: others live under `/auth` too.
pub fn mount(route: Route) -> Route {
    let route = PAGES
        .into_iter()
        .fold(route, |route, path| route.at(path, file(HTML, include_str!("../../assets/landing/index.html"))));
    route
        .at("/auth/landing.css", file(CSS, include_str!("../../assets/landing/landing.css")))
        .at("/auth/landing.js", file(SCRIPT, include_str!("../../assets/landing/landing.js")))
}

fn file(kind: &'static str, content: &'static str) -> impl IntoEndpoint<Endpoint: 'static> {
    get(make_sync(move |_| {
        Response::builder()
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_SECURITY_POLICY, POLICY)
            .body(content)
    }))
}

#[cfg(test)]
mod tests {
    use poem::{Endpoint, Request};

    use super::*;

    async fn text(path: &str) -> String {
        let answer = mount(Route::new()).get_response(Request::builder().uri_str(path).finish()).await;
        assert!(answer.status().is_success(), "{path}");
        assert_eq!(answer.header("content-security-policy"), Some(POLICY), "{path}");
        answer.into_body().into_string().await.unwrap()
    }

    #[tokio::test]
    async fn every_page_loads_only_what_is_served_here_and_has_nothing_inline() {
        for path in PAGES {
            let page = text(&format!("{path}?token=x")).await;
            let loaded: Vec<&str> = page.split('"').filter(|part| part.starts_with('/')).collect();
            assert_eq!(loaded.len(), 2);
            for path in loaded {
                assert!(!text(path).await.is_empty());
            }
            assert!(!page.contains("//") && !page.contains("style=") && !page.contains("<script>"), "{page}");
            assert!(!page.contains(" on"), "{page}");
        }
    }

    #[tokio::test]
    async fn the_script_knows_each_page_and_shows_text_only() {
        let script = text("/auth/landing.js").await;
        for path in PAGES {
            assert!(script.contains(&format!("\"{path}\": {{")), "{path}");
        }
        assert!(!script.contains("innerHTML") && !script.contains("https:"));
    }
}
