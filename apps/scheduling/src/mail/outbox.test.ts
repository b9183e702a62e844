import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Message } from "./message.js";
import { Outbox } from "./outbox.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "coachwork-outbox-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const message = (id: string, text: string): Message => ({
  id,
  from: "no-reply@mail.example",
  to: "ines@alder.example",
  raw: Buffer.from(text),
});

test("An e-mail is a file by its Message-ID, in a folder that is made when it is needed", async () => {
  const folder = join(directory, "deep", "outbox");
  await new Outbox(folder).deliver(message("0193@mail.example", "Hello"));
  expect(await readdir(folder)).toEqual(["0193@mail.example.eml"]);
  expect(await readFile(join(folder, "0193@mail.example.eml"), "utf8")).toBe("Hello");
});

test("The same e-mail again, or at once from several hands, is the same file", async () => {
  const outbox = new Outbox(directory);
  await Promise.all(["one", "two", "three"].map((text) => outbox.deliver(message("0193@mail.example", text))));
  const names = await readdir(directory);
  const first = await readFile(join(directory, names[0]!), "utf8");
  await outbox.deliver(message("0193@mail.example", "four"));
  expect(names).toEqual(["0193@mail.example.eml"]);
  expect(await readFile(join(directory, names[0]!), "utf8")).toBe(first);
});

test("What cannot be written is said, and nothing half is left behind", async () => {
  const folder = join(directory, "no-folder");
  await writeFile(folder, "a file in its place");
  await expect(new Outbox(folder).deliver(message("0193@mail.example", "Hello"))).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(await readdir(directory)).toEqual(["no-folder"]);
});

test("What a process was killed at is removed, and what another is writing is not", async () => {
  for (const name of [".old.part", ".young.part"]) await writeFile(join(directory, name), "half of an e-ma");
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(directory, ".old.part"), anHourAgo, anHourAgo);
  const outbox = new Outbox(directory);
  await outbox.deliver(message("0193@mail.example", "one"));
  expect((await readdir(directory)).sort()).toEqual([".young.part", "0193@mail.example.eml"]);
  // Its writer has died, too: a later e-mail finds that out.
  await utimes(join(directory, ".young.part"), anHourAgo, anHourAgo);
  await outbox.deliver(message("0194@mail.example", "two"));
  expect((await readdir(directory)).sort()).toEqual(["0193@mail.example.eml", "0194@mail.example.eml"]);
});
