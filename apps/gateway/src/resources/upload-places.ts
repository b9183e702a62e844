import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock } from "@coachwork/platform";

/** The most uploads that a process takes at a time, and of them those of one firm. */
const MOST = 32;
const MOST_OF_FIRM = 8;

/** Milliseconds after which a file here belongs to a process that was killed. */
const OLD = 3_600_000;

/** A place on this machine for a file that arrives. */
export interface Place {
  readonly path: string;
  leave(): Promise<void>;
}

/** Where files are while they arrive: the machine's folder for temporary files, limited for each firm. */
export class UploadPlaces {
  readonly #taken = new Map<string, number>();

  private constructor(private readonly folder: string) {}

  /** Opens the folder, and removes what killed processes left there. */
  static async open(clock: Clock, folder = join(tmpdir(), "coachwork-uploads")): Promise<UploadPlaces> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const file = await stat(path).catch(() => undefined);
      if (file && file.mtimeMs < clock.now() - OLD) await rm(path, { force: true });
    }
    return new UploadPlaces(folder);
  }

  /** Undefined if too many files arrive already. */
  take(firmId: string): Place | undefined {
    const ofFirm = this.#taken.get(firmId) ?? 0;
    const all = [...this.#taken.values()].reduce((sum, count) => sum + count, 0);
    if (all >= MOST || ofFirm >= MOST_OF_FIRM) return undefined;
    this.#taken.set(firmId, ofFirm + 1);
    const path = join(this.folder, randomUUID());
    return {
      path,
      leave: async () => {
        const left = this.#taken.get(firmId)! - 1;
        if (left === 0) this.#taken.delete(firmId);
        else this.#taken.set(firmId, left);
        await rm(path, { force: true });
      },
    };
  }

  /** Writes what arrives, and stops after one byte too many. Returns the number of bytes. */
  static async write(content: Readable, path: string, most: number): Promise<number> {
    let count = 0;
    await pipeline(
      content.iterator({ destroyOnReturn: false }),
      async function* (parts: AsyncIterable<Buffer>) {
        for await (const part of parts) {
          count += part.length;
          if (count > most) return;
          yield part;
        }
      },
      createWriteStream(path, { flags: "wx", mode: 0o600 }),
    );
    return count;
  }
}
