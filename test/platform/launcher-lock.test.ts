import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { holdLock } from "../../infra/launcher/lock.js";

test("a full disk is refused in one line that names the directory and what to do", async () => {
  const directory = await mkdtemp(join(tmpdir(), "coachwork-lock-"));
  try {
    // What is written there goes to a device that is always full.
    await symlink("/dev/full", join(directory, `launcher.lock.${process.pid}`));
    await expect(holdLock(directory)).rejects.toThrow(
      /^The data directory .* cannot be written to \((Error: )?ENOSPC.*make room/,
    );
    expect(await readdir(directory)).toEqual([]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
