//! `/agents`.

use entity::AgentId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::{JsonBody, OptionalBody},
    wire::{
        List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    rule::{CreateAgent, GetAgent, HeartbeatAgent, ListAgents, RetireAgent, UpdateAgent},
    service,
    wire::{AgentOut, CreateAgentIn, HeartbeatIn, PatchAgentIn, RetiredOut, SeenOut},
};

/// The section of the document.
const SECTION: Section = Section { name: "Agents", about: "Programs that work for the org." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/agents", tag = "SECTION")]
impl Api {
    /// List the org's agents, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_agents(
        &self,
        caller: Caller<ListAgents>,
        /// Show retired ones too?
        #[oai(name = "includeRetired")]
        include_retired: Query<Option<bool>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<AgentId>>>>,
        /// Only those with this in their name, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<AgentOut>>> {
        let page = PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0);
        Ok(Reply::new(service::list(&caller.tenant(), &page, include_retired.0.unwrap_or(false)).await?))
    }

    /// Register an agent.
    ///
    /// One that does so itself, with a key, is seen by that.
    #[oai(path = "/", method = "post")]
    async fn create_agent(
        &self,
        caller: Caller<CreateAgent>,
        body: JsonBody<CreateAgentIn>,
    ) -> Result<Created<AgentOut>> {
        Ok(Created::new(service::create(&caller.tenant(), caller.who(), body.0).await?))
    }

    /// Look at an agent, retired or not.
    #[oai(path = "/:id", method = "get")]
    async fn get_agent(
        &self,
        caller: Caller<GetAgent>,
        /// The agent's id.
        id: Path<Text<AgentId>>,
    ) -> Result<Reply<AgentOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Change an agent's name or description.
    ///
    /// Absent is unchanged, `null` clears.
    #[oai(path = "/:id", method = "patch")]
    async fn update_agent(
        &self,
        caller: Caller<UpdateAgent>,
        /// The agent's id.
        id: Path<Text<AgentId>>,
        body: JsonBody<PatchAgentIn>,
    ) -> Result<Reply<AgentOut>> {
        Ok(Reply::new(service::patch(&caller.tenant(), id.0.0, body.0).await?))
    }

    /// Say that an agent is there.
    ///
    /// The agent shows when it last did, with which key, and what it says of itself. Nothing of it is in the audit log.
    #[oai(path = "/:id/heartbeat", method = "post")]
    async fn heartbeat_agent(
        &self,
        caller: Caller<HeartbeatAgent>,
        /// The agent's id.
        id: Path<Text<AgentId>>,
        body: OptionalBody<HeartbeatIn>,
    ) -> Result<Reply<SeenOut>> {
        let seen = service::heartbeat(&caller.tenant(), caller.who(), id.0.0, body.0).await?;
        Ok(Reply::new(SeenOut { last_seen_at: Text(seen) }))
    }

    /// Retire an agent.
    ///
    /// It is kept, but takes no change and no heartbeat any more: 409. Its key is another matter; revoke it too.
    #[oai(path = "/:id", method = "delete")]
    async fn retire_agent(
        &self,
        caller: Caller<RetireAgent>,
        /// The agent's id.
        id: Path<Text<AgentId>>,
    ) -> Result<Reply<RetiredOut>> {
        service::retire(&caller.tenant(), id.0.0).await?;
        Ok(Reply::new(RetiredOut { retired: true }))
    }
}
