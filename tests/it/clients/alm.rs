//! `alm` against the real program: signing in with a browser, files, lists, exit statuses, signing out.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::{Value, json};
use tests::{PASSWORD, process};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::Command,
};

use super::Typed;
use crate::process::{
    Site,
    story::{Owner, models},
};

/// `alm`, with a home of its own.
pub fn alm(home: &Path) -> Command {
    let program = process::program().with_file_name("alm");
    assert!(program.exists(), "{} is missing: run `cargo build --workspace` first", program.display());
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("HOME", home)
        .env("BROWSER", "true")
        .env("PATH", std::env::var_os("PATH").unwrap())
        .current_dir(home);
    command.kill_on_drop(true);
    command
}

pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

pub async fn run(mut command: Command, arguments: &[&str], input: &str) -> Ran {
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A home in which this key is set.
struct Home {
    folder: PathBuf,
    url: String,
    key: Option<String>,
}

impl Home {
    fn new(site: &Site, url: &str, key: Option<&str>) -> Self {
        let folder = site.folder().join("home");
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, url: url.to_owned(), key: key.map(str::to_owned) }
    }

    async fn run(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = alm(&self.folder);
        command.env("ALMOND_URL", &self.url);
        if let Some(key) = &self.key {
            command.env("ALMOND_API_KEY", key);
        }
        run(command, arguments, input).await
    }

    async fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(arguments, "").await;
        assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.err);
        assert!(!ran.out.contains('\x1b'), "no colour in pipes");
        serde_json::from_str(&ran.out).unwrap()
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test]
async fn login_with_a_browser_keeps_a_key_and_logout_ends_it() {
    let (site, port) = (Site::new().await, free_port());
    let url = format!("http://localhost:{port}");
    let mut command = site.command();
    command.env("ALMOND_LISTEN", format!("127.0.0.1:{port}")).env("ALMOND_PUBLIC_URL", &url);
    let server = process::serve(command).await;
    let typed = Typed::new(&site, &server, "ada").await;
    let home = Home::new(&site, &url, None);
    let before = home.run(&["whoami"], "").await;
    assert_eq!(before.status, 3, "{}", before.err);
    assert!(before.err.contains("alm login"), "{}", before.err);

    // What `alm` opens as the person's browser writes down where it was sent.
    let (browser, sent) = (home.folder.join("browser"), home.folder.join("sent"));
    std::fs::write(&browser, format!("#!/bin/sh\nprintf %s \"$1\" > {}\n", sent.display())).unwrap();
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o700)).unwrap();
    let mut login = alm(&home.folder);
    login.args(["login", "--url", &url, "--name", "ada's laptop"]).env("BROWSER", &browser).stderr(Stdio::piped());
    let mut login = login.spawn().unwrap();
    let mut said = BufReader::new(login.stderr.take().unwrap()).lines();
    let first = said.next_line().await.unwrap().unwrap();
    let code = first.rsplit(' ').next().unwrap().to_owned();
    said.next_line().await.unwrap().unwrap();
    let mut address = String::new();
    while address.is_empty() {
        tokio::task::yield_now().await;
        address = std::fs::read_to_string(&sent).unwrap_or_default();
    }

    let find = "command -v chromium || command -v chromium-browser || command -v google-chrome";
    let chromium = Command::new("sh").args(["-c", find]).output().await.unwrap().stdout;
    let mut person = Command::new("node");
    person.args(["alm.mjs", &address, &typed.email, PASSWORD, &typed.totp]).kill_on_drop(true);
    person.env("CHROMIUM", String::from_utf8(chromium).unwrap().trim());
    let seen = person.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/peers")).output().await.unwrap();
    assert!(seen.status.success(), "{}", String::from_utf8_lossy(&seen.stderr));
    let seen: Value = serde_json::from_slice(&seen.stdout).unwrap();
    assert_eq!((&seen["code"], &seen["client"]), (&json!(code), &json!("ada's laptop")));
    assert!(seen["can"].as_array().unwrap().contains(&json!("upload and delete files")), "{seen}");
    assert!(login.wait().await.unwrap().success());

    let kept = home.folder.join(".config/alm/default.toml");
    assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    let who = home.json(&["whoami", "--json"]).await;
    assert_eq!((&who["role"], &who["keyName"]), (&json!("owner"), &json!("Device login: ada's laptop")));
    let text = std::fs::read_to_string(&kept).unwrap();
    let key = text.split('"').find(|part| part.starts_with("alm_")).unwrap();
    models(&server, key).await.ok(200);
    // To another server it isn't sent.
    let kept_in = home.run(&["profiles"], "").await.out;
    assert!(kept_in.lines().nth(1).is_some_and(|line| line.ends_with("file")), "{kept_in}");
    let elsewhere = Home { url: "http://127.0.0.1:9".to_owned(), folder: home.folder.clone(), key: None };
    assert_eq!(elsewhere.run(&["whoami"], "").await.status, 3);
    let out = home.run(&["logout"], "").await;
    assert_eq!(out.status, 0, "{}", out.err);
    models(&server, key).await.refused(401, "UNAUTHORIZED");
    assert!(!kept.exists());
}

#[tokio::test]
async fn files_go_up_and_come_down_and_go_on_where_they_broke_off() {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let body = json!({ "name": "files", "scopes": ["files:read", "files:write"] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);
    let home = Home::new(&site, &server.url, minted["key"].as_str());
    let content: Vec<u8> = (0..300_000_u32).map(|at| (at % 251) as u8).collect();
    std::fs::write(home.folder.join("a.bin"), &content).unwrap();
    let first = home.run(&["files", "up", "a.bin"], "").await;
    assert_eq!(first.status, 0, "{}", first.err);
    let again = home.run(&["files", "up", "a.bin"], "").await;
    assert_eq!((again.status, &again.out), (0, &first.out), "it is there already");
    let listed = home.json(&["files", "list", "--output", "json"]).await;
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["size"]), (1, &json!(300_000)));

    let refused = home.run(&["files", "down", "a.bin"], "").await;
    assert!(refused.status == 1 && refused.err.contains("--force"), "{}", refused.err);
    // A part that an earlier download left, and one that is something else.
    let digest = listed[0]["sha256"].as_str().unwrap();
    let part = home.folder.join(format!(".b.bin.{}.part", &digest[..12]));
    std::fs::write(&part, &content[..100_000]).unwrap();
    let down = home.run(&["files", "down", first.out.trim(), "--to", "b.bin"], "").await;
    assert_eq!(down.status, 0, "{}", down.err);
    assert_eq!(std::fs::read(home.folder.join("b.bin")).unwrap(), content);
    std::fs::write(&part, vec![7; 100_000]).unwrap();
    let wrong = home.run(&["files", "down", "a.bin", "--to", "b.bin", "--force"], "").await;
    assert!(wrong.status == 1 && wrong.err.contains("did not arrive whole"), "{}", wrong.err);
    let down = home.run(&["files", "down", "a.bin", "--to", "b.bin", "--force"], "").await;
    assert_eq!((down.status, part.exists()), (0, false), "{}", down.err);
}

#[tokio::test]
async fn lists_verdicts_and_exit_statuses_are_what_the_help_says() {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let body = json!({ "name": "here", "scopes": ["models:read", "api-keys:read"] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);
    let (other, key) = owner.mint(&server).await;
    let home = Home::new(&site, &server.url, minted["key"].as_str());
    let table = home.run(&["keys", "list"], "").await;
    assert!(table.out.starts_with("ID ") && table.out.lines().count() == 3, "{}", table.out);
    assert_eq!(home.json(&["keys", "show", &other, "--json"]).await["name"], "CI");
    assert!(!home.json(&["models", "--json"]).await.as_array().unwrap().is_empty());
    assert_eq!(home.json(&["agents", "--json"]).await, json!([]));
    let events = home.run(&["audit", "tail", "-n", "2", "--json"], "").await;
    assert_eq!(events.out.lines().count(), 2, "{}", events.err);
    assert!(events.out.lines().last().unwrap().contains("key.minted"), "the newest is last");

    assert_eq!(home.run(&["verify"], &key).await.status, 0);
    assert_eq!(home.run(&["verify"], "\n").await.status, 1, "no key");
    assert_eq!(home.run(&["verify", "--scope", "files:write"], &key).await.status, 7);
    owner.revoke(&server, &other).await;
    let verdict = home.run(&["verify"], &key).await;
    assert!(verdict.status == 7 && verdict.err.contains("REVOKED"), "{}", verdict.err);
    assert_eq!(home.run(&["keys", "show", &other], "").await.status, 5);
    let forbidden = home.run(&["files", "list"], "").await;
    assert!(forbidden.status == 4 && forbidden.err.contains("--scopes"), "{}", forbidden.err);
    assert_eq!(home.run(&["keys", "show", "CI"], "").await.status, 5);
    assert_eq!(home.run(&["no-such"], "").await.status, 2);
    let away = home.run(&["models", "--url", "http://127.0.0.1:9"], "").await;
    assert_eq!(away.status, 6, "{}", away.err);
    let plain = home.run(&["models", "--url", "http://192.0.2.1"], "").await;
    assert!(plain.status == 1 && plain.err.contains("not https"), "{}", plain.err);
    for page in ["keys", "files", "agent-sessions", "organization", "audit"] {
        let opened = home.run(&["open", page], "").await;
        assert_eq!((opened.status, opened.out.trim()), (0, format!("{}/{page}", server.url).as_str()));
        let route = format!("{}/../api/dashboard/src/routes/(in)/{page}/+page.svelte", env!("CARGO_MANIFEST_DIR"));
        assert!(Path::new(&route).exists(), "{route}");
    }
    let opened = home.run(&["open", "keys", minted["id"].as_str().unwrap()], "").await;
    assert!(opened.out.trim().ends_with(&format!("/keys?q={}", minted["prefix"].as_str().unwrap())), "{}", opened.out);
    let opened = home.run(&["open", "audit", &other], "").await;
    assert!(opened.out.contains(&format!("/audit?target={other}")), "{}", opened.out);
    assert!(home.run(&["completions", "bash"], "").await.out.contains("_alm"));
    let man = home.folder.join("man");
    std::fs::create_dir(&man).unwrap();
    assert_eq!(home.run(&["man", "man"], "").await.status, 0);
    assert!(man.join("alm-files-up.1").exists());
}
