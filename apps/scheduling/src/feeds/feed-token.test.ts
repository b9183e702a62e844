import { describe, expect, test } from "@jest/globals";
import { newId } from "@coachwork/platform";
import fc from "fast-check";
import { formatFeedToken, hashSecret, isSecret, newSecret, parseFeedToken } from "./feed-token.js";

const octets = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
const uuids = octets(16).map((id) => id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));

describe("A calendar feed's token", () => {
  test("tells its firm, its feed and its secret, whatever they are, in letters that an address may have", () => {
    fc.assert(
      fc.property(uuids, uuids, octets(32), (firmId, feedId, secret) => {
        const token = formatFeedToken({ firmId, feedId, secret });
        expect(token).toMatch(/^[\w-]{86}$/);
        expect(parseFeedToken(token)).toEqual({ firmId, feedId, secret });
      }),
    );
  });

  test("is one text only: no other text stands for the same feed", () => {
    const token = formatFeedToken({ firmId: newId(), feedId: newId(), secret: Buffer.alloc(32, 7) });
    const last = token.charCodeAt(85);
    const others = [`${token}=`, `${token}A`, token.slice(1), ` ${token}`, `${token}\n`, token.replace(/.$/, "+")];
    // The next letter after the last one differs in bits that stand for nothing.
    for (const other of [...others, token.slice(0, 85) + String.fromCharCode(last + 1)])
      expect(parseFeedToken(other)).toBeUndefined();
  });

  test("has a secret of its own each time, of which the hash alone is enough to know it again", () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(one.equals(other)).toBe(false);
    expect(hashSecret(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(isSecret(one, hashSecret(one))).toBe(true);
    expect(isSecret(other, hashSecret(one))).toBe(false);
    expect(isSecret(one, "")).toBe(false);
  });
});
