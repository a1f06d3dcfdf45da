// Who is signed in, as the server says; other tabs hear of a change at once, and coming back to a tab asks again.
import { goto } from "$lib/to";
import { getSession, type Session, type StepUp } from "$lib/client";

type Told = "in" | "out";

class SessionState {
  current = $state<Session | null>(null);
  /** False until the server was asked once. */
  known = $state(false);
  /** It ended without being asked to here. */
  ended = $state(false);
  /** The server couldn't be asked. */
  unreachable = $state(false);
  #tabs = new BroadcastChannel("almond-session");

  constructor() {
    this.#tabs.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data === "in") void this.load();
      else this.lost();
    };
    window.addEventListener("online", () => void this.load());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.current) void this.load();
    });
  }

  get owner() {
    const role = this.current?.org.role;
    return role === "owner" || role === "admin";
  }

  async load(): Promise<void> {
    const { data, response } = await getSession().catch(() => ({ data: undefined, response: undefined }));
    this.unreachable = !response || response.status >= 500;
    if (data) {
      this.current = data.data;
      this.ended = false;
    } else if (response?.status === 401) {
      if (this.current) this.lost();
      this.current = null;
    }
    this.known = true;
  }

  /** A sign-in has just set the cookie. */
  async begin(): Promise<void> {
    await this.load();
    this.#tabs.postMessage("in" satisfies Told);
  }

  steppedUp(stepUp: StepUp) {
    if (this.current) this.current = { ...this.current, stepUp };
  }

  /** Ended elsewhere: the page stays as it is, and says so. */
  lost() {
    if (this.current) this.ended = true;
    this.current = null;
  }

  /** Signed out here. */
  over() {
    this.current = null;
    this.ended = false;
    this.#tabs.postMessage("out" satisfies Told);
    void goto("/sign-in");
  }
}

export const session = new SessionState();
