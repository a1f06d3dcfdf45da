//! A copy that other programs have made and put in its place, as `docs/operating/backups.md` says it: `pg_dump` and
//! `pg_restore`, or `.backup` of SQLite's shell.

use std::fs;

use tests::postgres::find;
use tokio::process::Command;

use super::{
    super::{Site, on_sqlite, refusal},
    Scene, command, run, serve,
};

async fn done(command: &mut Command) {
    let ended = command.output().await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

/// The revocation list.
fn list(site: &Site) -> String {
    let name = if on_sqlite() { "almond.sqlite.revocations" } else { "revocations" };
    fs::read_to_string(site.folder().join(name)).unwrap()
}

#[tokio::test]
async fn what_was_narrowed_since_a_copy_is_so_after_it_was_put_in_place() {
    let mut site = Site::new().await;
    let mut server = serve(&site).await;
    let scene = Scene::make(&site, &server).await;
    let (copy, database) = (site.folder().join("copy"), site.folder().join("almond.sqlite"));
    if on_sqlite() {
        done(Command::new("sqlite3").arg(&database).arg(format!(".backup {}", copy.display()))).await;
    } else {
        done(Command::new(find("pg_dump")).args(["--format=custom", site.url(), "--file"]).arg(&copy)).await;
    }
    scene.narrow(&site, &server).await;
    server.terminate().await;
    let new = Site::new().await;
    if on_sqlite() {
        for name in ["almond.sqlite-wal", "almond.sqlite-shm"] {
            let _ = fs::remove_file(site.folder().join(name));
        }
        fs::rename(&copy, &database).unwrap();
    } else {
        done(Command::new(find("pg_restore")).args(["--dbname", new.url()]).arg(&copy)).await;
        site = site.moved(new.url().to_owned());
    }
    // As it is, what was revoked since would work again.
    let refused = refusal(command(&site), &["serve"], "").await;
    assert!(refused.contains("Run `almond restore --in-place` first"), "{refused}");
    let listed = list(&site);
    assert!(!listed.is_empty());
    let said = run(&site, &["restore", "--in-place"]).await;
    // The list hasn't grown by what it says itself, so that doing it again is no more work.
    assert!(list(&site) == listed, "{}", list(&site));
    let server = serve(&site).await;
    scene.is_narrowed(&site, &server, &said).await;
}
