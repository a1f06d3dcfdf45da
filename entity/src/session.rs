//! Sessions: signed-in browsers and programs. The row decides what a session token may do, not the token's claims.

use sea_orm::{Condition, DeleteMany, UpdateMany, entity::prelude::*, query::QueryTrait};

use crate::{
    Id, OrgId, SignInMethod, StepUpMethod, Timestamp, UserId,
    page::newest_first,
    touch::{Columns, forward},
};

pub type SessionId = Id<Entity>;

/// One sign-in, in one org, until it ends.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    pub user_id: UserId,
    pub org_id: OrgId,
    /// How many tokens were issued for it; only the newest carries a step-up.
    pub generation: i32,
    /// When the newest of several tokens was issued.
    pub rotated_at: Option<Timestamp>,
    pub sign_in_method: SignInMethod,
    pub signed_in_at: Timestamp,
    pub expires_at: Timestamp,
    pub step_up_method: Option<StepUpMethod>,
    /// When the step-up's ceremony was; never moved by use.
    pub step_up_at: Option<Timestamp>,
    pub ip: Option<String>,
    /// What the client called itself when signing in.
    pub user_agent: Option<String>,
    /// As far as it is written back; none counts as the sign-in.
    pub last_seen_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The session, ended or not.
    pub fn by_id(id: SessionId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// A page of the user's sessions in these orgs that are neither over nor idle since `idle_since`, newest first.
    pub fn page_live_of_user(user: UserId, live: Live<'_>, after: Option<SessionId>, limit: u64) -> Select<Self> {
        let used =
            Condition::any().add(Column::SignedInAt.gt(live.idle_since)).add(Column::LastSeenAt.gt(live.idle_since));
        let sessions = Self::find()
            .filter(Column::UserId.eq(user))
            .filter(Column::OrgId.is_in(live.orgs.iter().copied()))
            .filter(Column::EndedAt.is_null())
            .filter(Column::ExpiresAt.gt(live.now))
            .filter(used);
        newest_first(sessions, Column::Id, after, limit)
    }

    /// The user's sessions that have not been ended, though they may be over; all or the one with this id.
    pub fn open_of_user(user: UserId, id: Option<SessionId>) -> Select<Self> {
        let sessions = Self::find().filter(Column::UserId.eq(user)).filter(Column::EndedAt.is_null());
        sessions.apply_if(id, |sessions, id| sessions.filter(Column::Id.eq(id)))
    }

    /// Gives the session its next token, if `generation` is the one it has: one row if so.
    pub fn rotate(id: SessionId, generation: i32, rotation: Rotation) -> UpdateMany<Self> {
        let (method, at) = rotation.step_up.unzip();
        Self::update_many()
            .col_expr(Column::Generation, Expr::value(generation + 1))
            .col_expr(Column::RotatedAt, Expr::value(rotation.grace_from))
            .col_expr(Column::OrgId, Expr::value(rotation.org))
            .col_expr(Column::StepUpMethod, Expr::value(method))
            .col_expr(Column::StepUpAt, Expr::value(at))
            .filter(Column::Id.eq(id))
            .filter(Column::Generation.eq(generation))
            .filter(Column::EndedAt.is_null())
    }

    /// Ends the session; one row if it had not ended.
    pub fn end(id: SessionId, now: Timestamp) -> UpdateMany<Self> {
        ending(now).filter(Column::Id.eq(id))
    }

    /// Ends the user's sessions that are in the org.
    pub fn end_all_of_user_in_org(org: OrgId, user: UserId, now: Timestamp) -> UpdateMany<Self> {
        ending(now).filter(Column::OrgId.eq(org)).filter(Column::UserId.eq(user))
    }

    /// Ends the session if it is the user's; one row if it had not ended.
    pub fn end_of_user(user: UserId, id: SessionId, now: Timestamp) -> UpdateMany<Self> {
        Self::end(id, now).filter(Column::UserId.eq(user))
    }

    /// Ends every session of the user, in every org.
    pub fn end_all_of_user(user: UserId, now: Timestamp) -> UpdateMany<Self> {
        ending(now).filter(Column::UserId.eq(user))
    }

    /// Ends every session there is; for the operator.
    pub fn end_every(now: Timestamp) -> UpdateMany<Self> {
        ending(now)
    }

    /// Ends every session of the user but one.
    pub fn end_others_of_user(user: UserId, kept: SessionId, now: Timestamp) -> UpdateMany<Self> {
        Self::end_all_of_user(user, now).filter(Column::Id.ne(kept))
    }

    /// Drops the step-ups of the user's sessions but for the one that is kept.
    pub fn drop_step_ups_of_others(user: UserId, kept: SessionId) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::StepUpMethod, Expr::value(None::<StepUpMethod>))
            .col_expr(Column::StepUpAt, Expr::value(None::<Timestamp>))
            .filter(Column::UserId.eq(user))
            .filter(Column::Id.ne(kept))
            .filter(Column::StepUpAt.is_not_null())
    }

    /// Writes back when sessions were last used, never to an earlier instant and never to one that has ended. At most a
    /// few thousand at once.
    pub fn touch(uses: &[(SessionId, Timestamp, Option<String>)]) -> UpdateMany<Self> {
        forward(Columns { id: Column::Id, at: Column::LastSeenAt, from: None }, uses).filter(Column::EndedAt.is_null())
    }

    /// Deletes the sessions that would have been over by `before`, however they ended.
    pub fn delete_expired_before(before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lt(before))
    }
}

/// What makes a session one that is still good.
#[derive(Clone, Copy, Debug)]
pub struct Live<'a> {
    /// The orgs that its user is a member of.
    pub orgs: &'a [OrgId],
    pub idle_since: Timestamp,
    pub now: Timestamp,
}

/// What a session is from its next token on.
#[derive(Clone, Copy, Debug)]
pub struct Rotation {
    pub org: OrgId,
    pub step_up: Option<(StepUpMethod, Timestamp)>,
    /// From when on the old token has its grace; `None`: it has none.
    pub grace_from: Option<Timestamp>,
}

/// What has ended keeps the instant at which it did.
fn ending(now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::EndedAt, Expr::value(now)).filter(Column::EndedAt.is_null())
}
