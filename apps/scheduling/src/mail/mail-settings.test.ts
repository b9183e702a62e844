import { expect, test } from "@jest/globals";
import { inboundMailOf, mailSettings } from "./mail-settings.js";

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

test("Calendars' answers come in with an address and what the provider signs with, or not at all", () => {
  const secret = Buffer.alloc(32, "s");
  const secrets = mailSettings.MAIL_INBOUND_SECRETS.parse(`whsec_${secret.toString("base64")}`);
  const address = mailSettings.MAIL_INBOUND_ADDRESS.parse("Replies@mail.example");
  expect(inboundMailOf(address, secrets)).toEqual({
    mailbox: { local: "replies", domain: "mail.example" },
    secrets: [secret],
  });
  expect(inboundMailOf(undefined, undefined)).toBeUndefined();
  expect(() => inboundMailOf(address, undefined)).toThrow("MAIL_INBOUND_ADDRESS and MAIL_INBOUND_SECRETS together");
});

test.each(["replies", "a-name-too-long@mail.example", "a+b@mail.example"])("They do not come to %j", (address) => {
  expect(mailSettings.MAIL_INBOUND_ADDRESS.safeParse(address).success).toBe(false);
});

test.each(["secret", "whsec_c2hvcnQ=", "whsec_", ","])("They are not signed with %j", (secrets) => {
  expect(mailSettings.MAIL_INBOUND_SECRETS.safeParse(secrets).success).toBe(false);
});
