//! What `alm` shows a person at a terminal, which `script` makes one of.

use tests::process::Server;
use tokio::process::Command;

use super::alm::{alm, run};
use crate::process::{Site, story::Owner};

/// What a terminal gets to see of a command.
async fn shown(site: &Site, server: &Server, key: &str, command: &str, colour: bool) -> String {
    let program = alm(site.folder()).as_std().get_program().to_str().unwrap().to_owned();
    let mut terminal = Command::new("script");
    terminal.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", site.folder());
    terminal.env("ALMOND_URL", &server.url).env("ALMOND_API_KEY", key).current_dir(site.folder()).kill_on_drop(true);
    if !colour {
        terminal.env("NO_COLOR", "1");
    }
    let ran =
        run(terminal, &["--quiet", "--return", "--command", &format!("{program} {command}"), "/dev/null"], "").await;
    assert_eq!(ran.status, 0, "{} {}", ran.out, ran.err);
    ran.out
}

#[tokio::test]
async fn a_terminal_gets_colour_unless_it_wants_none_and_bars_that_grow() {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let body = serde_json::json!({ "name": "files", "scopes": ["models:read", "files:read", "files:write"] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);
    let key = minted["key"].as_str().unwrap();

    assert!(shown(&site, &server, key, "models", true).await.contains("\x1b[1mID"));
    assert!(!shown(&site, &server, key, "models", false).await.contains('\x1b'));
    std::fs::write(site.folder().join("a.bin"), vec![7; 500_000]).unwrap();
    let up = shown(&site, &server, key, "files up a.bin", true).await;
    assert!(up.contains("a.bin [") && up.contains("100 %  500000 of 500000 bytes"), "{up}");
    let down = shown(&site, &server, key, "files down a.bin --to b.bin", true).await;
    assert!(down.contains("[####################] 100 %"), "{down}");
}
