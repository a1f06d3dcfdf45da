// Agents: programs that work for the org, and when they were last heard of.
import { call } from "$lib/api";
import { createAgent, listAgents, retireAgent, updateAgent, type Agent, type AgentKey } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { descriptionInput, made, named, nameInput } from "./parts";
import { resource } from "./types";

/** An agent that is well says so every minute or so. */
const FRESH = 5 * 60_000;
const keyOf = ({ lastKey }: Agent) => lastKey as AgentKey | null;
const isFresh = ({ lastSeenAt }: Agent) => lastSeenAt !== null && Date.now() - Date.parse(lastSeenAt) < FRESH;

export const agents = resource<Agent>({
  title: m.nav_agents,
  text: m.agents_text,
  empty: m.agents_empty,
  add: m.agent_new,
  name: ({ name }) => name,
  columns: [
    named,
    {
      title: m.state,
      text: (agent) => (agent.lastSeenAt ? (agent.status ?? (isFresh(agent) ? m.agent_here() : m.agent_silent())) : m.agent_never()),
      as: "badge",
      kind: (agent) => (isFresh(agent) ? "good" : agent.lastSeenAt ? "warn" : "plain"),
    },
    { title: m.last_seen, text: ({ lastSeenAt }) => lastSeenAt, as: "when" },
    { title: m.version, text: ({ version }) => version, as: "code" },
    { title: m.by_key, text: (agent) => keyOf(agent)?.name ?? null, sub: (agent) => (keyOf(agent) ? `${keyOf(agent)?.prefix}…` : null) },
    made,
  ],
  inputs: [nameInput, descriptionInput],
  searched: true,
  list: (query) => call(() => listAgents({ query })),
  create: (body, reason) => call(() => createAgent({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateAgent({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => retireAgent({ path: { id } }), reason),
  removeItem: m.retire,
  removeText: m.retire_text,
  every: 10,
});
