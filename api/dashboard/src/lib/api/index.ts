// How pages call the API: an answer's data, or an error that says what a person can do. A refusal that asks for a step-up
// opens the prompt, and the request is sent again by itself.
import * as m from "$lib/paraglide/messages";
import { session } from "$lib/session.svelte";
import { prompt } from "$lib/step-up.svelte";

type Sent<T> = { data?: { data: T } | undefined; error?: unknown; response?: Response };
export type Page<T> = { items: T[]; nextCursor: string | null };

type Details = { fields?: Record<string, string>; stepUp?: { methods: string[]; maxAge: number } };

export class Refusal extends Error {
  readonly code: string;
  readonly requestId: string;
  readonly details: Details;

  constructor(
    readonly status: number,
    error: { code?: string; message?: string; requestId?: string; details?: Details },
  ) {
    super(words(status, error.message ?? "", error.details));
    this.code = error.code ?? "";
    this.requestId = error.requestId ?? "";
    this.details = error.details ?? {};
  }
}

/** The person closed the step-up prompt: nothing was sent, and nothing needs to be said. */
export class Cancelled extends Error {}

const sentence = (text: string) => (text ? `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.` : text);

function words(status: number, message: string, details?: Details): string {
  if (status === 0) return m.error_offline();
  if (status === 400 && message === "Too many requests") return m.error_too_many();
  if (status === 503) return m.error_unavailable();
  if (status === 500) return m.error_unavailable();
  const known: Record<string, () => string> = {
    domain_not_allowed: m.error_domain,
    not_invited: m.error_not_invited,
    sign_up_closed: m.error_closed,
  };
  return known[message]?.() ?? sentence(Object.values(details?.fields ?? {})[0] ?? message);
}

async function once<T>(send: () => Promise<Sent<T>>): Promise<T> {
  let sent: Sent<T>;
  try {
    sent = await send();
  } catch {
    throw new Refusal(0, {});
  }
  if (sent.response?.ok && sent.data) return sent.data.data;
  const error = (sent.error as { error?: object } | undefined)?.error ?? {};
  throw new Refusal(sent.response?.status ?? 0, error);
}

/** Sends what needs no session. */
export const ask = once;

/** Sends what needs one; `reason` is what the person confirms if the API asks for a step-up. */
export async function call<T>(send: () => Promise<Sent<T>>, reason: string = m.step_up_default()): Promise<T> {
  for (;;) {
    try {
      return await once(send);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 401) session.lost();
      const { stepUp } = error.details;
      if (error.status !== 403 || !stepUp) throw error;
      if (!(await prompt.confirm(reason, stepUp.methods))) throw new Cancelled();
    }
  }
}
