//! What `deploy/agent` has, tried as far as it can be without a machine of its own: the unit is judged by systemd, and what it
//! starts is started with the folders that systemd would give; each step of the container file is held against what is there.

use std::path::Path;

use tests::process;
use tokio::process::Command;

use super::{
    ROOT,
    agent::Running,
    alm::{alm, run},
};
use crate::process::{Site, story::Owner};

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// What a unit says of a thing.
fn said<'a>(unit: &'a str, name: &str) -> &'a str {
    let found = unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    found.unwrap_or_else(|| panic!("the unit says no {name}"))
}

#[tokio::test]
async fn systemd_takes_the_unit_and_what_it_starts_runs_and_stays_the_same_agent() {
    let unit = text("deploy/agent/almond-agent.service");
    let site = Site::new().await;
    let folder = site.folder();
    let program = alm(folder).as_std().get_program().to_str().unwrap().to_owned();
    let file = folder.join("almond-agent.service");
    std::fs::write(&file, unit.replace("/usr/bin/alm", &program)).unwrap();
    for check in [&["verify"][..], &["security", "--offline=true", "--threshold=20", "--no-pager"]] {
        let mut systemd = Command::new("systemd-analyze");
        let judged = systemd.args(check).arg(&file).output().await.expect("systemd-analyze is of the package systemd");
        let (out, err) = (String::from_utf8_lossy(&judged.stdout), String::from_utf8_lossy(&judged.stderr));
        assert!(judged.status.success() && err.is_empty(), "{check:?}: {err}{out}");
    }

    let server = process::serve(site.command()).await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (id, key) = owner.mint(&server).await;
    let (credentials, state) = (folder.join("credentials"), folder.join("state"));
    for folder in [&credentials, &state] {
        std::fs::create_dir(folder).unwrap();
    }
    let config = said(&unit, "LoadCredential").split(':').next().unwrap();
    std::fs::write(credentials.join(config), format!("api_key = \"{key}\"\nurl = \"{}\"\n", server.url)).unwrap();
    let line = said(&unit, "ExecStart").replace("%d", credentials.to_str().unwrap());
    let arguments: Vec<&str> = line.strip_prefix("/usr/bin/alm ").unwrap().split(' ').collect();
    let start = || {
        let mut command = alm(folder);
        command.args(&arguments).env("STATE_DIRECTORY", &state);
        Running::of(command)
    };
    let mut agent = start();
    agent.says("registered as").await;
    assert_eq!(agent.terminate().await, Some(0));
    let first = std::fs::read_to_string(state.join("agent-id")).unwrap();
    owner.revoke(&server, &id).await;
    let mut agent = start();
    agent.says("the key was revoked").await;
    let status = agent.child.wait().await.unwrap().code().unwrap();
    assert_eq!(std::fs::read_to_string(state.join("agent-id")).unwrap(), first);
    assert!(said(&unit, "RestartPreventExitStatus").split(' ').any(|stays| stays == status.to_string()));
}

#[tokio::test]
async fn the_container_file_builds_what_is_here_and_starts_what_there_is() {
    let file = text("deploy/agent/Containerfile");
    let has = |wanted: &str| assert!(file.contains(wanted), "{wanted:?} is missing: {file}");
    let workspace: toml::Table = text("Cargo.toml").parse().unwrap();
    let rust = workspace["workspace"]["package"]["rust-version"].as_str().unwrap();
    has(&format!("FROM docker.io/library/rust:{rust}-slim-trixie AS build"));
    // The same libc in both.
    has("FROM docker.io/library/debian:trixie-slim");
    let package: toml::Table = text("cli/Cargo.toml").parse().unwrap();
    let (package, binary) = (package["package"]["name"].as_str().unwrap(), package["bin"][0]["name"].as_str().unwrap());
    has(&format!("RUN cargo build --release --locked --package {package}\n"));
    has(&format!("COPY --from=build /build/target/release/{binary} /usr/bin/alm\n"));
    let home = file.split("--home-dir ").nth(1).unwrap().split(' ').next().unwrap();
    has(&format!("ENV STATE_DIRECTORY={home}\n"));
    has("ca-certificates");
    has("\nUSER almond\n");
    let entry = file.lines().find_map(|line| line.strip_prefix("ENTRYPOINT ")).unwrap();
    let entry: Vec<String> = serde_json::from_str(entry).unwrap();
    let site = Site::new().await;
    let arguments = [entry[1..].iter().map(String::as_str).collect(), vec!["--help"]].concat();
    let help = run(alm(site.folder()), &arguments, "").await;
    assert!(entry[0] == "/usr/bin/alm" && help.status == 0 && help.out.contains("heartbeats"), "{}", help.out);

    // No key, no data and nothing built gets into the image that builds.
    let left_out = text("deploy/agent/Containerfile.dockerignore");
    for folder in [".git", "data", "target"] {
        assert!(left_out.lines().any(|line| line == folder), "{folder}");
    }
}
