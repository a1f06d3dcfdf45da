//! `/agent-sessions/{id}/participants` and `/agent-sessions/{id}/participants/{userId}`.

use entity::{AgentSessionId, UserId};
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    wire::{
        List, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{AddParticipant, ListParticipants, RemoveParticipant},
    service,
    wire::{AddParticipantIn, ParticipantOut, RemovedOut},
};
use crate::agent_session::SECTION;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/agent-sessions", tag = "SECTION")]
impl Api {
    /// List who takes part in an agent session, newest users first.
    #[oai(path = "/:id/participants", method = "get")]
    async fn list_agent_session_participants(
        &self,
        caller: Caller<ListParticipants>,
        /// The session's id.
        id: Path<Text<AgentSessionId>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<UserId>>>>,
    ) -> Result<Reply<List<ParticipantOut>>> {
        Ok(Reply::new(service::list(&caller.tenant(), id.0.0, &PageIn::new(limit.0, cursor.0)).await?))
    }

    /// Let somebody take part in an agent session.
    ///
    /// From the browser only, by an editor of the workspace, with a step-up. Whoever loses the workspace takes part no more.
    #[oai(path = "/:id/participants", method = "post")]
    async fn add_agent_session_participant(
        &self,
        caller: Caller<AddParticipant>,
        /// The session's id.
        id: Path<Text<AgentSessionId>>,
        body: JsonBody<AddParticipantIn>,
    ) -> Result<Created<ParticipantOut>> {
        let (proof, user) = (caller.stepped_up()?, body.0.user_id.0);
        Ok(Created::new(service::add(&caller.tenant(), proof, id.0.0, user).await?))
    }

    /// Have somebody take part in an agent session no more.
    ///
    /// From the browser only, by an editor of the workspace, with a step-up.
    #[oai(path = "/:id/participants/:userId", method = "delete")]
    async fn remove_agent_session_participant(
        &self,
        caller: Caller<RemoveParticipant>,
        /// The session's id.
        id: Path<Text<AgentSessionId>>,
        /// The user's id.
        #[oai(name = "userId")]
        user: Path<Text<UserId>>,
    ) -> Result<Reply<RemovedOut>> {
        let proof = caller.stepped_up()?;
        service::remove(&caller.tenant(), proof, id.0.0, user.0.0).await?;
        Ok(Reply::new(RemovedOut { removed: true }))
    }
}
