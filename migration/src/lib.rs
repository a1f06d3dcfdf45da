//! The schema, step by step, the same on SQLite and on PostgreSQL.
//! A step that was released is never edited; it names tables and columns by text, so that later entities don't change it.

use sea_orm_migration::prelude::*;

mod m20261120_000001_create_tenancy;
mod m20261120_000002_create_sign_in;
mod m20261120_000003_create_keys;
mod m20261120_000004_create_operations;
mod m20261121_000001_create_passkeys;
mod m20261121_000002_create_mail_links;
mod m20261121_000003_guard_accounts;
mod m20261121_000004_create_oauth;
mod m20261121_000005_create_device_logins;
mod m20261121_000006_create_invitations;
mod m20261121_000007_chain_audit_events;
mod m20261121_000017_create_nodes;

/// Brings a database to the present schema.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_create_tenancy::Migration),
            Box::new(m20261120_000002_create_sign_in::Migration),
            Box::new(m20261120_000003_create_keys::Migration),
            Box::new(m20261120_000004_create_operations::Migration),
            Box::new(m20261121_000001_create_passkeys::Migration),
            Box::new(m20261121_000002_create_mail_links::Migration),
            Box::new(m20261121_000003_guard_accounts::Migration),
            Box::new(m20261121_000004_create_oauth::Migration),
            Box::new(m20261121_000005_create_device_logins::Migration),
            Box::new(m20261121_000006_create_invitations::Migration),
            Box::new(m20261121_000007_chain_audit_events::Migration),
            Box::new(m20261121_000017_create_nodes::Migration),
        ]
    }
}

/// The row goes with the one `column` names, being without meaning alone.
fn belongs_to(table: &'static str, column: &'static str, parent: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(parent, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// An index that is not unique, over `columns` in their order.
fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// Drops the tables in the order given: children before parents.
async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
