import type { Readable } from "node:stream";

/** The place of a file: its firm and its own UUID. */
export interface FileKey {
  readonly firmId: string;
  readonly id: string;
}

/** A part of a file, from its first to its last byte, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where files are: a local folder, or a bucket that speaks S3. A file is there whole or not at all. */
export interface FileStorage {
  /**
   * Stores a file: the path of one on this machine, or the bytes themselves. A stream will not do, since it may be cut off.
   */
  put(key: FileKey, source: string | Buffer): Promise<void>;
  /** The content or a part of it, or null if there is no such file. */
  get(key: FileKey, range?: ByteRange): Promise<Readable | null>;
  /** Deletes a file. One that is not there is as good as deleted. */
  delete(key: FileKey): Promise<void>;
}

/** The name of a file in the storage. It is made of UUIDs alone, whatever people call their files. */
export function storedName({ firmId, id }: FileKey): string {
  for (const uuid of [firmId, id])
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) throw new Error(`${uuid} is not a UUID.`);
  return `${firmId}/${id}`;
}
