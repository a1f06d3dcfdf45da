//! The audit trail: who did what, each record chained to the one before it. Rows outlive what they name, so nothing here
//! is a foreign key. What was recorded before there were chains is in a table of its own, `audit_events`.

use sea_orm::{
    DbBackend, InsertMany, IntoActiveModel, QueryOrder, QuerySelect, QueryTrait, SelectGetableTuple, Selector,
    Statement, entity::prelude::*,
};

use crate::{Action, Chain, Id, OrgId, Timestamp, UserId, page::newest_first};

pub type AuditEventId = Id<Entity>;

/// Something that was done. Texts and hashes are as the database has them: checking them is what verifying is for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_records")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    pub chain: Chain,
    /// Its number in its chain, from 1 on and without gaps.
    pub sequence: i64,
    /// The kind of caller; says which table `actor_id` is of.
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    /// The key that the user acted with, if it was one.
    pub actor_key: Option<Uuid>,
    pub action: String,
    pub target_id: Option<String>,
    pub ip: Option<String>,
    pub request_id: Option<String>,
    /// A JSON object.
    pub detail: Option<String>,
    pub created_at: Timestamp,
    /// Of the record before.
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which records a list shows; what is `None` lets all pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    pub action: Option<Action>,
    pub actor: Option<Uuid>,
    pub key: Option<Uuid>,
    pub target: Option<&'a str>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
}

/// One statement sees one state of both tables, whoever is writing. SQLite takes `$n` too.
const COUNT_BEYOND_HEAD: &str = "\
SELECT COUNT(*) AS beyond FROM audit_records WHERE chain = $1 \
AND sequence > (SELECT sequence FROM audit_heads WHERE audit_heads.chain = $1)";

impl Entity {
    /// Adds records to the trail.
    pub fn append(rows: Vec<Model>) -> InsertMany<ActiveModel> {
        Self::insert_many(rows.into_iter().map(|row| row.into_active_model()))
    }

    /// The record that was made last, of whichever chain.
    pub fn newest() -> Select<Self> {
        Self::find().order_by_desc(Column::Id)
    }

    /// Those of `ids` that are in the trail.
    pub fn ids_among(ids: impl IntoIterator<Item = AuditEventId>) -> Selector<SelectGetableTuple<AuditEventId>> {
        Self::find().select_only().column(Column::Id).filter(Column::Id.is_in(ids)).into_tuple()
    }

    /// A page of the org's records, newest first.
    pub fn page_in_org(org: OrgId, filter: Filter<'_>, after: Option<i64>, limit: u64) -> Select<Self> {
        let rows = in_chain(Chain::of(Some(org)))
            .apply_if(filter.action, |rows, action| rows.filter(Column::Action.eq(action.as_str())))
            .apply_if(filter.actor, |rows, actor| rows.filter(Column::ActorId.eq(actor)))
            .apply_if(filter.key, |rows, key| rows.filter(Column::ActorKey.eq(key)))
            .apply_if(filter.target, |rows, target| rows.filter(Column::TargetId.eq(target)))
            .apply_if(filter.from, |rows, from| rows.filter(Column::CreatedAt.gte(from)))
            .apply_if(filter.to, |rows, to| rows.filter(Column::CreatedAt.lt(to)));
        newest_first(rows, Column::Sequence, after, limit)
    }

    /// A record of the org, if the user is who did it.
    pub fn find_of_actor_in_org(org: OrgId, user: UserId, id: AuditEventId) -> Select<Self> {
        in_chain(Chain::of(Some(org))).filter(Column::Id.eq(id)).filter(Column::ActorId.eq(user.uuid()))
    }

    /// The org's records of an interval, in their order, `limit` of them after the one numbered `after`.
    pub fn between_in_org(
        org: OrgId,
        (from, to): (Timestamp, Timestamp),
        after: Option<i64>,
        limit: u64,
    ) -> Select<Self> {
        in_chain(Chain::of(Some(org)))
            .filter(Column::CreatedAt.gte(from))
            .filter(Column::CreatedAt.lt(to))
            .apply_if(after, |rows, after| rows.filter(Column::Sequence.gt(after)))
            .order_by_asc(Column::Sequence)
            .limit(limit)
    }

    /// The chain's records up to number `until`, in their order, `limit` of them after the one numbered `after`.
    pub fn walk(chain: Chain, after: Option<i64>, until: i64, limit: u64) -> Select<Self> {
        in_chain(chain)
            .apply_if(after, |rows, after| rows.filter(Column::Sequence.gt(after)))
            .filter(Column::Sequence.lte(until))
            .order_by_asc(Column::Sequence)
            .order_by_asc(Column::Id)
            .limit(limit)
    }

    /// The chain's record of this number.
    pub fn find_in_chain(chain: Chain, sequence: i64) -> Select<Self> {
        in_chain(chain).filter(Column::Sequence.eq(sequence))
    }

    /// What the server's chain says of another chain, oldest first.
    pub fn about(chain: Chain) -> Select<Self> {
        let rows = in_chain(Chain::SERVER).filter(Column::TargetId.eq(chain.to_string()));
        rows.order_by_asc(Column::Sequence)
    }

    /// What the server's chain says of the beginning of any chain: select a `String`, the chain's name.
    pub fn all_beginnings() -> Select<Self> {
        let rows = in_chain(Chain::SERVER).filter(Column::Action.eq(Action::ChainStarted.as_str()));
        rows.select_only().column(Column::TargetId)
    }

    /// Every chain that has a record; select into a `Chain`.
    pub fn chains() -> Select<Self> {
        Self::find().select_only().column(Column::Chain).distinct()
    }

    /// How many of the chain's records have a number beyond its head's, as `beyond`.
    pub fn count_beyond_head(backend: DbBackend, chain: Chain) -> Statement {
        Statement::from_sql_and_values(backend, COUNT_BEYOND_HEAD, [chain.into()])
    }
}

fn in_chain(chain: Chain) -> Select<Entity> {
    Entity::find().filter(Column::Chain.eq(chain))
}
