// What happens to every request: it gets the credential, is sent again where that is safe and the server may recover, and
// once more after a step-up.
import { challenge, retryAfter } from "./error.js";

/** An operation needs the person to have proved, at most `maxAge` seconds ago, that they are there. */
export interface StepUpNeeded {
  maxAge: number | null;
  method: string;
  url: string;
}

export interface ExchangeOptions {
  credential: () => string | null;
  setCredential: (token: string) => void;
  retries: number;
  onStepUp: ((needed: StepUpNeeded) => Promise<string | null>) | null;
  fetch: typeof fetch;
}

/** A longer wait than this, in seconds, is left to the caller. */
const LONGEST_WAIT = 30;
const IDEMPOTENT = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"];

/** A `fetch` that does so. */
export function exchange(options: ExchangeOptions): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    // A body that is a stream can't be sent twice without being kept whole: those of files are left alone.
    const streamed = asked.body !== null && !(asked.headers.get("content-type") ?? "").includes("json");
    let steppedUp = false;
    for (let sent = 0; ; ) {
      const request = streamed ? asked : asked.clone();
      const credential = options.credential();
      if (credential !== null && !request.headers.has("authorization")) {
        request.headers.set("authorization", `Bearer ${credential}`);
      }
      let answer: Response | null = null;
      let failure: unknown = null;
      try {
        answer = await options.fetch(request);
      } catch (error) {
        failure = error;
      }
      const over = asked.signal.aborted || streamed;
      const needed = answer === null ? null : challenge(answer);
      if (answer !== null && needed !== null && !over && !steppedUp && options.onStepUp !== null) {
        const token = await options.onStepUp({ ...needed, method: asked.method, url: asked.url });
        if (token === null) return answer;
        options.setCredential(token);
        await answer.body?.cancel();
        steppedUp = true;
        continue;
      }
      const repeatable = IDEMPOTENT.includes(asked.method) || asked.headers.has("idempotency-key");
      const wait = repeatable && !over && sent < options.retries ? waitAfter(answer, sent) : null;
      if (wait === null) {
        if (answer === null) throw failure;
        return answer;
      }
      await answer?.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
      sent += 1;
    }
  };
}

/** How many seconds to wait before the request is sent again; `null` if that would not help. */
function waitAfter(answer: Response | null, sent: number): number | null {
  const backoff = 0.2 * 2 ** sent;
  if (answer === null) return backoff;
  const told = retryAfter(answer);
  // A limit is 400 with `Retry-After`. A 400 without is a mistake, and stays one.
  const wait = answer.status === 400 ? told : [429, 502, 503, 504].includes(answer.status) ? (told ?? backoff) : null;
  return wait !== null && wait <= LONGEST_WAIT ? wait : null;
}
