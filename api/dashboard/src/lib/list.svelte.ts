// A list that comes in pages: loaded, loading, failed, and what follows.
import { Cancelled, type Page } from "$lib/api";

export class List<T> {
  items = $state<T[]>([]);
  next = $state<string | null>(null);
  loading = $state(true);
  error = $state<unknown>(null);

  /** What the server was asked to look for: only where it has more than was loaded. */
  q = $state("");
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private fetch: (cursor?: string, q?: string) => Promise<Page<T>>) {}

  /** Loads what is there, and what the words of a link are looked for in. */
  begin = async (words: string): Promise<void> => {
    await this.load();
    if (words) this.find(words);
  };

  /** Looks for these words beyond what is loaded. What is here already, whoever shows the list picks out by itself. */
  find(words: string) {
    if (!this.q && !this.next) return;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.q = words.trim();
      void this.load();
    }, 200);
  }

  load = async (): Promise<void> => {
    this.loading = true;
    this.error = null;
    try {
      const page = await this.fetch(undefined, this.q);
      [this.items, this.next] = [page.items, page.nextCursor];
    } catch (error) {
      if (!(error instanceof Cancelled)) this.error = error;
    }
    this.loading = false;
  };

  /** Asks again for what is shown, without anybody noticing unless something has changed. */
  refresh = async (): Promise<void> => {
    try {
      const page = await this.fetch(undefined, this.q);
      // What came by "load more" is left as it is.
      if (page.nextCursor && this.items.length > page.items.length) return;
      [this.items, this.next] = [page.items, page.nextCursor];
      this.error = null;
    } catch {
      // What is shown is older then; the next time tells.
    }
  };

  more = async (): Promise<void> => {
    if (!this.next) return;
    try {
      const page = await this.fetch(this.next, this.q);
      this.items = [...this.items, ...page.items];
      this.next = page.nextCursor;
    } catch (error) {
      this.error = error;
    }
  };
}
