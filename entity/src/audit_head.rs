//! The end of each of the audit trail's chains, kept apart from the records so that a tail that was cut off is missed.
//! Whoever extends a chain holds its row until the transaction ends: that is what puts parallel writers in line.

use sea_orm::{DbBackend, SelectModel, SelectorRaw, Statement, UpdateMany, entity::prelude::*, query::QueryOrder};

use crate::Chain;

/// Where a chain ends.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: Chain,
    /// The number of the last record.
    pub sequence: i64,
    /// Its hash.
    pub hash: Vec<u8>,
    /// Shows that a server with the secret wrote this row; empty if one had reason not to.
    pub seal: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// `$1` chain, `$2` by how many, `$3` the hash before the first record, `$4` no seal. SQLite takes `$n` too.
const ADVANCE: &str = "\
INSERT INTO audit_heads (chain, sequence, hash, seal) VALUES ($1, $2, $3, $4) \
ON CONFLICT (chain) DO UPDATE SET sequence = audit_heads.sequence + $2 \
RETURNING chain, sequence, hash, seal";

impl Entity {
    /// Takes the chain's next `by` numbers in one statement, which begins the chain if it has to: the head with its new
    /// number and still the hash and the seal of the old one. `close` is to follow in the same transaction.
    pub fn advance(backend: DbBackend, chain: Chain, by: i64, genesis: Vec<u8>) -> SelectorRaw<SelectModel<Model>> {
        let values: [sea_orm::Value; 4] = [chain.into(), by.into(), genesis.into(), Vec::<u8>::new().into()];
        Self::find().from_raw_sql(Statement::from_sql_and_values(backend, ADVANCE, values))
    }

    /// Gives the head the hash of its last record, and a seal.
    pub fn close(chain: Chain, hash: Vec<u8>, seal: Vec<u8>) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Hash, Expr::value(hash))
            .col_expr(Column::Seal, Expr::value(seal))
            .filter(Column::Chain.eq(chain))
    }

    /// The chain's head.
    pub fn of(chain: Chain) -> Select<Self> {
        Self::find_by_id(chain)
    }

    /// Every head.
    pub fn all() -> Select<Self> {
        Self::find().order_by_asc(Column::Chain)
    }
}
