//! The OpenAPI documents, and Swagger UI at `/api/v1/docs`, which shows them all in one. They are made elsewhere.

use super::file::{CSS, File, JSON, SCRIPT, below};
use crate::openapi;

/// The documents, the page and its files, as they are below `path` of the public URL.
pub fn files(path: &str) -> [(&'static str, File); 8] {
    let init = include_str!("../../assets/docs/init.js").replace("\"/api", &format!("\"{path}/api"));
    let document = |text: &str| if path.is_empty() { text.to_owned() } else { served_at(text, path) };
    let style = include_bytes!("../../assets/swagger-ui/swagger-ui.css").as_slice();
    let bundle = include_bytes!("../../assets/swagger-ui/swagger-ui-bundle.js").as_slice();
    [
        ("/openapi.json", File::asset(JSON, document(openapi::document()))),
        ("/api/v1/openapi.json", File::asset(JSON, document(openapi::document()))),
        ("/api/v1/docs", File::page(below(path, include_str!("../../assets/docs/index.html")))),
        ("/api/v1/docs/init.js", File::asset(SCRIPT, init)),
        ("/api/v1/docs/swagger-ui.css", File::asset(CSS, style)),
        ("/api/v1/docs/swagger-ui-bundle.js", File::asset(SCRIPT, bundle)),
        ("/api/v1/docs/openapi.json", File::asset(JSON, document(openapi::whole()))),
        ("/api/v1/docs/dialects.json", File::asset(JSON, document(openapi::dialects()))),
    ]
}

/// The document, whose operations are below `path`.
fn served_at(document: &str, path: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(document).unwrap_or_default();
    document["servers"][0]["url"] = path.into();
    document.to_string()
}

#[cfg(test)]
mod tests {
    use super::{
        super::file::{
            Files,
            tests::{keeps_to_itself, text},
        },
        *,
    };

    #[tokio::test]
    async fn the_page_links_only_to_what_is_served_and_shows_every_operation() {
        let files = Files::new(files(""));
        keeps_to_itself(&files, "/api/v1/docs", 4).await;
        assert!(text(&files, "/api/v1/docs/init.js").await.contains("\"/api/v1/docs/openapi.json\""));
        assert_eq!(text(&files, "/api/v1/docs/openapi.json").await, openapi::whole());
        assert_eq!(text(&files, "/openapi.json").await, openapi::document());
    }
}
