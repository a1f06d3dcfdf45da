// What the operator asks, with the master key. It is typed in, kept in this page's memory alone, and gone with the page. The
// person's own session stays out of it: one credential a request.
import { to } from "$lib/to";
import { Refusal } from "$lib/api";

export type Person = { id: string; external_id: string; name: string | null; disabled: boolean | null; created_at: string };
export type Details = {
  id: string; external_id: string; name: string; email_verified: boolean; has_password: boolean; totp: boolean; passkeys: number;
  sessions: number; keys: number; disabled_at: string | null; created_at: string; orgs: { id: string; name: string; role: string }[];
};
export type Deletion = { keys_revoked: number; orgs: { id: string; name: string; fate: string }[] };
export type Org = { id: string; name: string; handle: string | null; members: number; created_at: string };
export type Mail = {
  id: string; to: string; kind: string; status: "queued" | "sent" | "failed" | "expired"; attempts: number; last_error: string | null;
  next_attempt_at: string | null; created_at: string;
};
export type Node = { id: string; name: string; version: string; up: number; renewed: number; behind: number };

class Operator {
  #key = "";
  /** True once the server has taken the key. */
  known = $state(false);

  async begin(key: string): Promise<void> {
    this.#key = key;
    try {
      await this.get("/users?everybody=true&limit=1");
      this.known = true;
    } catch (error) {
      this.#key = "";
      throw error;
    }
  }

  end() {
    [this.#key, this.known] = ["", false];
  }

  get = <T>(path: string) => this.send<T>("GET", path);

  async send<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { Authorization: `Bearer ${this.#key}`, ...(body && { "Content-Type": "application/json" }) };
    let answer: Response;
    try {
      answer = await fetch(to(`/internal${path}`), { method, headers, body: body && JSON.stringify(body), credentials: "omit" });
    } catch {
      throw new Refusal(0, {});
    }
    const data: unknown = await answer.json().catch(() => ({}));
    if (answer.ok) return data as T;
    if (answer.status === 401) this.end();
    throw new Refusal(answer.status, { message: (data as { error?: string }).error, requestId: answer.headers.get("X-Request-Id") ?? "" });
  }

  /** A page of a list that goes on after the last id. */
  async page<T extends { id: string }>(path: string, after?: string, limit = 50) {
    const query = `${path.includes("?") ? "&" : "?"}limit=${limit}${after ? `&after=${encodeURIComponent(after)}` : ""}`;
    const items = await this.get<T[]>(path + query);
    return { items, nextCursor: items.length === limit ? (items[items.length - 1]?.id ?? null) : null };
  }
}

export const operator = new Operator();
