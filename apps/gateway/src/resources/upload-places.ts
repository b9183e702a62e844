import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock } from "@coachwork/platform";

/** The most uploads that a process takes at a time, and of them those of one firm, and of one person. */
const MOST = 48;
const MOST_OF_FIRM = 16;
const MOST_OF_PERSON = 6;

/** Milliseconds after which a file here belongs to a process that was killed. */
const OLD = 3_600_000;

/** A place on this machine for a file that arrives. */
export interface Place {
  readonly path: string;
  leave(): Promise<void>;
}

/** Where files are while they arrive: the machine's folder for temporary files, limited for each firm and person. */
export class UploadPlaces {
  /** Of whom the files are that arrive. */
  readonly #taken = new Set<{ readonly firmId: string; readonly personId: string }>();

  private constructor(private readonly folder: string) {}

  /** Opens the folder, and removes what killed processes left there. */
  static async open(
    clock: Clock,
    folder = join(tmpdir(), `coachwork-uploads-${userInfo().uid}`),
  ): Promise<UploadPlaces> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const file = await stat(path).catch(() => undefined);
      if (file && file.mtimeMs < clock.now() - OLD) await rm(path, { force: true });
    }
    return new UploadPlaces(folder);
  }

  /** Undefined if too many files arrive already. */
  take(firmId: string, personId: string): Place | undefined {
    const taken = [...this.#taken];
    const ofFirm = taken.filter((each) => each.firmId === firmId);
    const ofPerson = ofFirm.filter((each) => each.personId === personId);
    if (taken.length >= MOST || ofFirm.length >= MOST_OF_FIRM || ofPerson.length >= MOST_OF_PERSON) return undefined;
    const own = { firmId, personId };
    this.#taken.add(own);
    const path = join(this.folder, randomUUID());
    return {
      path,
      leave: async () => {
        this.#taken.delete(own);
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
