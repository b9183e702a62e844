import { randomUUID } from "node:crypto";
import { copyFile, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { type ByteRange, type FileKey, type FileStorage, storedName } from "./file-storage.js";

/**
 * Files in a local folder, `<folder>/<firm>/<file>`. Only its owner can read it. Several processes may share the folder, over a
 * network too.
 */
export class FolderStorage implements FileStorage {
  constructor(private readonly folder: string) {}

  /** The file is written beside its place and then renamed, so a process that dies leaves no half file under its name. */
  async put(key: FileKey, source: string | Buffer): Promise<void> {
    const place = this.#placeOf(key);
    const part = `${place}.${randomUUID()}.part`;
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    try {
      if (typeof source === "string") await copyFile(source, part);
      else await writeFile(part, source);
      await flush(part);
      await rename(part, place);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async get(key: FileKey, range?: ByteRange): Promise<Readable | null> {
    try {
      return (await open(this.#placeOf(key), "r")).createReadStream(range);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  }

  async delete(key: FileKey): Promise<void> {
    await rm(this.#placeOf(key), { force: true });
  }

  #placeOf(key: FileKey): string {
    return join(this.folder, storedName(key));
  }
}

/** What is stored outlives the machine's power. */
async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}
