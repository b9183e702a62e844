/** How long answers take, counted in the answers that overtook them: what was sent later and answered earlier. */
export class Pace {
  #answered = 0;
  slowest = 0;

  /** Something is sent. Call what this returns when it is answered. */
  begin(): () => void {
    const before = this.#answered;
    return () => {
      this.slowest = Math.max(this.slowest, this.#answered - before);
      this.#answered += 1;
    };
  }
}

/** The body of an answer. */
export interface Told {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
}
