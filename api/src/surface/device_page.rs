//! The page where a person approves a device login: `verificationUrl`. Static files that talk to the API as any client
//! does; the session is the cookie, which no script can read.

use hyper::body::Bytes;
use poem::{Route, get};

use super::docs::{CSS, File, HTML, SCRIPT};

/// Where the page is, and where its own links expect [`routes`] to be nested.
pub const PATH: &str = "/device";

/// The page and its files.
pub fn routes() -> Route {
    let file = |kind, content: &'static [u8]| get(File::new(kind, Bytes::from_static(content)));
    Route::new()
        .at("/", file(HTML, include_bytes!("../../assets/device/index.html")))
        .at("/page.js", file(SCRIPT, include_bytes!("../../assets/device/page.js")))
        .at("/style.css", file(CSS, include_bytes!("../../assets/device/style.css")))
}

#[cfg(test)]
mod tests {
    use poem::{Endpoint, Request, http::StatusCode};

    use super::*;

    #[tokio::test]
    async fn the_page_links_only_to_what_is_served_and_has_nothing_inline() {
        let mounted = Route::new().nest(PATH, routes());
        let get = async |path: &str| mounted.get_response(Request::builder().uri_str(path).finish()).await;
        let page = get("/device?user_code=BCDF-GHJK-LMNP").await;
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("script-src 'self'")));
        let page = page.into_body().into_string().await.unwrap();
        let linked: Vec<&str> = page.split('"').filter(|part| part.starts_with('/')).collect();
        assert_eq!(linked.len(), 2);
        for path in linked {
            assert_eq!(get(path).await.status(), StatusCode::OK, "{path}");
        }
        assert!(!page.contains("style=") && !page.contains("<script>") && !page.contains("onclick"));
    }
}
