interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/** Lets so many at a time do something under one name. The others wait in line; whoever finds it too long is sent away. */
export class Turns {
  readonly #lines = new Map<string, Line>();

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** Undefined: too many wait already. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const line = this.#lines.get(name) ?? { running: 0, waiting: [] };
    this.#lines.set(name, line);
    if (line.running < this.atOnce) line.running += 1;
    else if (line.waiting.length >= this.mostWaiting) return undefined;
    else await new Promise<void>((resolve) => line.waiting.push(resolve)); // whoever leaves gives the place on
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else line.running -= 1;
      if (line.running === 0) this.#lines.delete(name);
    }
  }
}
