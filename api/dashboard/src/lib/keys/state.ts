// What a key is just now: in use, paused, or over.
import type { ApiKey, OrgApiKey } from "$lib/client";
import { relative } from "$lib/format";
import * as m from "$lib/paraglide/messages";

export type State = "active" | "paused" | "expired";
export const stateOf = (key: ApiKey | OrgApiKey): State =>
  key.expiresAt && Date.parse(key.expiresAt) <= Date.now() ? "expired" : key.enabled ? "active" : "paused";

export const stateWords: Record<State, () => string> = { active: m.state_active, paused: m.state_paused, expired: m.expired };

export const stateChoices = (): [string, string][] => [
  ["", m.state_any()],
  ...(["active", "paused", "expired"] as const).map((state): [string, string] => [state, stateWords[state]()]),
];

/** When a key was last used and from where, as a sentence. */
export function lastUse({ lastUsedAt, lastUsedAddress }: ApiKey): string {
  if (!lastUsedAt) return m.old_unused();
  const when = relative(lastUsedAt);
  return lastUsedAddress ? m.old_used_from({ when, address: lastUsedAddress }) : m.old_used({ when });
}

/** True if any of the texts has the words in it. */
export const has = (words: string, texts: (string | null)[]) => {
  const wanted = words.trim().toLowerCase();
  return texts.some((text) => (text ?? "").toLowerCase().includes(wanted));
};
