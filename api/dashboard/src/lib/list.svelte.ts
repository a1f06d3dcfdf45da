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
