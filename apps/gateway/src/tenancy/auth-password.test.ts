import { hash as argon2 } from "@node-rs/argon2";
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

test("A password is the same in whichever way a keyboard writes its characters", async () => {
  const hash = await hashPassword("Zo\u00eb rides at dawn");
  expect(await verifyPassword({ hash, password: "Zoe\u0308 rides at dawn" })).toBe(true);
  expect(await verifyPassword({ hash, password: "Ｚoë rides at dawn" })).toBe(true);
});

test("A password that was hashed as it was given goes on", async () => {
  const given = "Zoe\u0308 rides at dawn";
  const hash = await argon2(given);
  expect(await verifyPassword({ hash, password: given })).toBe(true);
});

test("No password is nobody's, and one of any length is looked at in a moment", async () => {
  expect(await verifyPassword({ hash: undefined, password: "correct horse" })).toBe(false);
  expect(await verifyPassword({ hash: await hashPassword("correct horse"), password: "x".repeat(2_000_000) })).toBe(
    false,
  );
});
