//! `alm` on a desktop: the key is in the keyring of its session, GNOME's, and in no file.

use std::process::Stdio;

use serde_json::json;
use tests::process;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

use super::alm::alm;
use crate::process::{Site, story::Owner};

/// In one session of a desktop: signs in, uses the key, signs out; what `alm` says goes to standard error.
const SESSION: &str = r#"
    printf 'the password of the keyring' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    "$0" login --no-browser && secret-tool search service alm server "$ALMOND_URL" 2>/dev/null | grep -q '^secret = alm_' &&
        ! grep -rq 'alm_' "$HOME/.config/alm" && "$0" profiles && "$0" whoami && "$0" logout &&
        test -z "$(secret-tool lookup service alm profile default server "$ALMOND_URL")"
"#;

#[tokio::test]
async fn the_key_is_kept_in_the_keyring_until_logout() {
    let site = Site::new().await;
    let server = process::serve(site.command()).await;
    let owner = Owner::new(&site, &server, "ada").await;
    let home = site.folder().join("home");
    std::fs::create_dir(&home).unwrap();
    let program = alm(&home).as_std().get_program().to_owned();
    let mut session = Command::new("dbus-run-session");
    session.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", &home);
    session.env("XDG_RUNTIME_DIR", &home).env("ALMOND_URL", &server.url).kill_on_drop(true);
    session.args(["--", "sh", "-c", SESSION]).arg(program).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut session = session.spawn().expect("dbus is missing: run scripts/prerequisites first");
    let mut said = BufReader::new(session.stderr.take().unwrap()).lines();
    let (mut all, mut approved) = (String::new(), false);
    while let Some(line) = said.next_line().await.unwrap() {
        if let Some((_, code)) = line.split_once("approve the code ") {
            let body = json!({ "userCode": code });
            server.post("/api/v1/auth/device/approve", Some(&owner.token), body).await.ok(200);
            approved = true;
        }
        all.push_str(&line);
        all.push('\n');
    }
    let output = session.wait_with_output().await.unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(approved && output.status.success(), "{all}{out}");
    assert!(all.contains("is kept in the system's keyring") && all.contains("Signed out"), "{all}");
    assert!(out.contains("keyring") && out.contains("owner"), "{out}");
}
