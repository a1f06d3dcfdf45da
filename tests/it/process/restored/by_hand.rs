//! A copy that other programs have made and put in its place, as `docs/operating/backups.md` says it: `pg_dump` and
//! `pg_restore`, or `.backup` of SQLite's shell.

use std::fs;

use tests::postgres::find;
use tokio::process::Command;

use super::{
    super::{Site, on_sqlite},
    Scene, run, serve,
};

async fn done(command: &mut Command) {
    let ended = command.output().await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
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
    let said = run(&site, &["restore", "--in-place"]).await;
    let server = serve(&site).await;
    scene.is_narrowed(&site, &server, &said).await;
}
