// Memories: what agents keep from one session to the next.
import { call } from "$lib/api";
import { createMemory, deleteMemory, listMemories, updateMemory, type Memory } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { agent, agentInput, nameInput, updated, workspace } from "./parts";
import { resource } from "./types";

export const memories = resource<Memory>({
  title: m.nav_memories,
  text: m.memories_text,
  empty: m.memories_empty,
  add: m.memory_new,
  name: ({ name }) => name,
  inWorkspace: true,
  columns: [
    { title: m.name, text: ({ name }) => name, sub: ({ content }) => content, as: "strong" },
    { title: m.agent, text: ({ agentId }, given) => agent(agentId, given) },
    workspace,
    updated,
  ],
  inputs: [nameInput, { name: "content", label: m.content, as: "area", required: true }, agentInput],
  list: (query) => call(() => listMemories({ query })),
  create: (body, reason) => call(() => createMemory({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateMemory({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => deleteMemory({ path: { id } }), reason),
});
