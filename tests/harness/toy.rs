//! What a test's own server has besides all that Almond has: a dialect, or a resource with its table.

use std::sync::Arc;

use kernel::{dialect::Entry, state::State};
use poem::{Response, endpoint::BoxEndpoint};
use sea_orm::Database;
use sea_orm_migration::{MigrationTrait, SchemaManager};

#[derive(Clone, Copy)]
pub struct Toy {
    pub dialect: Option<&'static Entry>,
    /// Makes its tables, once those of Almond are there.
    pub migration: Option<&'static dyn MigrationTrait>,
    /// The server that has its operations besides all others.
    pub serve: fn(&Arc<State>) -> BoxEndpoint<'static, Response>,
}

impl Toy {
    pub(crate) async fn make_tables(&self, database: &str) {
        if let Some(migration) = self.migration {
            let connection = Database::connect(database).await.unwrap();
            migration.up(&SchemaManager::new(&connection)).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}
