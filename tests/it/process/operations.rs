//! `/healthz`, `/readyz`, and `/metrics` on a port of its own.

use http::Method;
use serde_json::json;
use tests::{
    http::{request, rest},
    process::{self, Server},
};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{
    Site, on_sqlite,
    story::{Owner, models},
};

/// A server whose metrics' address is known.
async fn serve(site: &Site) -> (Server, String) {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut command = site.command();
    command.env("ALMOND_METRICS_LISTEN", &free);
    (process::serve(command).await, free)
}

async fn scrape(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request(&Method::GET, path, "", "").as_bytes()).await.unwrap();
    rest(stream).await.unwrap()
}

#[tokio::test]
async fn health_200_says_ok() {
    let site = Site::new().await;
    let server = site.serve().await;
    for token in [None, Some("dead")] {
        assert_eq!(server.get("/healthz", token).await.ok(200), json!({ "status": "ok" }));
        for path in ["/readyz", "/readyz/"] {
            let ready = server.get(path, token).await.ok(200);
            assert_eq!(ready["status"], "ok");
            // A node of several says how old its knowledge may be.
            assert_eq!(ready["fenceLag"].is_u64(), !on_sqlite() && ready["memory"] == true, "{ready}");
            assert!(ready["memory"].is_boolean());
        }
    }
}

#[tokio::test]
async fn a_first_start_says_what_was_set_up_and_what_comes_next() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let mut said = Vec::new();
    for _ in 0..3 {
        said.push(server.output.next_line().await.unwrap().unwrap());
    }
    assert!(said[0].contains("http://localhost:8080/setup#token="), "{said:?}");
    assert!(said[1].contains(&site.folder().display().to_string()), "{said:?}");
    assert!(said[2].contains("Quickstart") && said[2].contains("/api/v1/docs"), "{said:?}");
    Owner::new(&site, &server, "ada").await;
    assert!(server.terminate().await.success());

    let mut again = site.serve().await;
    again.signal("TERM").await;
    while let Some(line) = again.output.next_line().await.unwrap() {
        assert!(!line.contains("setup"), "{line}");
    }
}

#[tokio::test]
async fn metrics_are_on_their_own_port_only() {
    let site = Site::new().await;
    let (server, metrics) = serve(&site).await;
    server.get("/metrics", None).await.refused(404, "NOT_FOUND");
    let page = scrape(&metrics, "/metrics").await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("application/openmetrics-text; version=1.0.0"), "{page}");
    assert!(page.ends_with("# EOF\n"));
    for path in ["/", "/healthz", "/api/v1/models", "/api/v1/auth/login"] {
        assert!(scrape(&metrics, path).await.starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[tokio::test]
async fn metrics_count_what_was_done_and_name_nobody() {
    let site = Site::new().await;
    let (server, metrics) = serve(&site).await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (id, key) = owner.mint(&server).await;
    for _ in 0..3 {
        models(&server, &key).await.ok(200);
    }
    models(&server, &key.replace('_', "-")).await.refused(401, "UNAUTHORIZED");
    server.get(&format!("/nothing/{key}?key={key}"), None).await.refused(404, "NOT_FOUND");
    owner.revoke(&server, &id).await;
    models(&server, &key).await.refused(401, "UNAUTHORIZED");

    let page = scrape(&metrics, "/metrics").await;
    for line in [
        "almond_http_requests_total{operation=\"login_password\",status=\"200\"} 1\n",
        "almond_http_requests_total{operation=\"list_models\",status=\"200\"} 3\n",
        "almond_http_requests_total{operation=\"list_models\",status=\"401\"} 2\n",
        "almond_http_requests_total{operation=\"none\",status=\"404\"} 1\n",
        "almond_http_request_duration_seconds_count{operation=\"list_models\"} 5\n",
        "almond_key_verifications_total{outcome=\"refused\"} 1\n",
        "almond_keys_minted_total 1\n",
        "almond_keys_revoked_total 1\n",
        "almond_log_lines_lost_total 0\n",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    for secret in [&key, &owner.token, &owner.seed, &id, "ada@example.com", &owner.org] {
        assert!(!page.contains(secret), "{secret}\n{page}");
    }
}

#[tokio::test]
async fn a_taken_default_address_of_metrics_is_no_reason_not_to_serve() {
    let site = Site::new().await;
    // Held here or by somebody else; either way it is taken.
    let _held = std::net::TcpListener::bind("127.0.0.1:9464");
    let mut command = site.command();
    command.env_remove("ALMOND_METRICS_LISTEN");
    process::serve(command).await.get("/healthz", None).await.ok(200);
}
