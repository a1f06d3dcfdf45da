//! `scripts/audit`, with a stand-in for cargo-deny: what it passes, and what it says of what it could not look up.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use tests::TestDatabase;
use tokio::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// Fails where its arguments have `$FAILING` in them, and prints all that it is asked.
const STAND_IN: &str = "#!/bin/sh\necho \"asked: $*\"\ncase \"$*\" in *\"$FAILING\"*) exit 1 ;; esac\n";

/// How the audit ends, and what it prints, where cargo-deny fails at this.
async fn audit(folder: &Path, failing: &str, wish: &str) -> (bool, String) {
    let deny = folder.join("cargo-deny");
    if !deny.exists() {
        fs::write(&deny, STAND_IN).unwrap();
        fs::set_permissions(&deny, fs::Permissions::from_mode(0o700)).unwrap();
    }
    let mut script = Command::new(format!("{ROOT}/scripts/audit"));
    script.env("ALMOND_CARGO_DENY", deny).env("CARGO_HOME", folder).env("FAILING", failing).env("ALMOND_AUDIT", wish);
    let output = script.output().await.unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[tokio::test]
async fn advisories_that_cant_be_looked_up_are_said_to_be_and_fail_where_all_is_wanted() {
    let place = TestDatabase::create().await;
    let (passed, printed) = audit(&place.folder, "fetch db", "").await;
    assert!(passed && printed.contains("check licenses bans sources"), "{printed}");
    assert!(printed.contains("advisories: NOT LOOKED UP") && !printed.contains("check advisories"), "{printed}");
    let (passed, printed) = audit(&place.folder, "fetch db", "complete").await;
    assert!(!passed && printed.contains("advisories: NOT LOOKED UP"), "{printed}");
}

#[tokio::test]
async fn whatever_is_found_fails_the_audit() {
    let place = TestDatabase::create().await;
    let (passed, printed) = audit(&place.folder, "nothing", "").await;
    assert!(passed && printed.ends_with("asked: --locked check advisories\n"), "{printed}");
    for found in ["check licenses bans sources", "check advisories"] {
        let (passed, printed) = audit(&place.folder, found, "").await;
        assert!(!passed && printed.ends_with(&format!("asked: --locked {found}\n")), "{printed}");
    }
}

#[tokio::test]
async fn an_older_copy_of_the_database_is_looked_into_and_its_date_is_said() {
    let place = TestDatabase::create().await;
    let copy = place.folder.join("advisory-dbs/advisory-db-0123456789abcdef");
    fs::create_dir_all(copy.join("crates")).unwrap();
    let script = "git init -q && git -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m a";
    let mut git = Command::new("sh");
    git.args(["-c", script]).current_dir(&copy).env("GIT_COMMITTER_DATE", "2026-05-06T12:00:00Z");
    assert!(git.status().await.unwrap().success());
    let (passed, printed) = audit(&place.folder, "fetch db", "complete").await;
    assert!(passed && printed.contains("the copy of 2026-05-06"), "{printed}");
    assert!(printed.ends_with("asked: --locked --offline check advisories\n"), "{printed}");
    let (passed, _) = audit(&place.folder, "e", "").await;
    assert!(!passed);
}

#[tokio::test]
async fn without_cargo_deny_nothing_passes() {
    let mut script = Command::new(format!("{ROOT}/scripts/audit"));
    let output = script.env("ALMOND_CARGO_DENY", "/nowhere/cargo-deny").output().await.unwrap();
    assert!(!output.status.success());
}

#[test]
fn every_exception_has_its_reason() {
    let settings = fs::read_to_string(format!("{ROOT}/deny.toml")).unwrap();
    let (_, ignored) = settings.split_once("\nignore = [\n").unwrap();
    let exceptions: Vec<_> = ignored.lines().take_while(|line| *line != "]").collect();
    assert!(!exceptions.is_empty());
    for line in exceptions {
        let reason = line.split_once("reason = \"").map(|(_, reason)| reason.trim_end_matches("\" },"));
        assert!(line.contains("{ id = \"RUSTSEC-") && reason.is_some_and(|reason| !reason.is_empty()), "{line}");
    }
}
