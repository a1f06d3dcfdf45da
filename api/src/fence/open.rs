//! A transaction that is open, and what is to be recorded of it. Statements run on it as on any connection; its changes
//! are kept by `Write::commit` alone.

use std::sync::{Mutex, PoisonError};

use entity::audit_event;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, prelude::async_trait,
};

use super::{Tag, cluster};
use crate::{
    audit::{self, Seals},
    db::Bounded,
    webhook,
};

pub struct Open {
    transaction: Bounded<DatabaseTransaction>,
    records: Mutex<Vec<audit_event::Model>>,
}

/// What others are to hear of a change that is durable.
pub(super) struct Committed {
    /// Are there webhooks to send?
    pub queued: bool,
    /// By which other nodes know what it touched, if they are to know.
    pub number: Option<i64>,
}

impl Open {
    pub(super) fn new(transaction: Bounded<DatabaseTransaction>) -> Self {
        Self { transaction, records: Mutex::default() }
    }

    /// Adds a record that the change is to leave in the audit trail.
    pub fn note(&self, record: audit_event::Model) {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }

    /// Webhooks come first: endpoints are held before chains, and chains before the sequence of invalidations, so that
    /// what most changes wait for is held the shortest.
    pub(super) async fn commit(self, seals: &Seals, touched: &[Tag]) -> Result<Committed, DbErr> {
        let records = self.records.into_inner().unwrap_or_else(PoisonError::into_inner);
        let queued = webhook::publish(&self.transaction, &records).await?;
        audit::append(&self.transaction, seals, records).await?;
        // Last: from here to the commit nobody else can take a number.
        let number = cluster::append(&self.transaction, touched).await?;
        self.transaction.commit().await?;
        Ok(Committed { queued, number })
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Open {
    fn get_database_backend(&self) -> DbBackend {
        self.transaction.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.transaction.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.transaction.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.transaction.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.transaction.query_all_raw(statement).await
    }

    fn support_returning(&self) -> bool {
        self.transaction.support_returning()
    }
}
