import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Load, Observed } from "./load.main.ts";

/** The load generator's process. */
export class LoadGenerator {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, "load.main.ts"));

  async run(load: Load): Promise<Observed> {
    this.#child.send(load);
    const [observed] = (await once(this.#child, "message")) as [Observed];
    return observed;
  }

  stop(): void {
    this.#child.disconnect();
  }
}
