// The step-up prompt: one at a time, over whatever asked for it, which goes on when it was answered.
class Prompt {
  reason = $state("");
  methods = $state<string[]>([]);
  open = $state(false);
  #answer: ((confirmed: boolean) => void) | null = null;

  /** Asks the person to confirm; false if they'd rather not. */
  confirm(reason: string, methods: string[]): Promise<boolean> {
    this.#answer?.(false);
    [this.reason, this.methods, this.open] = [reason, methods, true];
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Out of sight while something else is asked; what waits goes on waiting. */
  hide() {
    this.open = false;
  }

  end(confirmed: boolean) {
    this.open = false;
    this.#answer?.(confirmed);
    this.#answer = null;
  }
}

export const prompt = new Prompt();
