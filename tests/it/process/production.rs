//! Production: safe keys, JSON logs, and no secret in them, whatever happened.

use std::{process::Stdio, time::Duration};

use http::Method;
use kernel::seam::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tests::{PASSWORD, code_at, process};
use tokio::io::AsyncReadExt;

use super::{
    Site,
    smtp::MailServer,
    story::{models, text},
};

const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const MASTER_KEY: &str = "the-operators-master-key-of-this-test";
const AUTH: &str = "/api/v1/auth";

#[tokio::test]
async fn a_whole_story_leaves_json_lines_without_a_secret() {
    let site = Site::new().await;
    let post = MailServer::start().await;
    let mut command = site.command();
    command.env("ALMOND_ENVIRONMENT", "production").env("ALMOND_SECRET", SECRET);
    command.env("ALMOND_PUBLIC_URL", "https://almond.example.com").env("ALMOND_MASTER_KEY", MASTER_KEY);
    command.env("ALMOND_SMTP_URL", format!("smtp://mailer:mail-password-1@{}?tls=none", post.address));
    // It doesn't make it talk.
    command.env("RUST_LOG", "trace").stderr(Stdio::piped());
    let mut server = process::serve(command).await;
    let mut secrets: Vec<String> =
        [PASSWORD, SECRET, MASTER_KEY, "mail-password-1", "wrong password 1"].map(str::to_owned).to_vec();
    let code = |seed: &str, steps: u64| code_at(seed, SystemClock.now().plus(Duration::from_secs(30 * steps)));

    // Sign up, with a password that is refused first.
    let form = |password: &str| json!({ "email": "ada@example.com", "password": password, "name": "Ada" });
    server.post(&format!("{AUTH}/signup"), None, form("short-1")).await.names_field("password");
    secrets.push("short-1".to_owned());
    server.post(&format!("{AUTH}/signup"), None, form(PASSWORD)).await.ok(202);
    let link = post.next_link().await;
    assert!(link.starts_with("https://almond.example.com/auth/verify?token="), "{link}");
    let link_token = link.split_once("token=").unwrap().1.to_owned();
    let made = server.post(&format!("{AUTH}/signup/verify"), None, json!({ "token": link_token })).await.ok(201);
    let token = text(&made["token"]);
    server
        .post(&format!("{AUTH}/signup/verify"), None, json!({ "token": link_token }))
        .await
        .refused(401, "UNAUTHORIZED");
    secrets.extend([link_token, token.clone()]);

    // Enrol, mint, use, widen, rotate, revoke.
    let proposed = server.send(Method::POST, "/api/v1/me/totp", Some(&token), None).await.ok(200);
    let seed = text(&proposed["secret"]);
    let first = code(&seed, 0);
    server.post("/api/v1/me/totp/confirm", Some(&token), json!({ "code": "12345678" })).await.names_field("code");
    let confirmed = server.post("/api/v1/me/totp/confirm", Some(&token), json!({ "code": first })).await.ok(200);
    let token = text(&confirmed["token"]);
    let recovery: Vec<String> = confirmed["recoveryCodes"].as_array().unwrap().iter().map(text).collect();
    let minted = server.post("/api/v1/api-keys", Some(&token), json!({ "name": "CI" })).await.ok(201);
    let (id, key) = (text(&minted["id"]), text(&minted["key"]));
    assert!(key.starts_with("alm_live_"), "{key}");
    models(&server, &key).await.ok(200);
    let path = format!("/api/v1/api-keys/{id}");
    server.post(&format!("{path}/rotate"), Some(&key), json!({})).await.refused(403, "FORBIDDEN");
    let rotated = server.post(&format!("{path}/rotate"), Some(&token), json!({})).await.ok(201);
    let new_key = text(&rotated["key"]);
    models(&server, &key).await.refused(401, "UNAUTHORIZED");
    server
        .send(Method::DELETE, &format!("/api/v1/api-keys/{}", text(&rotated["id"])), Some(&token), None)
        .await
        .ok(200);
    server.post("/api/v1/api-keys/verify", Some(MASTER_KEY), json!({ "key": new_key })).await.ok(200);
    secrets.extend([seed.clone(), text(&proposed["otpauthUrl"]), first, token.clone(), key.clone(), new_key]);

    // Keep a third party's credential, and a file by its name.
    let keep = |secret: Value| json!({ "name": "GitHub", "provider": "github", "secret": secret });
    let kept = server.post("/api/v1/connections", Some(&token), keep("third-party-1".into())).await.ok(201);
    server.post("/api/v1/connections", Some(&token), keep("third-party-2".into())).await.refused(409, "CONFLICT");
    let wrong = server.post("/api/v1/connections", Some(&token), keep(json!({ "x": "third-party-3" }))).await;
    assert!(!wrong.names_field("secret").text.contains("third-party-3"));
    let rotate = format!("/api/v1/connections/{}/rotate", text(&kept["id"]));
    server.post(&rotate, Some(&token), json!({ "secret": "third-party-4" })).await.ok(200);
    secrets.extend(["third-party-1", "third-party-2", "third-party-3", "third-party-4"].map(str::to_owned));
    server.send(Method::POST, "/api/v1/files?name=payslip-1.txt", Some(&token), None).await.ok(201);
    secrets.push("payslip-1".to_owned());

    // Sign in again, wrongly and rightly, and by a recovery code.
    let login = |password: &str| json!({ "email": "ada@example.com", "password": password });
    server.post(&format!("{AUTH}/login"), None, login("wrong password 1")).await.refused(401, "UNAUTHORIZED");
    let mfa_token = text(&server.post(&format!("{AUTH}/login"), None, login(PASSWORD)).await.ok(200)["mfaToken"]);
    let second_step = |code: &str| json!({ "mfaToken": mfa_token, "code": code, "session": "cookie" });
    let second = code(&seed, 1);
    let signed_in = server.post(&format!("{AUTH}/login/totp"), None, second_step(&second)).await;
    let cookie = signed_in.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned();
    assert!(cookie.starts_with("__Host-almond_session="));
    signed_in.ok(200);
    server.post(&format!("{AUTH}/login/recovery"), None, second_step(&recovery[0])).await.ok(200);
    server
        .post(&format!("{AUTH}/login/recovery"), None, second_step("wrong-code-1"))
        .await
        .refused(401, "UNAUTHORIZED");
    secrets.extend([mfa_token, second, cookie.split_once('=').unwrap().1.to_owned(), "wrong-code-1".to_owned()]);
    secrets.extend(recovery);

    // Secrets where they don't belong.
    for path in [format!("/api/v1/{key}"), format!("/api/v1/models?key={key}&q=query-1"), format!("/?{token}")] {
        server.get(&path, None).await;
    }
    for body in [json!({ "key": { "x": "in-a-body-1" } }), json!({ "in-a-name-1": 1 })] {
        server.post("/api/v1/api-keys/verify", Some(&token), body).await.refused(400, "BAD_REQUEST");
    }
    server.get("/api/v1/models", Some("garbage-token-1")).await.refused(401, "UNAUTHORIZED");
    secrets.extend(["query-1", "in-a-body-1", "in-a-name-1", "garbage-token-1"].map(str::to_owned));
    let create = ["user", "create", "--email", "bob@example.com", "--name", "Bob", "--org", "looms"];
    let mut beside = site.command();
    beside.env("ALMOND_SECRET", SECRET);
    let (success, _, _) = process::run(beside, &create, "bobs password 1").await;
    assert!(success);
    secrets.push("bobs password 1".to_owned());

    assert!(server.terminate().await.success());
    let mut said = String::new();
    while let Some(line) = server.output.next_line().await.unwrap() {
        let parsed: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        assert!(parsed["timestamp"].is_string() && parsed["level"].is_string(), "{line}");
        said += &(line + "\n");
    }
    server.child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
    assert!(said.contains("\"operation\":\"mint_api_key\",\"status\":201"), "{said}");
    assert!(said.contains("\"operation\":\"none\",\"status\":404"), "{said}");
    for secret in &secrets {
        assert!(!said.contains(secret), "{secret} is in the log:\n{said}");
    }
}
