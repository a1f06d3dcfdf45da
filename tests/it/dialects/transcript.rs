//! The published commands of the texts, in `tests/transcripts`, run with curl against the real program: only the host is
//! another. Answers are compared field by field, by kind where a value is made up. What a text clicks is clicked.

use std::process::Stdio;

use kernel::seam::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tests::{CLIENT_ID, CLIENT_SECRET, Certified, PASSWORD, Provider, process, process::Server};
use tokio::process::Command;

use crate::process::Site;

/// Where the texts' servers are.
const HOSTS: [&str; 4] =
    ["https://api.backend.stealthium.io", "https://api.atiru.io", "http://localhost:8000", "https://<your-deployment>"];

/// One command of a transcript, and what comes of it.
struct Step {
    command: String,
    status: String,
    answer: String,
    /// Name and JSON pointer.
    kept: Vec<(String, String)>,
}

fn steps(transcript: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut in_command = false;
    for line in transcript.lines().filter(|line| !line.starts_with("# ")) {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step {
                command: command.to_owned(),
                status: String::new(),
                answer: String::new(),
                kept: Vec::new(),
            });
            in_command = true;
            continue;
        }
        let Some(step) = steps.last_mut() else { continue };
        let is_status = line.len() == 3 && line.bytes().all(|byte| byte.is_ascii_digit());
        if in_command && is_status {
            step.status = line.to_owned();
            in_command = false;
        } else if in_command {
            step.command += &format!("\n{line}");
        } else if let Some(kept) = line.strip_prefix("> ") {
            let (name, pointer) = kept.split_once(' ').unwrap();
            step.kept.push((name.to_owned(), pointer.to_owned()));
        } else {
            step.answer += line;
        }
    }
    steps
}

/// Runs the commands, with these names standing for these values.
pub async fn run(server: &Server, transcript: &str, mut values: Vec<(String, String)>) {
    values.extend(HOSTS.map(|host| (host.to_owned(), server.url.clone())));
    let steps = steps(transcript);
    assert!(steps.len() >= 5);
    for step in steps {
        let put = |text: &str| values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
        // Their curl, which also says the status.
        let script = format!("curl() {{ command curl -s -w '\\n%{{http_code}}' \"$@\"; }}\n{}", put(&step.command));
        let printed = bash(&script).await;
        let (answer, status) = printed.rsplit_once('\n').unwrap();
        assert_eq!(status, step.status, "{}\n{answer}", step.command);
        if !step.answer.is_empty() {
            // What stands for a value is not put in here: it is what the value has to be like.
            let expected = step.answer.replace("THE_DATE", &put("THE_DATE"));
            let (expected, got) = (expected.parse::<Value>().unwrap(), answer.parse::<Value>().unwrap());
            assert!(is_like(&expected, &got), "{}\ngave {got:#}", step.command);
        }
        for (name, pointer) in step.kept {
            let answer: Value = answer.parse().unwrap();
            let value = answer.pointer(&pointer).unwrap();
            values.insert(0, (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        }
    }
}

pub async fn bash(script: &str) -> String {
    let output = Command::new("bash").args(["-euo", "pipefail", "-c", script]).stderr(Stdio::inherit()).output().await;
    let output = output.unwrap();
    assert!(output.status.success(), "{script}");
    String::from_utf8(output.stdout).unwrap()
}

/// Has `got` the fields that the text shows, of the same kind, and the values that are no examples?
fn is_like(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.len() == got.len()
                && expected.iter().all(|(name, value)| got.get(name).is_some_and(|got| is_like(value, got)))
        }
        (Value::Array(expected), Value::Array(got)) => {
            expected.len() == got.len() && expected.iter().zip(got).all(|(expected, got)| is_like(expected, got))
        }
        (Value::String(expected), Value::String(got)) => is_like_text(expected, got),
        (Value::Number(_), Value::Number(_)) => true,
        // Nobody has a picture at the provider's double.
        (Value::String(expected), Value::Null) => expected == "https://...",
        (expected, got) => expected == got,
    }
}

fn is_like_text(expected: &str, got: &str) -> bool {
    let digits = |text: &str| text.replace(|character: char| character.is_ascii_digit(), "0");
    let example = ["uuid", "xxxx", "...", "you@", "Your"].iter().find_map(|example| expected.find(example));
    let is_time = expected.starts_with("202");
    match example {
        Some(at) => got.starts_with(&expected[..at]) && !got.is_empty(),
        None if is_time => digits(expected) == digits(got),
        None => expected == got,
    }
}

/// The token of somebody who has just signed in with their password, as that text has it.
async fn signed_in(site: &Site, server: &Server) -> String {
    site.run(&["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "looms"], PASSWORD).await;
    let login = json!({ "email": "ada@example.com", "password": PASSWORD });
    server.post("/api/v1/auth/login", None, login).await.ok(200)["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_commands_of_text_000_after_a_browsers_sign_in_at_github() {
    let (site, provider) = (Site::new().await, Provider::start().await);
    let mut command = site.command();
    command.env("ALMOND_GITHUB_URL", provider.url()).env("ALMOND_GITHUB_CLIENT_ID", CLIENT_ID);
    command.env("ALMOND_GITHUB_CLIENT_SECRET", CLIENT_SECRET);
    let server = process::serve(command).await;

    // The browser goes where it is sent, until that is the front end.
    let mut at = format!("{}/api/v1/auth/github?frontend_url=http://localhost:5173", server.url);
    let jar = site.folder().join("cookies").display().to_string();
    let token = loop {
        at = bash(&format!("curl -s -o /dev/null -w '%{{redirect_url}}' -b '{jar}' -c '{jar}' '{at}'")).await;
        if let Some(token) = at.strip_prefix("http://localhost:5173/auth/callback?token=") {
            break token.to_owned();
        }
        at = at.replace("http://localhost:8080", &server.url);
        assert!(at.starts_with("http://127.0.0.1:"), "{at}");
    };
    run(&server, include_str!("../../transcripts/keys.txt"), vec![("<YOUR-JWT>".to_owned(), token)]).await;
}

#[tokio::test]
async fn the_commands_of_text_000_for_an_address_of_another_domain_end_in_domain_not_allowed() {
    let (site, provider) = (Site::new().await, Provider::start().await);
    let mut command = site.command();
    command.env("ALMOND_GITHUB_URL", provider.url()).env("ALMOND_GITHUB_CLIENT_ID", CLIENT_ID);
    command.env("ALMOND_GITHUB_CLIENT_SECRET", CLIENT_SECRET).env("ALMOND_ALLOWED_EMAIL_DOMAINS", "looms.example");
    let server = process::serve(command).await;
    let mut at = format!("{}/api/v1/auth/github?frontend_url=http://localhost:5173", server.url);
    let jar = site.folder().join("cookies").display().to_string();
    while !at.starts_with("http://localhost:5173") {
        let here = at.replace("http://localhost:8080", &server.url);
        at = bash(&format!("curl -s -o /dev/null -w '%{{redirect_url}}' -b '{jar}' -c '{jar}' '{here}'")).await;
    }
    assert_eq!(at, "http://localhost:5173/auth/callback?error=domain_not_allowed");
}

#[tokio::test]
async fn the_commands_of_text_001() {
    let site = Site::new().await;
    let server = site.serve().await;
    let values = vec![("YOUR_JWT_TOKEN".to_owned(), signed_in(&site, &server).await)];
    run(&server, include_str!("../../transcripts/auth-api-keys.txt"), values).await;
}

/// A server that trusts the issuer, what the issuer gave Ada, and a time in a year as a client would write it.
async fn trusting(site: &Site, issuer: &Certified) -> (Server, Value, String) {
    let mut command = site.command();
    command.env("ALMOND_TRUSTED_ISSUERS", issuer.url());
    let in_a_year = SystemClock.now().plus(std::time::Duration::from_secs(365 * 24 * 3600));
    let date = format!("{}Z", in_a_year.to_string().split_once('.').unwrap().0);
    (process::serve(command).await, issuer.tokens("ada").await, date)
}

#[tokio::test]
async fn the_commands_of_text_003_with_a_trusted_issuers_token() {
    let (site, issuer) = (Site::new().await, Certified::start().await);
    let (server, tokens, date) = trusting(&site, &issuer).await;
    let token = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let values = [("ACCESS_TOKEN", token("access_token")), ("ID_TOKEN", token("id_token")), ("THE_DATE", date)];
    let values = values.map(|(name, value)| (name.to_owned(), value)).to_vec();
    run(&server, include_str!("../../transcripts/tokens.txt"), values).await;
}

#[tokio::test]
async fn the_clicks_of_text_003_in_swagger_ui() {
    let (site, issuer) = (Site::new().await, Certified::start().await);
    let (server, tokens, date) = trusting(&site, &issuer).await;
    let (active, path) = (json!({ "tenant_id": "active" }), "/api/v1/{tenant_id}/tokens/");
    let body = json!({ "name": "my-api-token", "expiry_date": date });
    let clicks = [
        json!({ "summary": "Create API Token", "path": path, "parameters": active, "body": body }),
        json!({ "summary": "List API Tokens", "path": path, "parameters": active }),
        json!({
            "summary": "Revoke API Token", "path": "/api/v1/{tenant_id}/tokens/{token_id}",
            "parameters": { "tenant_id": "active", "token_id": "$id" },
        }),
    ];
    let answers = Chromium::find().await.click(&server.url, tokens["access_token"].as_str().unwrap(), &clicks).await;
    let [created, listed, revoked] = answers.as_slice() else { panic!("{answers:?}") };
    assert_eq!((&created["path"], &created["status"]), (&json!("/api/v1/active/tokens/"), &json!(201)), "{created}");
    let (id, token) = (&created["body"]["id"], created["body"]["token"].as_str().unwrap());
    assert!(token.starts_with("sk-") && created["body"]["expiry_date"] == body["expiry_date"], "{created}");
    assert_eq!((&listed["status"], &listed["body"][0]["id"]), (&json!(200), id), "{listed}");
    assert_eq!(revoked["status"], 204, "{revoked}");
}

/// The browser on this machine.
struct Chromium(String);

impl Chromium {
    async fn find() -> Self {
        Self(
            bash("command -v chromium || command -v chromium-browser || command -v google-chrome")
                .await
                .trim()
                .to_owned(),
        )
    }

    /// Goes the published way through Swagger UI and executes operations there; gives what it then shows.
    async fn click(&self, server: &str, token: &str, operations: &[Value]) -> Vec<Value> {
        let mut command = Command::new("node");
        command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/peers")).env("CHROMIUM", &self.0).kill_on_drop(true);
        command.args(["swagger.mjs", &format!("{server}/api/v1/docs"), token]);
        let output = command.args(operations.iter().map(Value::to_string)).output().await;
        let output = output.unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
        printed.lines().map(|line| line.parse().unwrap()).collect()
    }
}
