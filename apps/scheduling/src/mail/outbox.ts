import { randomUUID } from "node:crypto";
import { access, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Message } from "./message.js";
import type { Post } from "./post.js";
import { MINUTE } from "../core/lengths.js";

const UNFINISHED = ".part";
/** Milliseconds after which nobody is still writing a file. */
const ABANDONED_MS = MINUTE;

/**
 * Keeps e-mails in a folder as files `<Message-ID>.eml`, so that nothing is lost without a mail server. Each exists
 * once, whatever crashes: a file gets its name when it is complete and safely on disk, and the same message has the
 * same name.
 */
export class Outbox implements Post {
  #isTidy = false;

  constructor(private readonly folder: string) {}

  async deliver({ id, raw }: Message): Promise<void> {
    const place = join(this.folder, `${id}.eml`);
    if (await exists(place)) return;
    await mkdir(this.folder, { recursive: true });
    const unfinished = join(this.folder, `.${randomUUID()}${UNFINISHED}`);
    try {
      await writeSafely(unfinished, raw);
      if (!this.#isTidy) await this.#tidy(unfinished);
      await rename(unfinished, place);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await sync(this.folder);
  }

  /** Removes unfinished files of crashed processes: nobody writes a file for that long. */
  async #tidy(mine: string): Promise<void> {
    const { mtimeMs: now } = await stat(mine);
    let isTidy = true;
    for (const name of await readdir(this.folder)) {
      if (!name.endsWith(UNFINISHED)) continue;
      const file = join(this.folder, name);
      const writtenAt = await stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => now, // finished in the meantime
      );
      if (now - writtenAt > ABANDONED_MS) await rm(file, { force: true });
      else if (file !== mine) isTidy = false;
    }
    this.#isTidy = isTidy;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeSafely(path: string, content: Buffer): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a new name in a folder durable too. Windows does not let a folder be opened, and does not need it. */
async function sync(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(folder, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
