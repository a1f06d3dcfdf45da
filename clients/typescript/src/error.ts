// The server's refusals as errors, with their code and the request's id.

/** The server refused, or what answered is no Almond. */
export class AlmondError extends Error {
  override readonly name = "AlmondError";

  constructor(
    readonly status: number,
    /** A stable word to branch on, such as `NOT_FOUND`. */
    readonly code: string,
    message: string,
    /** What the server's log calls the request. */
    readonly requestId: string | null,
    readonly details: Record<string, unknown> | null,
    /** When it may be tried again, in seconds. */
    readonly retryAfter: number | null,
    /** The person has to prove again that they are there (RFC 9470). */
    readonly needsStepUp: boolean,
  ) {
    super(message);
  }

  /** Of an answer whose body was read. */
  static of(response: Response, body: unknown): AlmondError {
    const told = (body as { error?: { code?: string; message?: string; requestId?: string; details?: Record<string, unknown> } } | null)?.error;
    return new AlmondError(
      response.status,
      told?.code ?? "UNEXPECTED",
      told?.message ?? `unexpected answer: ${response.status}`,
      told?.requestId ?? response.headers.get("x-request-id"),
      told?.details ?? null,
      retryAfter(response),
      challenge(response) !== null,
    );
  }
}

/** The answer's `Retry-After`, in seconds. */
export function retryAfter(response: Response): number | null {
  const value = response.headers.get("retry-after");
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

/** What RFC 9470's challenge says, if the answer has one. */
export function challenge(response: Response): { maxAge: number | null } | null {
  const value = response.headers.get("www-authenticate") ?? "";
  if (response.status !== 403 || !value.includes("insufficient_user_authentication")) return null;
  const maxAge = /max_age="?(\d+)/.exec(value)?.[1];
  return { maxAge: maxAge === undefined ? null : Number(maxAge) };
}
