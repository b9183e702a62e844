import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatKey, hashSecret, isKey, isSecret, newSecret, parseKey } from "./key-format.js";

const base62 = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
const secrets = fc.string({ unit: base62, minLength: 43, maxLength: 43 });
const uuids = fc
  .oneof(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.constantFrom(0n, 1n, (1n << 128n) - 1n))
  .map((value) =>
    value
      .toString(16)
      .padStart(32, "0")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  );

describe("An API key", () => {
  test("tells its firm, itself and its secret, whatever they are", () => {
    fc.assert(
      fc.property(uuids, uuids, secrets, (firmId, keyId, secret) => {
        const key = formatKey({ firmId, keyId, secret });
        expect(key).toMatch(/^cw_live_[0-9A-Za-z]{44}_[0-9A-Za-z]{43}$/);
        expect(parseKey(key)).toEqual({ firmId, keyId, secret });
      }),
    );
  });

  test("is one text only: no other text stands for the same key", () => {
    const key = formatKey({ firmId: uuid("1"), keyId: uuid("2"), secret: "a".repeat(43) });
    for (const other of [`${key} `, ` ${key}`, `${key}\n`, key.slice(0, -1), `${key}a`, key.toUpperCase()]) {
      expect(parseKey(other)).toBeUndefined();
    }
  });

  test("is refused where a part is no UUID, though of the right length", () => {
    expect(parseKey(`cw_live_${"z".repeat(44)}_${"a".repeat(43)}`)).toBeUndefined();
  });

  test("is told from other tokens by how it begins", () => {
    expect(isKey("cw_live_")).toBe(true);
    expect(isKey("cw_test_1")).toBe(false);
  });

  test("has a secret of its own each time, of which the hash alone is enough to know it again", () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(one).not.toBe(other);
    expect(hashSecret(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(isSecret(one, hashSecret(one))).toBe(true);
    expect(isSecret(other, hashSecret(one))).toBe(false);
    expect(isSecret(one, "")).toBe(false);
  });
});

function uuid(digit: string): string {
  return [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join("-");
}
