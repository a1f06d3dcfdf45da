//! A SQLite file that Litestream replicates to a bucket, restored to an instant, as `docs/operating/backups.md` says it.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, process::Stdio, time::Duration};

use kernel::seam::{Clock as _, SystemClock};
use tests::Peer;
use tokio::process::{Child, Command};

use super::{
    super::{Site, on_sqlite, refusal},
    Scene, command, run, serve,
};

struct Litestream {
    settings: String,
}

impl Litestream {
    fn command(&self) -> Command {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/venv/bin/litestream");
        assert!(program.exists(), "Litestream is missing: run `scripts/peers` first");
        let mut command = Command::new(program);
        command.env_clear().stdout(Stdio::null()).kill_on_drop(true);
        command
    }

    fn replicate(&self) -> Child {
        self.command().args(["replicate", "-log-level", "error", "-config", &self.settings]).spawn().unwrap()
    }

    /// Ends it in good order: what it was to replicate is replicated.
    async fn stop(mut replicating: Child) {
        let id = replicating.id().unwrap().to_string();
        assert!(Command::new("kill").arg(&id).status().await.unwrap().success());
        replicating.wait().await.unwrap();
    }

    async fn restore(&self, instant: &str, database: &Path) {
        let mut command = self.command();
        command.args(["restore", "-config", &self.settings, "-timestamp", instant]).arg(database);
        assert!(command.status().await.unwrap().success());
    }
}

/// True if there is a file anywhere below the folder.
fn has_files(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.map(|entry| entry.unwrap().path()).any(|path| !path.is_dir() || has_files(&path))
}

#[tokio::test]
async fn what_was_narrowed_since_an_instant_is_so_after_litestream_has_restored_it() {
    if !on_sqlite() {
        return;
    }
    let site = Site::new().await;
    let (folder, database) = (site.folder().join("bucket"), site.folder().join("almond.sqlite"));
    fs::create_dir(&folder).unwrap();
    let bucket = Peer::start("s3.mjs", &[folder.to_str().unwrap()]).await;
    let settings = site.folder().join("litestream.yml");
    let said = format!(
        "dbs:\n  - path: {}\n    replica:\n      url: s3://files/almond\n      endpoint: {}\n      \
         force-path-style: true\n      access-key-id: S3RVER\n      secret-access-key: S3RVER\n",
        database.display(),
        bucket.url
    );
    fs::write(&settings, said).unwrap();
    let litestream = Litestream { settings: settings.to_str().unwrap().to_owned() };

    let mut server = serve(&site).await;
    let replicating = litestream.replicate();
    let scene = Scene::make(&site, &server).await;
    // Told to stop before it has begun, it would leave nothing.
    while !has_files(&folder.join("files/almond")) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Litestream::stop(replicating).await;
    let instant = SystemClock.now().to_string();
    let replicating = litestream.replicate();
    scene.narrow(&site, &server).await;
    let refused = refusal(command(&site), &["restore", "--in-place"], "").await;
    assert!(refused.ends_with("is in use: stop the servers, and what else works with it, first"), "{refused}");
    server.terminate().await;
    Litestream::stop(replicating).await;

    let before = site.folder().join("before");
    fs::create_dir(&before).unwrap();
    for name in ["almond.sqlite", "almond.sqlite-wal", "almond.sqlite-shm", ".almond.sqlite-litestream"] {
        let file = site.folder().join(name);
        if file.exists() {
            fs::rename(&file, before.join(name)).unwrap();
        }
    }
    litestream.restore(&instant, &database).await;
    let said = run(&site, &["restore", "--in-place"]).await;
    assert_eq!(fs::metadata(&database).unwrap().permissions().mode() & 0o777, 0o600);
    let server = serve(&site).await;
    scene.is_narrowed(&site, &server, &said).await;
}
