//! A transaction that is open, and what is to be recorded of it. Statements run on it as on any connection; its changes
//! are kept by `Write::commit` alone.

use std::sync::{Mutex, PoisonError};

use entity::audit_event;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, prelude::async_trait,
};

use super::{Tag, cluster};
use crate::audit::{self, Seals};

pub struct Open {
    transaction: DatabaseTransaction,
    records: Mutex<Vec<audit_event::Model>>,
}

impl Open {
    pub(super) fn new(transaction: DatabaseTransaction) -> Self {
        Self { transaction, records: Mutex::default() }
    }

    /// Adds a record that the change is to leave in the audit trail.
    pub fn note(&self, record: audit_event::Model) {
        self.records.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }

    /// Gives back the number by which other nodes know what `touched` says; `None` if there is none.
    pub(super) async fn commit(self, seals: &Seals, touched: &[Tag]) -> Result<Option<i64>, DbErr> {
        let records = self.records.into_inner().unwrap_or_else(PoisonError::into_inner);
        audit::append(&self.transaction, seals, records).await?;
        // Last: from here to the commit nobody else can take a number.
        let number = cluster::append(&self.transaction, touched).await?;
        self.transaction.commit().await?;
        Ok(number)
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
