//! Device logins (RFC 8628): a program asks with a device code, a person approves with a user code, and what was approved
//! is exchanged once. Every step is one statement with its condition; none of them moves the end.

use std::{fmt, time::Duration};

use sea_orm::{ActiveValue::Set, DeleteMany, ExprTrait as _, UpdateMany, entity::prelude::*};

use crate::{DeviceStatus, Digest, Id, OrgId, ScopeSet, SessionId, Timestamp, UserId};

pub type DeviceLoginId = Id<Entity>;

/// One login that a program asked for. `Debug` leaves out the codes.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device_logins")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceLoginId,
    pub device_digest: Digest,
    /// As people type it, without dashes. In the clear: it opens nothing without somebody's session, and not for long.
    pub user_code: String,
    /// What the program calls itself; nobody has verified it.
    pub client_name: Option<String>,
    /// Of a standard OAuth client: only it may exchange the code.
    pub client_id: Option<String>,
    pub scopes: ScopeSet,
    /// Where the program asked from.
    pub ip: Option<String>,
    /// Never `Expired`, which only time says.
    pub status: DeviceStatus,
    pub user_id: Option<UserId>,
    pub org_id: Option<OrgId>,
    /// The session that approved.
    pub session_id: Option<SessionId>,
    pub decided_at: Option<Timestamp>,
    /// The least time between two questions, in milliseconds.
    pub interval_ms: i64,
    /// The last time that the status was asked for, not counting what came too early.
    pub status_asked_at: Option<Timestamp>,
    /// The same for the key.
    pub key_asked_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Model {
    /// What has become of it by `now`.
    pub fn status_at(&self, now: Timestamp) -> DeviceStatus {
        match self.status {
            DeviceStatus::Pending | DeviceStatus::Approved if self.expires_at <= now => DeviceStatus::Expired,
            status => status,
        }
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceLogin").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who approves, and in which session.
#[derive(Clone, Copy, Debug)]
pub struct Approver {
    pub user: UserId,
    pub org: OrgId,
    pub session: SessionId,
}

/// What a waiting program asks for. Each has a pace of its own, so that the one doesn't hold up the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Status,
    Key,
}

impl Question {
    const fn column(self) -> Column {
        match self {
            Self::Status => Column::StatusAskedAt,
            Self::Key => Column::KeyAskedAt,
        }
    }
}

impl Entity {
    /// Voids every login there is; for the operator.
    pub fn forget_all() -> DeleteMany<Self> {
        Self::delete_many()
    }

    /// The login with this device code, whatever became of it.
    pub fn by_device(digest: Digest) -> Select<Self> {
        Self::find().filter(Column::DeviceDigest.eq(digest))
    }

    /// The login with this user code that waits for a decision.
    pub fn pending_by_user_code(user_code: &str, now: Timestamp) -> Select<Self> {
        Self::find()
            .filter(Column::UserCode.eq(user_code))
            .filter(Column::Status.eq(DeviceStatus::Pending))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// Notes a question; one row unless it comes before the interval is over. A little early counts as in time: the
    /// question before may have been held up on its way.
    pub fn ask(id: DeviceLoginId, question: Question, grace: Duration, now: Timestamp) -> UpdateMany<Self> {
        let asked_at = question.column();
        let next = Expr::col(asked_at).add(Expr::col(Column::IntervalMs));
        let in_time = Expr::col(asked_at).is_null().or(next.lte(now.plus(grace)));
        Self::update_many().col_expr(asked_at, Expr::value(now)).filter(Column::Id.eq(id)).filter(in_time)
    }

    /// Makes the interval this long, unless it is longer (RFC 8628, 3.5).
    pub fn lengthen(id: DeviceLoginId, to: Duration) -> UpdateMany<Self> {
        let to = i64::try_from(to.as_millis()).unwrap_or(i64::MAX);
        Self::update_many()
            .col_expr(Column::IntervalMs, Expr::value(to))
            .filter(Column::Id.eq(id))
            .filter(Column::IntervalMs.lt(to))
    }

    /// Approves, for these scopes; one row if it was pending and had not expired.
    pub fn approve(id: DeviceLoginId, by: Approver, scopes: ScopeSet, now: Timestamp) -> UpdateMany<Self> {
        decide(id, DeviceStatus::Approved, now)
            .col_expr(Column::Scopes, Expr::value(scopes))
            .col_expr(Column::UserId, Expr::value(by.user))
            .col_expr(Column::OrgId, Expr::value(by.org))
            .col_expr(Column::SessionId, Expr::value(by.session))
    }

    /// Denies; one row if it was pending and had not expired.
    pub fn deny(id: DeviceLoginId, now: Timestamp) -> UpdateMany<Self> {
        decide(id, DeviceStatus::Denied, now)
    }

    /// Uses up an approval; one row if there was one that had not expired.
    pub fn consume(digest: Digest, now: Timestamp) -> UpdateMany<Self> {
        becoming(DeviceStatus::Consumed)
            .filter(Column::DeviceDigest.eq(digest))
            .filter(Column::Status.eq(DeviceStatus::Approved))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// Turns an approval that was just used up, by a transaction that found it void, into a refusal for good.
    pub fn refuse(id: DeviceLoginId) -> UpdateMany<Self> {
        becoming(DeviceStatus::Denied).filter(Column::Id.eq(id)).filter(Column::Status.eq(DeviceStatus::Consumed))
    }

    /// Deletes the logins that expired before `before`.
    pub fn delete_expired_before(before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lt(before))
    }
}

/// A login that begins to wait.
pub struct Start {
    pub id: DeviceLoginId,
    pub device_digest: Digest,
    pub user_code: String,
    pub client_name: Option<String>,
    pub client_id: Option<String>,
    pub scopes: ScopeSet,
    pub ip: String,
    pub interval: Duration,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

impl From<Start> for ActiveModel {
    fn from(start: Start) -> Self {
        Self {
            id: Set(start.id),
            device_digest: Set(start.device_digest),
            user_code: Set(start.user_code),
            client_name: Set(start.client_name),
            client_id: Set(start.client_id),
            scopes: Set(start.scopes),
            ip: Set(Some(start.ip)),
            status: Set(DeviceStatus::Pending),
            user_id: Set(None),
            org_id: Set(None),
            session_id: Set(None),
            decided_at: Set(None),
            interval_ms: Set(i64::try_from(start.interval.as_millis()).unwrap_or(i64::MAX)),
            status_asked_at: Set(None),
            key_asked_at: Set(None),
            created_at: Set(start.now),
            expires_at: Set(start.expires_at),
        }
    }
}

fn becoming(status: DeviceStatus) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::Status, Expr::value(status))
}

/// Of approve, deny and expiry the first wins.
fn decide(id: DeviceLoginId, status: DeviceStatus, now: Timestamp) -> UpdateMany<Entity> {
    becoming(status)
        .col_expr(Column::DecidedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(DeviceStatus::Pending))
        .filter(Column::ExpiresAt.gt(now))
}
