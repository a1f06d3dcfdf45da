// The records that a filter lets through, as a file: read page by page, up to a bound that keeps the browser well.
import type { Page } from "$lib/api";
import type { AuditEvent } from "$lib/client";

export const MOST = 20_000;

export async function all(fetch: (cursor?: string) => Promise<Page<AuditEvent>>, progress: (count: number) => void): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetch(cursor);
    events.push(...page.items);
    progress(events.length);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && events.length < MOST);
  return events;
}

/** A cell as RFC 4180 has it; what a spreadsheet would take for a formula is only text. */
const cell = (value: unknown) => {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

export function csv(events: AuditEvent[]): string {
  const head = ["sequence", "at", "action", "actorKind", "actorId", "keyId", "targetId", "ip", "requestId", "detail", "hash"];
  const rows = events.map((one) => [
    one.sequence, one.at, one.action, one.actor.kind, one.actor.id, one.actor.keyId, one.targetId, one.ip, one.requestId, one.detail, one.hash,
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** One record a line, with all that checking the chain of hashes needs. */
export const jsonLines = (events: AuditEvent[]) => events.map((one) => JSON.stringify(one)).join("\n") + "\n";

export function save(name: string, kind: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: kind }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
