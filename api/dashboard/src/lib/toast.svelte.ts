// Short notes that something was done, which go by themselves and are read out.
class Toasts {
  notes = $state<{ id: number; text: string }[]>([]);
  #next = 0;

  say(text: string) {
    const id = this.#next++;
    this.notes.push({ id, text });
    setTimeout(() => (this.notes = this.notes.filter((note) => note.id !== id)), 5000);
  }
}

export const toasts = new Toasts();
