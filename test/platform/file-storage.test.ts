import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type FileStorage, newId, openStorage } from "@coachwork/platform";
import { type S3Server, startS3Server } from "../support/s3-server.ts";

let folder: string;
let server: S3Server;
const storages: Record<string, FileStorage> = {};

const opened = (settings: Record<string, string>) =>
  openStorage({ FILES_FOLDER: folder, FILES_S3_REGION: "us-east-1", ...settings });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coachwork-storage-"));
  server = await startS3Server();
  storages.folder = await opened({ FILES_FOLDER: folder });
  storages.bucket = await opened(server.settings);
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const content = Buffer.from("What we agreed on Monday. ".repeat(20_000));

describe.each(["folder", "bucket"])("a storage in a %s", (kind) => {
  const key = { firmId: newId(), id: newId() };

  test("gives back what it was given, until it is deleted", async () => {
    const storage = storages[kind]!;
    expect(await storage.get(key)).toBeNull();
    await storage.put(key, content);
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
    expect(await storage.get({ ...key, firmId: newId() })).toBeNull();
    await storage.delete(key);
    expect(await storage.get(key)).toBeNull();
    await storage.delete(key);
  });

  test("takes a file of this machine, and replaces what was there", async () => {
    const storage = storages[kind]!;
    const source = join(folder, "source");
    await writeFile(source, content);
    await storage.put(key, Buffer.from("Something else"));
    await storage.put(key, source);
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
    await storage.delete(key);
    await rm(source);
    await expect(storage.put(key, source)).rejects.toThrow("ENOENT");
    expect((await storage.get(key)) === null).toBe(true);
  });

  test("takes nothing but UUIDs for places", async () => {
    const outside = { ...key, id: "../../outside" };
    await expect(storages[kind]!.put(outside, content)).rejects.toThrow("not a UUID");
    await expect(storages[kind]!.get(outside)).rejects.toThrow("not a UUID");
  });
});

test("a folder keeps no parts of what failed", async () => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(names.filter((each) => each.isFile())).toEqual([]);
});

test("a download that stops in the middle closes the file", async () => {
  const key = { firmId: newId(), id: newId() };
  await storages.folder!.put(key, content);
  const stream = (await storages.folder!.get(key))!;
  stream.destroy();
  await once(stream, "close");
  await storages.folder!.delete(key);
});

test("a half of the credentials is refused at the start", async () => {
  await expect(opened({ FILES_S3_BUCKET: "files", FILES_S3_ACCESS_KEY_ID: "S3RVER" })).rejects.toThrow("give both");
});

test("a bucket that cannot be used is an error, not an absence", async () => {
  const stranger = await opened({ ...server.settings, FILES_S3_ACCESS_KEY_ID: "somebody else" });
  const elsewhere = await opened({ ...server.settings, FILES_S3_BUCKET: "another" });
  const key = { firmId: newId(), id: newId() };
  for (const storage of [stranger, elsewhere]) {
    await expect(storage.put(key, content)).rejects.toThrow();
    await expect(storage.get(key)).rejects.toThrow();
  }
});
