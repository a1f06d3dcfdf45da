//! The dashboard as it is embedded in the program, in Chromium: a script of `tests/browser/` for each matter.

use std::net::{SocketAddr, TcpListener};

use serde_json::{Value, json};
use tests::{
    MASTER_KEY,
    process::{self, Server},
};
use tokio::process::Command;

use super::{Site, on_sqlite};

/// What a first visit may load, over the wire.
const FIRST_LOAD: u64 = 170_000;

/// Until the first visit sees something, on this machine, in milliseconds.
const FIRST_PAINT: f64 = 1000.0;

const PASSWORD: &str = "correct horse battery staple";

/// A server whose public URL is where it is: passkeys and cookies belong to an origin.
async fn serve(site: &Site, settings: &[(&str, &str)]) -> (Server, String) {
    serve_below(site, "", settings).await
}

/// The same, below a path.
async fn serve_below(site: &Site, path: &str, settings: &[(&str, &str)]) -> (Server, String) {
    let address = free_address();
    let url = format!("http://localhost:{}{path}", address.port());
    let mut command = site.command();
    command.env("ALMOND_LISTEN", address.to_string()).env("ALMOND_PUBLIC_URL", &url);
    command.envs(settings.iter().copied());
    (process::serve(command).await, url)
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Ada, with an org.
async fn ada(site: &Site) {
    let ada = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "Acme"];
    site.run(&ada, &format!("{PASSWORD}\n")).await;
}

/// What a person has seen who does as `script` says. Nothing may look broken to them.
async fn watch(script: &str, arguments: &[&str]) -> Value {
    let which = "command -v chromium || command -v chromium-browser || command -v google-chrome";
    let chromium = Command::new("bash").args(["-c", which]).output().await.unwrap();
    let chromium = String::from_utf8(chromium.stdout).unwrap();
    let mut browser = Command::new("node");
    browser.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser")).env("CHROMIUM", chromium.trim());
    browser.env("ALMOND_MASTER_KEY", MASTER_KEY);
    browser.arg(format!("{script}.mjs")).args(arguments).kill_on_drop(true);
    let output = browser.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut seen: Value = serde_json::from_slice(&output.stdout).unwrap();
    for flaw in ["broken", "violations", "looks"] {
        let found = seen.as_object_mut().unwrap().remove(flaw);
        assert_eq!(found, Some(json!([])), "{flaw}: {seen:#}");
    }
    seen
}

#[tokio::test]
async fn a_person_signs_in_makes_a_key_with_a_passkey_and_ends_it() {
    let site = Site::new().await;
    let (_server, url) = serve(&site, &[]).await;
    ada(&site).await;
    let mut seen = watch("day", &[&url, "ada@example.com", PASSWORD]).await;
    let loaded = seen["loaded"].as_u64().unwrap();
    assert!((20_000..FIRST_LOAD).contains(&loaded), "a first visit loads {loaded} bytes");
    seen["loaded"] = json!("within budget");
    let painted = seen["painted"].as_f64().unwrap();
    assert!(painted < FIRST_PAINT, "the first paint took {painted} ms");
    seen["painted"] = json!("soon");
    let expected = json!({
        "loaded": "within budget",
        "painted": "soon",
        "kept": "ada@example.com",
        "deep": "?q=deploy",
        "codes": 10,
        "file": true,
        "printed": [true, false, false],
        "dropped": 200,
        "form": "CI deploy",
        "unload": "beforeunload",
        "chip": 1,
        "minted": 200,
        "search": "nothing such",
        "rotated": [401, 200],
        "overlap": [200, 200],
        "revoked": [401, 200],
        "audited": true,
        "language": "de",
        "stayed": "here before",
        "back": "/members",
    });
    assert_eq!(seen, expected, "{seen:#}");
}

#[tokio::test]
async fn the_first_person_sets_up_by_the_printed_link_and_has_a_key_in_a_minute() {
    let site = Site::new().await;
    let (mut server, url) = serve(&site, &[]).await;
    let line = server.output.next_line().await.unwrap().unwrap();
    let link = line.split_whitespace().find(|word| word.starts_with("http")).unwrap();
    assert!(link.starts_with(&format!("{url}/setup#token=")), "{line}");
    let seen = watch("setup", &[link]).await;
    assert_eq!(
        seen,
        json!({ "bare": format!("{url}/setup"), "kept": "Acme", "wrong": "password", "minted": 200, "quick": true })
    );
}

#[tokio::test]
async fn below_a_path_of_its_host_it_works_as_ever() {
    let site = Site::new().await;
    let (mut server, url) = serve_below(&site, "/company/auth", &[]).await;
    let line = server.output.next_line().await.unwrap().unwrap();
    let link = line.split_whitespace().find(|word| word.starts_with("http")).unwrap();
    assert!(link.starts_with(&format!("{url}/setup#token=")), "{line}");
    let seen = watch("setup", &[link]).await;
    assert_eq!(
        seen,
        json!({ "bare": format!("{url}/setup"), "kept": "Acme", "wrong": "password", "minted": 200, "quick": true })
    );

    let site = Site::new().await;
    let (_server, url) = serve_below(&site, "/auth", &[]).await;
    ada(&site).await;
    let folder = site.folder().display().to_string();
    watch("links", &[&url, "ada@example.com", PASSWORD, &folder]).await;
}

#[tokio::test]
async fn links_lead_to_pages_of_the_dashboard_and_passkeys_are_the_second_step_there() {
    let site = Site::new().await;
    let (_server, url) = serve(&site, &[]).await;
    ada(&site).await;
    let folder = site.folder().display().to_string();
    let seen = watch("links", &[&url, "ada@example.com", PASSWORD, &folder]).await;
    let expected = json!({
        "bare": format!("{url}/auth/verify"),
        "signedUp": "grace@example.com, Grace's organization",
        "ways": [1, 1, 0],
        "project": 201,
        "joined": "new@example.com, Acme",
        "fragment": format!("{url}/share"),
        "moved": "grace@elsewhere.example, Grace's organization",
        "device": ["terminal", "files:read"],
        "quoted": 0,
    });
    assert_eq!(seen, expected, "{seen:#}");
}

#[tokio::test]
async fn an_owner_runs_an_org() {
    let site = Site::new().await;
    let (_server, url) = serve(&site, &[]).await;
    ada(&site).await;
    let seen = watch("org", &[&url, "ada@example.com", PASSWORD]).await;
    let expected = json!({
        "paused": 401,
        "resumed": 200,
        "bound": 403,
        "filter": "?view=everybody&state=paused",
        "filtered": 0,
        "skill": ["Summarise well", false, "Answer in one sentence."],
        "secrets": [403, 200, "sk_test_2", 403],
        "same": true,
        "secret": true,
        "replayed": true,
        "records": ["?action=key.minted", 3],
        "exported": 4,
        "rules": ["Acme Ltd", true, true],
        "german": true,
    });
    assert_eq!(seen, expected, "{seen:#}");
}

#[tokio::test]
async fn how_keys_are_used_is_drawn_and_told() {
    let site = Site::new().await;
    let (_server, url) = serve(&site, &[]).await;
    ada(&site).await;
    let bob = ["user", "create", "--email", "bob@example.com", "--name", "Bob", "--org", "Acme", "--role", "member"];
    site.run(&bob, &format!("{PASSWORD}\n")).await;
    let seen = watch("usage", &[&url, "ada@example.com", PASSWORD, "bob@example.com"]).await;
    let expected = json!({
        "none": [
            "Nothing was checked in this time.",
            "Nothing was refused in this time.",
            "No tokens were spent in this time.",
        ],
        "answers": [200, 200, 200, 403, 401, 401, "VALID", "VALID", "RATE_LIMITED"],
        "all": [
            "9 checks, of which 4 refused (44.4%).",
            "4 refused; most often: Key revoked.",
            "600 tokens in all, at most 600 in one hour.",
        ],
        "busiest": ["4 1 0", "3 1 600", "2 2 0"],
        "budget": "600 of 5,000",
        "table": [25, "2 0 0 1 0 1 0 0"],
        "pointed": "Allowed 5 Refused 4",
        "url": ["month", true, true],
        "newer": [true, 25],
        "member": 0,
    });
    assert_eq!(seen, expected, "{seen:#}");
}

#[tokio::test]
async fn programs_with_access_are_listed_beside_keys_and_an_owner_ends_anybodys() {
    let site = Site::new().await;
    let (_server, url) = serve(&site, &[]).await;
    ada(&site).await;
    let bob = ["user", "create", "--email", "bob@example.com", "--name", "Bob", "--org", "Acme", "--role", "member"];
    site.run(&bob, &format!("{PASSWORD}\n")).await;
    let seen = watch("access", &[&url, "ada@example.com", "bob@example.com", PASSWORD]).await;
    let expected =
        json!({ "tools": 200, "member": 0, "others": 0, "activity": 0, "filter": true, "ended": 401, "recorded": 1 });
    assert_eq!(seen, expected, "{seen:#}");
}

#[tokio::test]
async fn the_operator_looks_after_people_with_the_master_key() {
    let site = Site::new().await;
    let (_server, url) = serve(&site, &[("ALMOND_MASTER_KEY", MASTER_KEY)]).await;
    ada(&site).await;
    let seen = watch("operator", &[&url, "ada@example.com", PASSWORD]).await;
    let expected = json!({
        "kept": false,
        "search": "nobody at all",
        "disabled": 401,
        "enabled": 200,
        "password": [401, 200],
    });
    assert_eq!(seen, expected, "{seen:#}");
}

#[tokio::test]
async fn keyboard_network_and_what_ends_on_another_node() {
    let site = Site::new().await;
    let oidc = [("ISSUER", "http://127.0.0.1:1"), ("CLIENT_ID", "client"), ("CLIENT_SECRET", "secret")];
    let oidc: Vec<_> = oidc.iter().map(|(name, value)| (format!("ALMOND_OIDC_{name}"), *value)).collect();
    let settings: Vec<_> = oidc.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let (_server, url) = serve(&site, &settings).await;
    // Of one installation, at another address; of SQLite there is one node.
    let other = if on_sqlite() { None } else { Some(site.serve_with("ALMOND_PUBLIC_URL", &url).await) };
    let elsewhere = other.as_ref().map_or(&url, |other| &other.url);
    ada(&site).await;
    let seen = watch("habits", &[&url, "ada@example.com", PASSWORD, elsewhere]).await;
    let expected = json!({
        "provider": "Go on with Single sign-on",
        "status": 503,
        "next": "Make a key…",
        "skip": "Skip to the content",
        "first": "INPUT",
        "returned": "Make a key…",
        "minted": ["Make a key…", 1],
        "menu": "Actions of By keyboard",
        "kept": "Typed offline",
        "loading": ["hidden", true],
        "tabs": ["Beta", "Acme"],
        "still": true,
        "there": 200,
        "revoked": 200,
        "key": 401,
        "ended": 200,
        "back": "/members",
    });
    assert_eq!(seen, expected, "{seen:#}");
}
