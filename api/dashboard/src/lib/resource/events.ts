// The events that webhooks tell of.
import { WebhookEvent } from "$lib/client";

export const EVENTS = Object.values(WebhookEvent);
