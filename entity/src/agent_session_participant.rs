//! Who takes part in an agent session. Rows go with their session, and with the membership in the org that they rest on.

use sea_orm::{DeleteMany, FromQueryResult, JoinType, QuerySelect, SelectModel, Selector, entity::prelude::*};

use crate::{AgentSessionId, OrgId, Timestamp, UserId, agent_session, page::newest_first, user};

/// Somebody's part in a session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_session_participants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: AgentSessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    pub org_id: OrgId,
    /// May name a user who is gone.
    pub added_by: UserId,
    pub added_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

/// A participant, and who it is.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct NamedParticipant {
    #[sea_orm(nested)]
    pub participant: Model,
    pub name: String,
}

/// Participants to be fetched, with who they are.
pub type Participants = Selector<SelectModel<NamedParticipant>>;

impl Entity {
    /// The session's participant with this id.
    pub fn find_in_org(org: OrgId, session: AgentSessionId, user: UserId) -> Participants {
        joined(org, session).filter(Column::UserId.eq(user)).into_model()
    }

    /// A page of the session's participants, the newest users first.
    pub fn page_in_org(org: OrgId, session: AgentSessionId, after: Option<UserId>, limit: u64) -> Participants {
        newest_first(joined(org, session), Column::UserId, after, limit).into_model()
    }

    /// Ends somebody's part in the session; one row if they had one.
    pub fn remove_in_org(org: OrgId, session: AgentSessionId, user: UserId) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::SessionId.eq(session))
            .filter(Column::UserId.eq(user))
    }

    /// Ends the user's part in the sessions of workspaces that they are no member of.
    pub fn withdraw_of_user_in_org(org: OrgId, user: UserId) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::UserId.eq(user))
            .filter(Column::SessionId.in_subquery(agent_session::Entity::ids_out_of_reach(org, user)))
    }
}

fn joined(org: OrgId, session: AgentSessionId) -> Select<Entity> {
    Entity::find()
        .join(JoinType::InnerJoin, Relation::User.def())
        .filter(Column::OrgId.eq(org))
        .filter(Column::SessionId.eq(session))
        .column(user::Column::Name)
}
