//! Swagger UI at `/api/v1/docs`. The OpenAPI document itself is made elsewhere.

use hyper::body::Bytes;

use super::file::{CSS, File, JSON, SCRIPT};

/// The page, its files and `openapi_json`, the document it shows.
pub fn files(openapi_json: impl Into<Bytes>) -> [(&'static str, File); 5] {
    let style = include_bytes!("../../assets/swagger-ui/swagger-ui.css").as_slice();
    let bundle = include_bytes!("../../assets/swagger-ui/swagger-ui-bundle.js").as_slice();
    [
        ("/api/v1/docs", File::page(include_bytes!("../../assets/docs/index.html"))),
        ("/api/v1/docs/init.js", File::asset(SCRIPT, include_str!("../../assets/docs/init.js"))),
        ("/api/v1/docs/swagger-ui.css", File::asset(CSS, style)),
        ("/api/v1/docs/swagger-ui-bundle.js", File::asset(SCRIPT, bundle)),
        ("/api/v1/docs/openapi.json", File::asset(JSON, openapi_json)),
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
    async fn the_page_links_only_to_what_is_served_and_shows_the_document() {
        let files = Files::new(files("{\"openapi\":\"3.0.0\"}"));
        keeps_to_itself(&files, "/api/v1/docs", 4).await;
        assert!(text(&files, "/api/v1/docs/init.js").await.contains("\"/api/v1/docs/openapi.json\""));
        assert_eq!(text(&files, "/api/v1/docs/openapi.json").await, "{\"openapi\":\"3.0.0\"}");
    }
}
