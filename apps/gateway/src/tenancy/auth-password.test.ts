import { expect, test } from "@jest/globals";
import { hashPassword, verifyPassword } from "./auth-password.js";

test("A password is known again by its argon2id hash, and another is not", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword({ hash, password: "correct horse" })).toBe(true);
  expect(await verifyPassword({ hash, password: "Correct horse" })).toBe(false);
});

test("The same password has another hash each time", async () => {
  expect(await hashPassword("correct horse")).not.toBe(await hashPassword("correct horse"));
});
