import { expect, test } from "@jest/globals";
import { expiringToken, idsInToken, type MailboxSubject, MailboxTokens } from "@coachwork/platform";

const tokens = new MailboxTokens("a secret of the services, for tests only");
const subject: MailboxSubject = {
  purpose: "invitation",
  ids: ["01a2077b-4834-7173-a840-fc60893aae79", "01a2077b-4834-7173-a840-fc60893aae80"],
  address: "ines@alder.example",
};
const token = tokens.tokenOf(subject);

test("A token names the row that it is for, and is proven by it alone", () => {
  expect(idsInToken(token, 2)).toEqual(subject.ids);
  expect(tokens.isTokenOf(token, subject)).toBe(true);
  expect(tokens.isTokenOf(token, { ...subject, address: "INES@alder.example" })).toBe(true);
  expect(tokens.isTokenOf(token, { ...subject, address: "other@alder.example" })).toBe(false);
  expect(tokens.isTokenOf(token, { ...subject, purpose: "password-reset" })).toBe(false);
  expect(tokens.isTokenOf(token, { ...subject, ids: [...subject.ids].reverse() })).toBe(false);
});

test("A token of another secret is void", () => {
  const others = new MailboxTokens("another secret of the services, for tests");
  expect(others.isTokenOf(token, subject)).toBe(false);
});

test.each([
  "",
  "token",
  token.slice(1),
  `${token}A`,
  `${token}=`,
  ` ${token}`,
  token.replace(/.$/, "*"),
  "é".repeat(86),
])("What is no token names no row: %j", (garbled) => {
  expect(idsInToken(garbled, 2)).toBeUndefined();
});

test("A token whose proof was changed is void", () => {
  const changed = Buffer.from(token, "base64url");
  changed[40]! ^= 1;
  expect(tokens.isTokenOf(changed.toString("base64url"), subject)).toBe(false);
  expect(tokens.isTokenOf("", subject)).toBe(false);
});

test("A token can say when it ends, which is proven too", () => {
  const expiresAt = new Date("2027-03-02T10:00:00Z");
  const ending = tokens.tokenOf({ ...subject, expiresAt });
  expect(expiringToken(ending, 2)).toEqual({ ids: subject.ids, expiresAt });
  expect(expiringToken(token, 2)).toBeUndefined();
  expect(idsInToken(ending, 2)).toBeUndefined();
  expect(tokens.isTokenOf(ending, { ...subject, expiresAt })).toBe(true);
  expect(tokens.isTokenOf(ending, { ...subject, expiresAt: new Date("2027-03-02T10:00:01Z") })).toBe(false);
  expect(tokens.isTokenOf(ending, subject)).toBe(false);
});
