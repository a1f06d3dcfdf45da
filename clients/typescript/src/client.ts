// How a client is made: of a URL and a credential, and of what else is to be different.
import { AlmondError } from "./error.js";
import { exchange, type StepUpNeeded } from "./exchange.js";
import { createClient, type Client } from "./generated/client/index.js";

export interface AlmondOptions {
  /** Where the server is, such as `https://almond.example.com`. */
  url: string;
  /** A key, or a session's token. */
  credential?: string | null;
  /** How often a request that can be repeated is, besides the first time; 3 unless said. */
  retries?: number;
  /**
   * What to do when an operation asks the person to prove again that they are there: ask them, step up with the client's
   * operations, and give the session's new token. The request is then sent again. `null` gives up.
   */
  onStepUp?: (needed: StepUpNeeded) => Promise<string | null>;
  /** Another `fetch`, with a proxy or own authorities, say. */
  fetch?: typeof fetch;
}

/** What every operation takes as `client`. Refusals are thrown as `AlmondError`. */
export type Almond = Client & {
  /** Uses another credential from now on. */
  setCredential(credential: string | null): void;
};

export function createAlmond(options: AlmondOptions): Almond {
  let credential = options.credential ?? null;
  const setCredential = (next: string | null) => {
    credential = next;
  };
  const client = createClient({
    baseUrl: options.url.replace(/\/+$/, ""),
    responseStyle: "data",
    throwOnError: true,
    fetch: exchange({
      credential: () => credential,
      setCredential,
      retries: options.retries ?? 3,
      onStepUp: options.onStepUp ?? null,
      fetch: options.fetch ?? ((request) => fetch(request)),
    }),
  });
  client.interceptors.error.use((error, response) => (response instanceof Response ? AlmondError.of(response, error) : error));
  return Object.assign(client, { setCredential });
}
