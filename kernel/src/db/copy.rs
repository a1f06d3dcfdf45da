//! A copy of a SQLite database as it is at one instant, made beside a server that goes on writing.

use std::{fs::File, io, path::Path};

use sea_orm::{ConnectionTrait, DbErr};

use super::Db;

impl Db {
    /// Writes a copy to `path`, where nothing may be; it is on the disk when this returns.
    ///
    /// # Errors
    /// When it can't be written, or this is no SQLite database.
    pub async fn copy_to(&self, path: &Path) -> Result<(), DbErr> {
        let trouble = |error: io::Error| DbErr::Custom(format!("{}: {error}", path.display()));
        let name = path.to_str().ok_or_else(|| DbErr::Custom("the path is not UTF-8".to_owned()))?;
        // It writes nothing in the database itself.
        self.write.0.execute_unprepared(&format!("VACUUM INTO '{}'", name.replace('\'', "''"))).await?;
        File::open(path).and_then(|copy| copy.sync_all()).map_err(trouble)
    }

    /// False for a file whose pages don't hold together.
    ///
    /// # Errors
    /// When the database can't be read at all.
    pub async fn is_sound(&self) -> Result<bool, DbErr> {
        let statement = sea_orm::Statement::from_string(self.write.0.get_database_backend(), "PRAGMA quick_check");
        let row = self.write.0.query_one_raw(statement).await?;
        row.map_or(Ok(false), |row| row.try_get_by_index::<String>(0).map(|said| said == "ok"))
    }
}
