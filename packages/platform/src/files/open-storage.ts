import { z } from "zod";
import { ConfigError } from "../config.js";
import type { FileStorage } from "./file-storage.js";
import { FolderStorage } from "./folder-storage.js";

/** Where files are, by variable. */
export const storageSettings = {
  /** The folder of files, unless a bucket is named. */
  FILES_FOLDER: z.string().default(".coachwork/files"),
  /** The bucket of files. Without it they are in the folder. */
  FILES_S3_BUCKET: z.string().min(3).max(63).optional(),
  FILES_S3_REGION: z.string().default("us-east-1"),
  /** The address of a server that speaks S3. Without it, Amazon's. */
  FILES_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "give the address of a server that speaks S3, such as https://s3.example.com" })
    .optional(),
  FILES_S3_ACCESS_KEY_ID: z.string().optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
};

type StorageSettings = z.infer<z.ZodObject<typeof storageSettings>>;

/** The storage that the settings name. */
export async function openStorage(config: StorageSettings): Promise<FileStorage> {
  const { FILES_S3_ACCESS_KEY_ID: accessKeyId, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = config;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new ConfigError("FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY: give both, or neither.");
  if (config.FILES_S3_BUCKET === undefined) return new FolderStorage(config.FILES_FOLDER);
  // Only those who have a bucket need what speaks S3.
  const { BucketStorage } = await import("./bucket-storage.js");
  return new BucketStorage({
    name: config.FILES_S3_BUCKET,
    region: config.FILES_S3_REGION,
    endpoint: config.FILES_S3_ENDPOINT,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  });
}
