//! A PostgreSQL with an archive of its write-ahead log, recovered to an instant, as `docs/operating/backups.md` says it.

use kernel::seam::{Clock as _, SystemClock};
use tests::postgres::Postgres;

use super::{
    super::{Site, on_sqlite, refusal},
    Scene, command, run, serve,
};

#[tokio::test]
async fn what_was_narrowed_since_an_instant_is_so_after_a_recovery_to_it() {
    if on_sqlite() {
        return;
    }
    let database = Postgres::start_archiving();
    let site = Site::on(format!("postgres://postgres@{}/postgres", database.address)).await;
    let mut server = serve(&site).await;
    database.base_backup();
    let scene = Scene::make(&site, &server).await;
    // As PostgreSQL reads it.
    let instant = SystemClock.now().to_string().replace('T', " ").replace('Z', "+00");
    scene.narrow(&site, &server).await;
    server.terminate().await;
    database.stop();

    let recovered = database.recover(&instant);
    let site = site.moved(format!("postgres://postgres@{}/postgres", recovered.address));
    let refused = refusal(command(&site), &["serve"], "").await;
    assert!(refused.contains("Run `almond restore --in-place` first"), "{refused}");
    // A node that has lost its list knows of nothing.
    let other = Site::on(site.url().to_owned()).await;
    let mut server = serve(&other).await;
    let refused = refusal(command(&site), &["restore", "--in-place"], "").await;
    assert!(refused.ends_with("is in use: stop the servers, and what else works with it, first"), "{refused}");
    server.terminate().await;
    let said = run(&site, &["restore", "--in-place"]).await;
    let server = serve(&site).await;
    scene.is_narrowed(&site, &server, &said).await;
}
