// Agent sessions: what people and an agent work on together.
import { call } from "$lib/api";
import { createAgentSession, deleteAgentSession, listAgentSessions, updateAgentSession, type AgentSession } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { agent, agentInput, made, nameInput, workspace } from "./parts";
import { resource } from "./types";

export const agentSessions = resource<AgentSession>({
  title: m.nav_agent_sessions,
  text: m.agent_sessions_text,
  empty: m.agent_sessions_empty,
  add: m.agent_session_new,
  name: ({ name }) => name,
  inWorkspace: true,
  columns: [
    { title: m.name, text: ({ name }) => name, as: "strong" },
    { title: m.agent, text: ({ agentId }, given) => agent(agentId, given) },
    workspace,
    { title: m.state, text: ({ status }) => (status === "ended" ? m.session_over() : m.session_open()), as: "badge", kind: ({ status }) => (status === "ended" ? "plain" : "good") },
    made,
  ],
  inputs: [
    nameInput,
    agentInput,
    { name: "status", label: m.state, as: "choice", required: true, only: "change", choices: () => [["open", m.session_open()], ["ended", m.session_over()]] },
  ],
  list: (query) => call(() => listAgentSessions({ query })),
  create: (body, reason) => call(() => createAgentSession({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateAgentSession({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => deleteAgentSession({ path: { id } }), reason),
});
