//! The OpenAPI documents, and Swagger UI at `/api/v1/docs`, which shows them all in one. They are made elsewhere.

use super::file::{CSS, File, JSON, SCRIPT};
use crate::openapi;

/// The documents, the page and its files.
pub fn files() -> [(&'static str, File); 8] {
    let style = include_bytes!("../../assets/swagger-ui/swagger-ui.css").as_slice();
    let bundle = include_bytes!("../../assets/swagger-ui/swagger-ui-bundle.js").as_slice();
    [
        ("/openapi.json", File::asset(JSON, openapi::document())),
        ("/api/v1/openapi.json", File::asset(JSON, openapi::document())),
        ("/api/v1/docs", File::page(include_str!("../../assets/docs/index.html"))),
        ("/api/v1/docs/init.js", File::asset(SCRIPT, include_str!("../../assets/docs/init.js"))),
        ("/api/v1/docs/swagger-ui.css", File::asset(CSS, style)),
        ("/api/v1/docs/swagger-ui-bundle.js", File::asset(SCRIPT, bundle)),
        ("/api/v1/docs/openapi.json", File::asset(JSON, openapi::whole())),
        ("/api/v1/docs/dialects.json", File::asset(JSON, openapi::dialects())),
    ]
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
        let files = Files::new(files());
        keeps_to_itself(&files, "/api/v1/docs", 4).await;
        assert!(text(&files, "/api/v1/docs/init.js").await.contains("\"/api/v1/docs/openapi.json\""));
        assert_eq!(text(&files, "/api/v1/docs/openapi.json").await, openapi::whole());
        assert_eq!(text(&files, "/openapi.json").await, openapi::document());
    }
}
