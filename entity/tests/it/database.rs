//! A migrated database of its own for each test.

use migration::Migrator;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

/// Runs the test on SQLite in memory and, if there is a server, on a new PostgreSQL database that is dropped afterwards.
/// One that fails leaves its database, to be looked at.
pub async fn on_each_database(test: impl AsyncFn(&DatabaseConnection)) {
    let db = connect("sqlite::memory:").await;
    migrate_and_run(&db, &test).await;

    let Ok(server) = std::env::var("ALMOND_TEST_POSTGRES_URL") else { return };
    let server = server.trim_end_matches('/');
    let name = format!("almond_test_{}", Uuid::now_v7().simple());
    let admin = connect(&format!("{server}/postgres")).await;
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let db = connect(&format!("{server}/{name}")).await;
    migrate_and_run(&db, &test).await;
    db.close().await.unwrap();
    admin.execute_unprepared(&format!("DROP DATABASE {name}")).await.unwrap();
}

async fn migrate_and_run(db: &DatabaseConnection, test: &impl AsyncFn(&DatabaseConnection)) {
    Migrator::up(db, None).await.unwrap();
    test(db).await;
}

/// One connection: SQLite in memory is a database for each.
async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

#[tokio::test]
async fn goes_up_and_down_and_up_again() {
    on_each_database(async |db| {
        Migrator::down(db, None).await.unwrap();
        Migrator::up(db, None).await.unwrap();
    })
    .await;
}
