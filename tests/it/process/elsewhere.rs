//! Commands work on the server's database or on none: another folder and another shell make no new one.

use std::fs;

use super::{Site, on_sqlite, refusal};

const REVOKE: [&str; 4] = ["keys", "revoke", "--issued-before", "2030-01-01T00:00:00Z"];
const CREATE: [&str; 8] = ["user", "create", "--email", "x@example.com", "--name", "X", "--org", "xo"];

#[tokio::test]
async fn a_command_without_a_database_is_refused_and_makes_none() {
    let site = Site::new().await;
    let name = if on_sqlite() {
        "ALMOND_DATABASE_URL leads to no database"
    } else {
        "ALMOND_DATABASE_URL leads to a database"
    };
    for arguments in [&REVOKE[..], &CREATE, &["model", "list"], &["audit", "verify"]] {
        let said = refusal(site.command(), arguments, "a fine long password 7").await;
        assert!(said.starts_with(name) && said.contains("migrate up"), "{arguments:?}: {said}");
    }
    let left: Vec<_> = fs::read_dir(site.folder()).unwrap().collect();
    assert!(left.len() <= usize::from(!on_sqlite()), "no database, no secret: {left:?}");
}

#[tokio::test]
async fn every_command_takes_the_servers_settings_file() {
    let site = Site::new().await;
    let real = site.folder().join("real");
    let file = site.folder().join("almond.toml");
    fs::write(&file, format!("data_dir = {real:?}\n")).unwrap();
    let command = || {
        let mut command = site.command();
        command.env_remove("ALMOND_DATA_DIR").env_remove("ALMOND_DATABASE_URL");
        command
    };
    let said = refusal(command(), &REVOKE, "").await;
    assert!(said.starts_with("ALMOND_DATA_DIR leads to no database: "), "{said}");
    let with_file = |arguments: &[&str]| {
        let mut command = command();
        command.args(arguments).args(["--config", file.to_str().unwrap()]);
        command
    };
    let said = refusal(with_file(&REVOKE), &[], "").await;
    assert!(said.starts_with("`data_dir` in ") && said.contains("leads to no database"), "{said}");
    for arguments in [&["migrate", "up"][..], &CREATE, &REVOKE, &["model", "list"], &["audit", "verify"], &["nodes"]] {
        let (success, _, errors) = tests::process::run(with_file(arguments), &[], "a fine long password 7").await;
        assert!(success, "{arguments:?}: {errors}");
    }
    assert!(real.join("almond.sqlite").exists() && !site.folder().join("data").exists());
}

#[tokio::test]
async fn an_unknown_variable_stops_the_start_beside_all_that_is_wrong() {
    let site = Site::new().await;
    let mut command = site.command();
    command.env("ALMOND_LISTN", "127.0.0.1:1").env("ALMOND_KEY_PREFIX", "A");
    let said = super::refusals(command, &["serve"], "").await;
    assert_eq!(said[0], "ALMOND_LISTN is not a setting of Almond; did you mean ALMOND_LISTEN?");
    assert!(said[1].starts_with("ALMOND_KEY_PREFIX must be "), "{said:?}");
}
