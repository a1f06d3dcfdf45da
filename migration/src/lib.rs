//! The schema, step by step, the same on SQLite and on PostgreSQL.
//! A step that was released is never edited; it names tables and columns by text, so that later entities don't change it.

use sea_orm_migration::{prelude::*, schema::*};

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
mod m20261121_000008_create_workspace_members;
mod m20261121_000009_create_projects;
mod m20261121_000010_create_workspace_resources;
mod m20261121_000011_create_memories;
mod m20261121_000012_create_files;
mod m20261121_000013_create_connections;
mod m20261121_000014_watch_agents;
mod m20261121_000015_create_webhooks;
mod m20261121_000016_create_payments;
mod m20261121_000017_create_nodes;
mod m20261121_000021_create_budgets;
mod m20261122_000041_keep_applications_apart;
mod m20261122_000042_end_leftover_invitations;
mod m20261128_000001_index_payments_due;
mod m20261128_000011_name_acting_keys;
mod m20261128_000012_settle_what_ends;
mod m20261128_000013_create_provider_sessions;
mod m20261128_000021_pause_keys;
mod m20261128_000022_require_two_factor;
mod m20261128_000023_create_email_changes;
mod m20261128_000031_create_mails;
mod m20261128_000051_check_root_secret;
mod m20261128_000061_let_keys_use_connections;
mod m20261128_000062_create_minted_answers;
mod m20261128_000063_note_where_keys_are_used;
mod m20261128_000081_create_setup_links;
mod m20261128_000091_create_grants;
mod m20261128_000101_create_use_counts;

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
            Box::new(m20261121_000008_create_workspace_members::Migration),
            Box::new(m20261121_000009_create_projects::Migration),
            Box::new(m20261121_000010_create_workspace_resources::Migration),
            Box::new(m20261121_000011_create_memories::Migration),
            Box::new(m20261121_000012_create_files::Migration),
            Box::new(m20261121_000013_create_connections::Migration),
            Box::new(m20261121_000014_watch_agents::Migration),
            Box::new(m20261121_000015_create_webhooks::Migration),
            Box::new(m20261121_000016_create_payments::Migration),
            Box::new(m20261121_000017_create_nodes::Migration),
            Box::new(m20261121_000021_create_budgets::Migration),
            Box::new(m20261122_000041_keep_applications_apart::Migration),
            Box::new(m20261122_000042_end_leftover_invitations::Migration),
            Box::new(m20261128_000001_index_payments_due::Migration),
            Box::new(m20261128_000011_name_acting_keys::Migration),
            Box::new(m20261128_000012_settle_what_ends::Migration),
            Box::new(m20261128_000013_create_provider_sessions::Migration),
            Box::new(m20261128_000021_pause_keys::Migration),
            Box::new(m20261128_000022_require_two_factor::Migration),
            Box::new(m20261128_000023_create_email_changes::Migration),
            Box::new(m20261128_000031_create_mails::Migration),
            Box::new(m20261128_000051_check_root_secret::Migration),
            Box::new(m20261128_000061_let_keys_use_connections::Migration),
            Box::new(m20261128_000062_create_minted_answers::Migration),
            Box::new(m20261128_000063_note_where_keys_are_used::Migration),
            Box::new(m20261128_000081_create_setup_links::Migration),
            Box::new(m20261128_000091_create_grants::Migration),
            Box::new(m20261128_000101_create_use_counts::Migration),
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

/// The row goes when the user whom `column` names is no member of the org any more.
fn rests_on_membership(table: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, ("org_id", column))
        .to("memberships", ("org_id", "user_id"))
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// The row goes on without the one that `column` names.
fn may_name(table: &'static str, column: &'static str, parent: &'static str) -> ForeignKeyCreateStatement {
    belongs_to(table, column, parent).on_delete(ForeignKeyAction::SetNull).to_owned()
}

/// An index that is not unique, over `columns` in their order.
fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("ix_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// As `index`, of which no two rows have the same.
fn unique_index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).name(format!("ux_{table}_{}", columns.join("_"))).unique().to_owned()
}

/// Makes a table whose rows are in a workspace each, with the columns that all such tables have and those that `own` adds.
///
/// # Errors
/// When the database refuses.
pub async fn create_in_workspace(
    manager: &SchemaManager<'_>,
    table: &'static str,
    own: impl FnOnce(&mut TableCreateStatement) -> &mut TableCreateStatement,
) -> Result<(), DbErr> {
    let mut create = Table::create();
    create
        .table(table)
        .col(pk_uuid("id"))
        .col(uuid("org_id"))
        .col(uuid("workspace_id"))
        .col(uuid("created_by"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .foreign_key(&mut belongs_to(table, "org_id", "orgs"))
        .foreign_key(&mut belongs_to(table, "workspace_id", "workspaces"));
    manager.create_table(own(&mut create).to_owned()).await?;
    manager.create_index(index(table, &["org_id", "id"])).await?;
    manager.create_index(index(table, &["workspace_id", "id"])).await
}

/// Drops the tables in the order given: children before parents.
///
/// # Errors
/// When the database refuses.
pub async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
