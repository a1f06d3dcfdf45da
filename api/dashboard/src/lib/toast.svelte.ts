// Short notes that something was done, which go by themselves and are read out.
import { Cancelled, Refusal } from "$lib/api";
import * as m from "$lib/paraglide/messages";

class Toasts {
  notes = $state<{ id: number; text: string }[]>([]);
  #next = 0;

  say(text: string) {
    const id = this.#next++;
    // More than three would be in the way of what they are about.
    this.notes = [...this.notes.slice(-2), { id, text }];
    setTimeout(() => (this.notes = this.notes.filter((note) => note.id !== id)), 5000);
  }

  /** What was asked for by one click, without a form that could say so, didn't work. */
  fail(error: unknown) {
    if (error instanceof Cancelled) return;
    this.say(error instanceof Refusal ? error.message : m.error_unknown());
  }
}

export const toasts = new Toasts();
