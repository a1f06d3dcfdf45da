//! `GET /metrics` for Prometheus, on the listener that is apart from the public port. Every other path is a 404.

use std::sync::Arc;

use poem::{
    Response, Route,
    endpoint::make_sync,
    get,
    http::{StatusCode, header::CONTENT_TYPE},
};

use super::Metrics;

/// The OpenMetrics 1.0 media type, which Prometheus asks for and without which it parses an older format.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The routes of the metrics listener.
pub fn routes(metrics: Arc<Metrics>) -> Route {
    Route::new().at(
        "/metrics",
        get(make_sync(move |_| match metrics.render() {
            Ok(page) => Response::builder().header(CONTENT_TYPE, OPEN_METRICS).body(page),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into(),
        })),
    )
}

#[cfg(test)]
mod tests {
    use poem::{Endpoint, Request};

    use super::*;

    #[tokio::test]
    async fn metrics_are_at_their_path_and_nowhere_else() {
        let routes = routes(Arc::new(Metrics::new()));
        let answer = routes.get_response(Request::builder().uri_str("/metrics").finish()).await;
        assert_eq!(answer.content_type(), Some(OPEN_METRICS));
        assert!(answer.into_body().into_string().await.unwrap().contains("almond_keys_minted_total 0"));
        let answer = routes.get_response(Request::builder().uri_str("/").finish()).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
}
