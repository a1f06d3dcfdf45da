//! A database of its own for each test: a SQLite file in a temporary folder, or a fresh database on the PostgreSQL
//! server that `ALMOND_TEST_POSTGRES_URL` names (`postgres://user@host:port`).

use std::{
    os::unix::fs::DirBuilderExt,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use sea_orm::{ConnectionTrait, Database};

/// Where a test keeps its files and its database; gone when the test is.
pub struct TestDatabase {
    pub folder: PathBuf,
    pub url: String,
    server: Option<String>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

pub fn postgres_server() -> Option<String> {
    std::env::var("ALMOND_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

impl TestDatabase {
    pub async fn create() -> Self {
        Self::on(postgres_server()).await
    }

    /// On SQLite, wherever other tests run.
    pub async fn on_sqlite() -> Self {
        Self::on(None).await
    }

    async fn on(server: Option<String>) -> Self {
        let name = format!("almond_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let folder = std::env::temp_dir().join(&name);
        // As production wants it: for its owner alone.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).unwrap();
        let url = match &server {
            None => format!("sqlite://{}/almond.sqlite", folder.display()),
            Some(server) => {
                execute(server, &format!("CREATE DATABASE {name}")).await;
                format!("{server}/{name}")
            }
        };
        Self { folder, url, server }
    }
}

async fn execute(server: &str, sql: &str) {
    let admin = Database::connect(format!("{server}/postgres")).await.unwrap();
    admin.execute_unprepared(sql).await.unwrap();
    admin.close().await.unwrap();
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        // The throw-away server takes its databases with it.
        let _ = self.server.take();
    }
}
