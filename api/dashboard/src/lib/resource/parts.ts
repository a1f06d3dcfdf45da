// Columns and inputs that most kinds of things have.
import * as m from "$lib/paraglide/messages";
import type { Column, Given, Input } from "./types";

type Named = { name: string; description?: string | null };

export const named: Column<Named> = { title: m.name, text: ({ name }) => name, sub: ({ description }) => description ?? null, as: "strong" };
export const made: Column<{ createdAt: string }> = { title: m.created, text: ({ createdAt }) => createdAt, as: "when" };
export const updated: Column<{ updatedAt: string }> = { title: m.changed, text: ({ updatedAt }) => updatedAt, as: "when" };
export const workspace: Column<{ workspaceId: string }> = {
  title: m.workspace,
  text: ({ workspaceId }, { workspaces }) => workspaces.find(({ id }) => id === workspaceId)?.name ?? null,
};
export const madeBy: Column<{ createdBy: string }> = { title: m.made_by, text: ({ createdBy }, given) => person(createdBy, given) };
export const enabled: Column<{ enabled?: boolean | null }> = {
  title: m.state,
  text: ({ enabled }) => (enabled ? m.on() : m.off()),
  as: "badge",
  kind: ({ enabled }) => (enabled ? "good" : "plain"),
};

export const person = (id: string, { members }: Given) => members.find(({ userId }) => userId === id)?.name ?? null;
export const agent = (id: string | null, { agents }: Given) => agents.find((agent) => agent.id === id)?.name ?? null;

export const nameInput = { name: "name", label: m.name, required: true, most: 100 } satisfies Input<never>;
export const descriptionInput = { name: "description", label: m.description, most: 1000 } satisfies Input<never>;
export const enabledInput = { name: "enabled", label: m.enabled, as: "check" } satisfies Input<never>;
export const agentInput = {
  name: "agentId",
  label: m.agent,
  as: "choice",
  choices: ({ agents }: Given) => [["", m.none()], ...agents.map(({ id, name }): [string, string] => [id, name])] as [string, string][],
} satisfies Input<never>;
