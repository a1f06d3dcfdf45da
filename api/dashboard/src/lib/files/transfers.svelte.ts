// Files on their way, up and down, with how far they are. They go on while one looks at other pages.
import { to } from "$lib/to";
import { Refusal } from "$lib/api";
import { session } from "$lib/session.svelte";

export type Transfer = {
  id: number;
  name: string;
  up: boolean;
  /** From 0 to 1; null where the size isn't known. */
  done: number | null;
  error: unknown;
  stop: () => void;
  again: () => void;
};

class Transfers {
  all = $state<Transfer[]>([]);
  #next = 0;

  get running() {
    return this.all.some(({ error }) => error === null);
  }

  drop = (id: number) => (this.all = this.all.filter((one) => one.id !== id));

  #begin(name: string, up: boolean, run: (transfer: Transfer) => () => void) {
    const begun: Transfer = { id: this.#next++, name, up, done: 0, error: null, stop: () => {}, again: () => {} };
    this.all.push(begun);
    const transfer = this.all[this.all.length - 1] ?? begun;
    transfer.again = () => {
      [transfer.error, transfer.done] = [null, 0];
      transfer.stop = run(transfer);
    };
    transfer.stop = run(transfer);
  }

  /** Uploads `file`; only XMLHttpRequest tells how far an upload is. */
  upload(file: File, finished: () => void) {
    this.#begin(file.name, true, (transfer) => {
      const request = new XMLHttpRequest();
      request.open("POST", to(`/api/v1/files?name=${encodeURIComponent(file.name)}`));
      request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
      request.upload.onprogress = ({ loaded, total }) => (transfer.done = total ? loaded / total : null);
      request.onload = () => {
        if (request.status < 300) {
          this.drop(transfer.id);
          finished();
          return;
        }
        if (request.status === 401) session.lost();
        transfer.error = refusalOf(request);
      };
      request.onerror = () => (transfer.error = new Refusal(0, {}));
      request.onabort = () => this.drop(transfer.id);
      request.send(file);
      return () => request.abort();
    });
  }

  /** Downloads what `path` gives and hands it to the browser as a file called `name`. */
  download(path: string, name: string) {
    this.#begin(name, false, (transfer) => {
      const control = new AbortController();
      void this.#receive(path, transfer, control.signal).catch((error: unknown) => {
        if (control.signal.aborted) this.drop(transfer.id);
        else transfer.error = error instanceof Refusal ? error : new Refusal(0, {});
      });
      return () => control.abort();
    });
  }

  async #receive(path: string, transfer: Transfer, signal: AbortSignal) {
    const answer = await fetch(to(path), { signal });
    if (!answer.ok) {
      if (answer.status === 401) session.lost();
      throw new Refusal(answer.status, ((await answer.json().catch(() => ({}))) as { error?: object }).error ?? {});
    }
    const size = Number(answer.headers.get("Content-Length") ?? 0);
    const reader = answer.body?.getReader();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value as Uint8Array<ArrayBuffer>);
      received += part.value.length;
      transfer.done = size ? received / size : null;
    }
    const url = URL.createObjectURL(new Blob(parts));
    Object.assign(document.createElement("a"), { href: url, download: transfer.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    this.drop(transfer.id);
  }
}

function refusalOf(request: XMLHttpRequest): Refusal {
  try {
    return new Refusal(request.status, (JSON.parse(request.responseText) as { error: object }).error);
  } catch {
    return new Refusal(request.status, {});
  }
}

export const transfers = new Transfers();
