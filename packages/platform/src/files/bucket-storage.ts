import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type ByteRange, type FileKey, type FileStorage, storedName } from "./file-storage.js";

export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** The address of a server that speaks S3. Default: Amazon's. */
  readonly endpoint?: string | undefined;
  /** Default: what the AWS SDK finds, such as the role of the machine. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** Milliseconds to connect in. */
const CONNECT = 5_000;
/** Milliseconds for which a connection may be silent. */
const SILENCE = 20_000;

/** Files in a bucket of Amazon S3, or of another server that speaks S3. */
export class BucketStorage implements FileStorage {
  readonly #client: S3Client;

  constructor(private readonly bucket: Bucket) {
    const { region, endpoint, credentials } = bucket;
    this.#client = new S3Client({
      region,
      ...(credentials && { credentials }),
      // Other servers need not have a host name for each bucket, nor know the checksums that Amazon's adds.
      ...(endpoint && { endpoint, forcePathStyle: true }),
      requestHandler: { connectionTimeout: CONNECT, socketTimeout: SILENCE },
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
  }

  async put(key: FileKey, source: string | Buffer): Promise<void> {
    const isPath = typeof source === "string";
    const ContentLength = isPath ? (await stat(source)).size : source.length;
    const Body = isPath ? createReadStream(source) : source;
    await this.#client.send(new PutObjectCommand({ ...this.#placeOf(key), Body, ContentLength }));
  }

  async get(key: FileKey, range?: ByteRange): Promise<Readable | null> {
    const part = range && { Range: `bytes=${range.start}-${range.end}` };
    try {
      return (await this.#client.send(new GetObjectCommand({ ...this.#placeOf(key), ...part }))).Body as Readable;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  async delete(key: FileKey): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#placeOf(key)));
  }

  #placeOf(key: FileKey): { Bucket: string; Key: string } {
    return { Bucket: this.bucket.name, Key: storedName(key) };
  }
}
