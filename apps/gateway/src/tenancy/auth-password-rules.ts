import { dictionary } from "@zxcvbn-ts/language-common";
import { APIError } from "better-auth/api";
import type { ErrorCode } from "../graphql/error-codes.js";
import { hashPassword, normalPassword } from "./auth-password.js";

/** The minimum and maximum length of a password, in characters. */
const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

/** A password with fewer different characters just repeats them. */
const DIFFERENT = 5;

/** Shorter parts of a name or an address are ignored. */
const SHORTEST_WORD = 3;

/** The most common published passwords that are long enough, ignoring case. */
const commonest = new Set(
  dictionary["passwords-common"].map((one) => one.toLowerCase()).filter(({ length }) => length >= PASSWORD_LENGTH.min),
);

/** The future owner of a password. */
export interface Whose {
  readonly email: string;
  readonly name: string;
}

/**
 * Hashes a new password. Every endpoint that sets a password uses this.
 *
 * @throws APIError with the code PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON or PASSWORD_TOO_PERSONAL
 */
export async function hashNewPassword(password: string, whose: Whose): Promise<string> {
  const fault = faultOfPassword(password, whose);
  if (fault) throw new APIError("BAD_REQUEST", fault);
  return hashPassword(password);
}

/** What is wrong with a new password, and what to do. */
export function faultOfPassword(password: string, whose: Whose): { code: ErrorCode; message: string } | undefined {
  const { min, max } = PASSWORD_LENGTH;
  // A character is at most four units as given. This check comes before normalization, which is slow.
  const length = password.length > 4 * max ? password.length : [...normalPassword(password)].length;
  const counted = `The password has ${length} characters. Give ${min} to ${max}.`;
  if (length < min) return { code: "PASSWORD_TOO_SHORT", message: counted };
  if (length > max) return { code: "PASSWORD_TOO_LONG", message: counted };
  const folded = normalPassword(password).toLowerCase();
  if (commonest.has(folded) || new Set(folded).size < DIFFERENT) {
    const message =
      "The password is one of the most common ones. Give several words, or one that only you would think of.";
    return { code: "PASSWORD_TOO_COMMON", message };
  }
  if (isOwn(folded, whose)) {
    const message = "The password consists of your name or e-mail address. Give one that nobody can derive from them.";
    return { code: "PASSWORD_TOO_PERSONAL", message };
  }
  return undefined;
}

/** Whether nothing with a letter remains of the password without its owner's name and address. */
function isOwn(folded: string, { email, name }: Whose): boolean {
  const [local = ""] = email.split("@");
  const parts = [email, name].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)).map(plain);
  const words = [plain(email), plain(local), plain(name), ...parts.filter(({ length }) => length >= SHORTEST_WORD)];
  const rest = words
    .filter((word) => word !== "")
    .sort((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ""), plain(folded));
  return rest !== plain(folded) && !/\p{L}/u.test(rest);
}

/** The letters and digits of a text, ignoring case. */
function plain(text: string): string {
  return normalPassword(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
