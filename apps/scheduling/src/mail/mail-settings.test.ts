import { expect, test } from "@jest/globals";
import { mailSettings } from "./mail-settings.js";

test("Without settings e-mails are kept in a folder of the launcher's, from nobody in particular", () => {
  expect(mailSettings.MAIL_URL.parse(undefined)).toBeUndefined();
  expect(mailSettings.MAIL_OUTBOX.parse(undefined)).toBe(".coachwork/outbox");
  expect(mailSettings.MAIL_FROM.parse(undefined)).toEqual({ name: "Coachwork", address: "no-reply@localhost" });
});

test.each([
  ["Acme Coaching <hello@acme.example>", { name: "Acme Coaching", address: "hello@acme.example" }],
  ['"Acme, Inc." <hello@acme.example>', { name: "Acme, Inc.", address: "hello@acme.example" }],
  ["hello@acme.example", { name: "Coachwork", address: "hello@acme.example" }],
])("E-mails can be sent from %s", (text, sender) => {
  expect(mailSettings.MAIL_FROM.parse(text)).toEqual(sender);
});

test.each(["", "Acme", "a@acme.example, b@acme.example", "Acme <>", "Acme <a@>"])("but not from %j", (text) => {
  expect(mailSettings.MAIL_FROM.safeParse(text).error?.issues[0]?.message).toContain(
    "give the sender's name and address",
  );
});

test.each(["mail.example:25", "http://mail.example", "smtp://"])("A mail server is not reached at %j", (url) => {
  expect(mailSettings.MAIL_URL.safeParse(url).success).toBe(false);
});
