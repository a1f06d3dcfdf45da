//! The tables on real databases: SQLite always, PostgreSQL too where `ALMOND_TEST_POSTGRES_URL` names a server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod attempts;
mod budgets;
mod database;
mod page;
mod rate;
mod rows;
mod sample;
mod single_use;
mod touch;
mod webhooks;
mod workspaces;
