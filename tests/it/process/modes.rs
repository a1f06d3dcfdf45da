//! Whatever `serve` and the commands make is their user's alone, also in a folder that is open to others and under a
//! umask that hides nothing.

use std::{
    fs::{self, Permissions},
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
};

use http::Method;
use serde_json::json;
use tests::{PASSWORD, process};
use tokio::process::Command;

use super::{Site, on_sqlite, story::Owner};

/// The program as a careless shell starts it: umask 022.
fn command(site: &Site) -> Command {
    let set_up = site.command();
    let mut command = Command::new("sh");
    command.args(["-c", "umask 022; exec \"$0\" \"$@\""]).arg(process::program()).kill_on_drop(true);
    command.env_clear().current_dir(site.folder());
    command.envs(set_up.as_std().get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

/// A folder as `mkdir` makes it.
async fn open_site() -> Site {
    let site = Site::new().await;
    fs::set_permissions(site.folder(), Permissions::from_mode(0o755)).unwrap();
    site
}

/// Everything below the folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { [vec![path.clone()], below(&path)].concat() } else { vec![path] })
        .collect()
}

/// Checks that nobody else may do anything with what is there; gives the names.
fn check(site: &Site) -> Vec<String> {
    let all = below(site.folder());
    for path in &all {
        let mode = fs::symlink_metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", path.display());
    }
    all.iter().map(|path| path.strip_prefix(site.folder()).unwrap().to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn all_that_serve_makes_is_its_users_alone() {
    let site = open_site().await;
    let server = process::serve(command(&site)).await;
    let ada = Owner::new(&site, &server, "ada").await;
    let form = json!({ "email": "eve@example.com", "password": PASSWORD, "name": "Eve" });
    server.post("/api/v1/auth/signup", None, form).await.ok(202);
    server.send(Method::POST, "/api/v1/files?name=a.txt", Some(&ada.token), Some(json!("text"))).await.ok(201);
    // Mail goes out after the answer.
    let mut found = check(&site);
    for _ in 0..200 {
        if found.iter().any(|name| name.ends_with(".eml")) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        found = check(&site);
    }
    let database =
        ["", "-wal", "-shm", ".lock", ".serve", ".migrate", ".sock"].map(|end| format!("almond.sqlite{end}"));
    let others = ["secret", "outbox", "files"].map(str::to_owned);
    for name in others.iter().chain(database.iter().filter(|_| on_sqlite())) {
        assert!(found.contains(name), "{name} in {found:?}");
    }
    assert!(found.iter().any(|name| name.ends_with(".eml")), "{found:?}");
    assert!(found.iter().any(|name| name.starts_with("files/") && site.folder().join(name).is_file()), "{found:?}");
}

#[tokio::test]
async fn all_that_commands_make_is_their_users_alone() {
    for arguments in [
        &["migrate", "up"][..],
        &["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "looms"],
        &["keys", "revoke", "--issued-before=2026-01-01T00:00:00Z"],
        &["keys", "import"],
        &["model", "list"],
        &["audit", "verify"],
        &["nodes"],
    ] {
        let site = open_site().await;
        let (success, _, errors) = process::run(command(&site), &["migrate", "up"], "").await;
        assert!(success, "{errors}");
        let (success, _, errors) = process::run(command(&site), arguments, "").await;
        assert!(success, "{arguments:?}: {errors}");
        let found = check(&site);
        assert!(found.contains(&"secret".to_owned()), "{arguments:?} made {found:?}");
        assert!(!on_sqlite() || found.contains(&"almond.sqlite".to_owned()), "{arguments:?} made {found:?}");
    }
}

#[tokio::test]
async fn another_user_can_neither_read_the_database_nor_lock_it() {
    let site = open_site().await;
    // Only root can be another user.
    if !on_sqlite() || fs::metadata(site.folder()).unwrap().uid() != 0 {
        return;
    }
    let server = process::serve(command(&site)).await;
    let as_nobody = |program: &str, name: &str, rest: &[&str]| {
        let mut command = std::process::Command::new(program);
        command.arg(site.folder().join(name)).args(rest).uid(65_534).gid(65_534);
        command.output().unwrap().status.success()
    };
    fs::write(site.folder().join("open"), "").unwrap();
    fs::set_permissions(site.folder().join("open"), Permissions::from_mode(0o644)).unwrap();
    assert!(as_nobody("cat", "open", &[]) && as_nobody("flock", "open", &["true"]), "the folder is open to them");
    for name in ["almond.sqlite", "almond.sqlite-wal", "almond.sqlite-shm", "secret"] {
        assert!(!as_nobody("cat", name, &[]), "{name}");
    }
    for name in ["almond.sqlite.migrate", "almond.sqlite.lock", "almond.sqlite.serve", "almond.sqlite"] {
        assert!(!as_nobody("flock", name, &["true"]), "{name}");
    }
    drop(server);
}
