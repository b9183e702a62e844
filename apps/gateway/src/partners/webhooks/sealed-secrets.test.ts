import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { SealedSecrets, UnreadableSecret } from "./sealed-secrets.js";

const secrets = new SealedSecrets("a key of at least thirty-two characters");
const owner = { firmId: "firm", endpointId: "endpoint" };

test("A secret opens as it was sealed, whatever it is, and looks otherwise each time", () => {
  fc.assert(
    fc.property(fc.string(), (secret) => {
      const sealed = secrets.seal(secret, owner);
      expect(secrets.open(sealed, owner)).toBe(secret);
      expect(secrets.seal(secret, owner)).not.toBe(sealed);
    }),
  );
});

test("A secret opens with no other key, for no other endpoint or firm, and not once it was changed", () => {
  const sealed = secrets.seal("whsec_secret", owner);
  const at = sealed.length - 30;
  const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
  const open =
    (text: string, of = owner, by = secrets) =>
    () =>
      by.open(text, of);
  expect(open(sealed, owner, new SealedSecrets("another key of at least thirty-two characters"))).toThrow(
    UnreadableSecret,
  );
  expect(open(sealed, { ...owner, endpointId: "other" })).toThrow(UnreadableSecret);
  expect(open(sealed, { ...owner, firmId: "other" })).toThrow(UnreadableSecret);
  for (const text of [changed, sealed.slice(0, -1), "", "v1.", "v2.abc"]) expect(open(text)).toThrow(UnreadableSecret);
});
