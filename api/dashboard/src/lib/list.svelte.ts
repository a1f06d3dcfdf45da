// A list that comes in pages: loaded, loading, failed, and what follows.
import { Cancelled, type Page } from "$lib/api";

export class List<T> {
  items = $state<T[]>([]);
  next = $state<string | null>(null);
  loading = $state(true);
  error = $state<unknown>(null);

  constructor(private fetch: (cursor?: string) => Promise<Page<T>>) {}

  load = async (): Promise<void> => {
    this.loading = true;
    this.error = null;
    try {
      const page = await this.fetch();
      [this.items, this.next] = [page.items, page.nextCursor];
    } catch (error) {
      if (!(error instanceof Cancelled)) this.error = error;
    }
    this.loading = false;
  };

  /** Asks again for what is shown, without anybody noticing unless something has changed. */
  refresh = async (): Promise<void> => {
    try {
      const page = await this.fetch();
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
      const page = await this.fetch(this.next);
      this.items = [...this.items, ...page.items];
      this.next = page.nextCursor;
    } catch (error) {
      this.error = error;
    }
  };
}
