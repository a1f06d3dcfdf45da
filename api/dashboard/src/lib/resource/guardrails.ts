// Guardrails: what the agents of a workspace must not do, or not unasked.
import { call } from "$lib/api";
import { createGuardrail, deleteGuardrail, listGuardrails, updateGuardrail, type Guardrail, type GuardrailKind } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { descriptionInput, enabled, enabledInput, named, nameInput, workspace } from "./parts";
import { resource } from "./types";

const kinds: Record<GuardrailKind, () => string> = { warn: m.guardrail_warn, require_approval: m.guardrail_ask, block: m.guardrail_block };

export const guardrails = resource<Guardrail>({
  title: m.nav_guardrails,
  text: m.guardrails_text,
  empty: m.guardrails_empty,
  add: m.guardrail_new,
  name: ({ name }) => name,
  inWorkspace: true,
  columns: [
    named,
    { title: m.pattern, text: ({ pattern }) => pattern, as: "code" },
    { title: m.guardrail_kind, text: ({ kind }) => kinds[kind](), as: "badge", kind: ({ kind }) => (kind === "block" ? "bad" : "warn") },
    workspace,
    enabled,
  ],
  inputs: [
    nameInput,
    descriptionInput,
    { name: "pattern", label: m.pattern, hint: m.pattern_hint, required: true },
    { name: "kind", label: m.guardrail_kind, as: "choice", required: true, choices: () => Object.entries(kinds).map(([kind, words]) => [kind, words()]) },
    enabledInput,
  ],
  list: (query) => call(() => listGuardrails({ query })),
  create: (body, reason) => call(() => createGuardrail({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateGuardrail({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => deleteGuardrail({ path: { id } }), reason),
});
