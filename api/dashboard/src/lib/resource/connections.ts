// Connections: secrets of other services, which are kept sealed and shown to nobody again.
import { call } from "$lib/api";
import { createConnection, deleteConnection, listConnections, updateConnection, type Connection } from "$lib/client";
import * as m from "$lib/paraglide/messages";
import { descriptionInput, made, named, nameInput } from "./parts";
import { resource } from "./types";

export const connections = resource<Connection>({
  title: m.nav_connections,
  text: m.connections_text,
  empty: m.connections_empty,
  add: m.connection_new,
  name: ({ name }) => name,
  columns: [
    named,
    { title: m.provider, text: ({ provider }) => provider },
    { title: m.secret, text: ({ version }) => m.secret_version({ version }), },
    { title: m.nav_keys, text: ({ usableByKeys }) => (usableByKeys ? m.keys_may() : m.keys_may_not()), as: "badge", kind: ({ usableByKeys }) => (usableByKeys ? "warn" : "plain") },
    { title: m.rotated, text: ({ rotatedAt }) => rotatedAt, as: "when" },
    made,
  ],
  inputs: [
    nameInput,
    { name: "provider", label: m.provider, hint: m.provider_hint, required: true, only: "create" },
    { name: "secret", label: m.secret, hint: m.secret_hint, as: "secret", required: true, only: "create" },
    descriptionInput,
  ],
  searched: true,
  list: (query) => call(() => listConnections({ query })),
  create: (body, reason) => call(() => createConnection({ body: body as never }), reason),
  update: (id, body, reason) => call(() => updateConnection({ path: { id }, body: body as never }), reason),
  remove: (id, reason) => call(() => deleteConnection({ path: { id } }), reason),
  removeText: m.connection_delete_text,
  byOwners: true,
});
