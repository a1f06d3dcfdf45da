//! A public URL with a path: everything is below it, and every link that is given away leads there.

use http::Method;
use serde_json::json;
use tests::{
    PASSWORD,
    http::{request, rest},
    process,
};

use super::{Site, story::text};

#[tokio::test]
async fn everything_is_below_the_path_and_nothing_beside_it() {
    let site = Site::new().await;
    let mut command = site.command();
    command.env("ALMOND_PUBLIC_URL", "https://example.com/company/auth/");
    let server = process::serve(command).await;
    server.get("/company/auth/healthz", None).await.ok(200);
    server.get("/company/auth/readyz/", None).await.ok(200);
    for outside in
        ["/healthz", "/api/v1/models", "/company/authx/healthz", "/company/healthz", "/", "/company/auth%2fhealthz"]
    {
        let answer = rest(server.connect(request(&Method::GET, outside, "", "")).await).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 404 "), "{outside}: {answer}");
    }
    let create = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "acme"];
    let mut command = site.command();
    command.env("ALMOND_PUBLIC_URL", "https://example.com/company/auth");
    let (success, _, errors) = process::run(command, &create, PASSWORD).await;
    assert!(success, "{errors}");
    let login = json!({ "email": "ada@example.com", "password": PASSWORD });
    let session = server.post("/company/auth/api/v1/auth/login", None, login).await.ok(200);
    let token = text(&session["token"]);
    server.get("/company/auth/api/v1/auth/session", Some(&token)).await.ok(200);
    server.get("/company/auth/api/v1/models?limit=1", Some(&token)).await.ok(200);
    server.get("/company/auth/api/v1/models?limit=0", Some(&token)).await.refused(400, "BAD_REQUEST");

    // Links and names lead to where it is.
    let device = server.post("/company/auth/api/v1/auth/device", None, json!({})).await.ok(200);
    let url = text(&device["verificationUrl"]);
    assert!(url.starts_with("https://example.com/company/auth/"), "{url}");
    server.post("/company/auth/api/v1/auth/magic-link", None, json!({ "email": "ada@example.com" })).await.ok(202);
    let outbox = site.folder().join("outbox");
    let mail = loop {
        let mails = std::fs::read_dir(&outbox).into_iter().flatten().flatten();
        let texts = mails.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        if let Some(mail) = texts.filter(|mail| mail.contains("Your sign-in link")).last() {
            break mail.replace("=\r\n", "");
        }
        tokio::task::yield_now().await;
    };
    assert!(mail.contains("https://example.com/company/auth/auth/magic-link?token=3D"), "{mail}");
    let metadata = server.get("/company/auth/.well-known/oauth-protected-resource/mcp", None).await;
    assert_eq!(metadata.body["resource"], "https://example.com/company/auth/mcp");
    let at_the_root = server.get("/.well-known/oauth-protected-resource/mcp", None).await;
    assert_eq!(at_the_root.body, metadata.body);
    let document = server.get("/company/auth/openapi.json", None).await;
    assert_eq!(document.body["servers"][0]["url"], "/company/auth");
}

#[tokio::test]
async fn pages_and_cookies_work_below_the_path() {
    let site = Site::new().await;
    let mut command = site.command();
    command.env("ALMOND_PUBLIC_URL", "http://localhost:8080/auth");
    let server = process::serve(command).await;
    let docs = server.send(Method::GET, "/auth/api/v1/docs", None, None).await;
    assert!(docs.text.contains("\"/auth/api/v1/docs/init.js\""), "{}", docs.text);
    let script = server.get("/auth/api/v1/docs/init.js", None).await;
    assert!(script.text.contains("\"/auth/api/v1/docs/openapi.json\""), "{}", script.text);
    let asked = request(&Method::GET, "/auth/", "accept: text/html\r\n", "");
    let page = rest(server.connect(asked).await).await.unwrap();
    assert!(!page.contains("=\"/_app") && !page.contains("=\"/auth/landing"), "{page}");
}
