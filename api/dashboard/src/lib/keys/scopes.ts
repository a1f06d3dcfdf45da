// What a key may do, in words.
import type { Scope } from "$lib/client";
import * as m from "$lib/paraglide/messages";

const words: Record<string, () => string> = {
  "models:read": m.scope_models_read,
  "files:read": m.scope_files_read,
  "files:write": m.scope_files_write,
  "connections:read": m.scope_connections_read,
  "connections:write": m.scope_connections_write,
  "connections:use": m.scope_connections_use,
  "api-keys:read": m.scope_api_keys_read,
  "billing:machine:charge": m.scope_charge,
  "mcp:read": m.scope_mcp_read,
  "mcp:write": m.scope_mcp_write,
  terminal: m.scope_terminal,
};

/** Those that a person can give here, grouped; `terminal` is only a device's. */
export const groups: { label: () => string; scopes: Scope[] }[] = [
  { label: m.scopes_reading, scopes: ["models:read", "files:read", "connections:read", "api-keys:read", "mcp:read"] },
  { label: m.scopes_writing, scopes: ["files:write", "connections:write", "connections:use", "mcp:write", "billing:machine:charge"] },
];

export const inWords = (scope: string) => words[scope]?.() ?? scope;

/** The sentence under the form: what the key can do, and what no key can. */
export const summary = (scopes: Scope[]) =>
  scopes.length === 0 ? m.can_nothing() : m.can({ what: scopes.map(inWords).join(", ") });
