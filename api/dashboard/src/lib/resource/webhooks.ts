// Webhooks: where the org's events are sent.
import { call } from "$lib/api";
import { createWebhookEndpoint, deleteWebhookEndpoint, listWebhookEndpoints, updateWebhookEndpoint, type WebhookEndpoint } from "$lib/client";
import { EVENTS } from "./events";
import * as m from "$lib/paraglide/messages";
import { descriptionInput, enabledInput, made } from "./parts";
import { resource, type Values } from "./types";

/** All of them are `null`, so that those to come are told too. */
const chosen = (values: Values): Values => {
  const { events } = values;
  return Array.isArray(events) && events.length === EVENTS.length ? { ...values, events: null } : values;
};

export const webhooks = resource<WebhookEndpoint>({
  title: m.nav_webhooks,
  text: m.webhooks_text,
  empty: m.webhooks_empty,
  add: m.webhook_new,
  name: ({ url }) => url,
  columns: [
    { title: m.url, text: ({ url }) => url, sub: ({ description }) => description, as: "code" },
    { title: m.events, text: ({ events }) => (events ? m.events_some({ count: events.length }) : m.events_all()), sub: ({ events }) => (events && events.length < 4 ? events.join(", ") : null) },
    {
      title: m.state,
      text: ({ enabled, failingSince, disabledReason }) => (!enabled ? (disabledReason ?? m.off()) : failingSince ? m.webhook_failing() : m.on()),
      as: "badge",
      kind: ({ enabled, failingSince }) => (!enabled ? "plain" : failingSince ? "bad" : "good"),
    },
    made,
  ],
  inputs: [
    { name: "url", label: m.url, hint: m.webhook_url_hint, required: true },
    descriptionInput,
    { name: "events", label: m.events, as: "many", choices: () => EVENTS.map((event) => [event, event]), from: (row) => row?.events ?? [...EVENTS] },
    { ...enabledInput, only: "change" },
  ],
  searched: true,
  list: (query) => call(() => listWebhookEndpoints({ query })),
  create: (body, reason) => call(() => createWebhookEndpoint({ body: chosen(body) as never }), reason),
  update: (id, body, reason) => call(() => updateWebhookEndpoint({ path: { id }, body: chosen(body) as never }), reason),
  remove: (id, reason) => call(() => deleteWebhookEndpoint({ path: { id } }), reason),
  removeText: m.webhook_delete_text,
  byOwners: true,
});
