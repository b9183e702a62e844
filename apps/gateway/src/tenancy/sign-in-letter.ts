import { idsInToken, type MailboxTokens, newId } from "@coachwork/platform";
import { rfc3339 } from "@coachwork/schema";
import { APIError } from "better-auth/api";
import type { Query } from "./auth-database.js";

/** E-mails about sign-in. Those that ask for something carry a token, valid for the time given here. */
const LIFETIME_MS = {
  PASSWORD_RESET: 60 * 60 * 1000,
  ADDRESS_CHANGE: 60 * 60 * 1000,
  PASSWORD_CHANGED: null,
  ADDRESS_CHANGED: null,
} as const;

export type SignInLetterKind = keyof typeof LIFETIME_MS;

export interface NewSignInLetter {
  readonly kind: SignInLetterKind;
  /** Null if nobody signs in with the address. The row is still written, and nothing is sent. */
  readonly userId: string | null;
  /** The recipient's address. */
  readonly address: string;
  readonly name: string;
  /** The reader's language. Defaults to English. */
  readonly locale?: string | undefined;
  /** In ADDRESS_CHANGED: the new address. */
  readonly newAddress?: string;
}

/** How long requests are kept, for limits and for people who follow an old link. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Writes an e-mail in the current transaction and returns its id. The scheduling service sends it within seconds. */
export async function writeSignInLetter(query: Query, letter: NewSignInLetter, now: number): Promise<string> {
  const { kind, userId, address, name, locale = "en", newAddress = null } = letter;
  const lifetime = LIFETIME_MS[kind];
  const id = newId();
  await query(`delete from identity.letter where "createdAt" < $1`, [new Date(now - KEPT_MS)]);
  await query(
    `insert into identity.letter (id, kind, "userId", address, name, locale, "newAddress", "createdAt", "expiresAt")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      kind,
      userId,
      address.toLowerCase(),
      name,
      locale,
      newAddress,
      new Date(now),
      lifetime === null ? null : new Date(now + lifetime),
    ],
  );
  return id;
}

/** Tells a user by e-mail that the password was changed. */
export async function notifyPasswordChange(query: Query, userId: string, now: number): Promise<void> {
  const [user] = await query<{ email: string; name: string }>(`select email, name from identity."user" where id = $1`, [
    userId,
  ]);
  if (!user) return;
  const { email: address, name } = user;
  await writeSignInLetter(query, { kind: "PASSWORD_CHANGED", userId, address, name }, now);
}

/** An e-mail with a valid token, and who asked for it. */
export interface OpenLetter {
  readonly id: string;
  readonly userId: string;
  /** The mailbox that it went to, and its owner. */
  readonly address: string;
  readonly name: string;
}

/** What the token in an e-mail may do, by the e-mail's kind. */
const PURPOSES = { "password-reset": "PASSWORD_RESET", "address-change": "ADDRESS_CHANGE" } as const;

interface Presented {
  readonly token: string;
  readonly purpose: keyof typeof PURPOSES;
  readonly mailboxTokens: MailboxTokens;
}

interface LetterRow {
  readonly id: string;
  readonly userId: string | null;
  readonly address: string;
  readonly name: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly isNewest: boolean;
}

/** The e-mail of a token. An unknown token gets the same answer as one that never existed. */
export async function letterOfToken(
  query: Query,
  { token, purpose, mailboxTokens }: Presented,
  now: number,
): Promise<OpenLetter> {
  const [id] = idsInToken(token, 1) ?? [];
  const [letter] = id === undefined ? [] : await letters(query, id, PURPOSES[purpose]);
  const isTheirs = letter && mailboxTokens.isTokenOf(token, { purpose, ids: [letter.id], address: letter.address });
  if (!isTheirs || letter.userId === null) {
    const message = "There is no such token. Use the link in the newest e-mail, or ask for another.";
    throw new APIError("NOT_FOUND", { code: "LETTER_UNKNOWN", message });
  }
  refuseUnlessOpen(letter, now);
  return { id: letter.id, userId: letter.userId, address: letter.address, name: letter.name };
}

/** Uses up the token of an e-mail, or fails if it was used, replaced or expired since it was read. */
export async function claimLetter(query: Query, { id, userId }: OpenLetter, now: number): Promise<void> {
  // Two concurrent tokens of a user are checked one after the other.
  await query(`select 1 from identity."user" where id = $1 for update`, [userId]);
  const [letter] = await letters(query, id);
  if (letter) refuseUnlessOpen(letter, now);
  await query(`update identity.letter set "usedAt" = $2 where id = $1`, [id, new Date(now)]);
}

/** Invalidates all open tokens in e-mails to a user. */
export async function voidLetters(query: Query, userId: string, now: number): Promise<void> {
  await query(
    `update identity.letter set "usedAt" = $2 where "userId" = $1 and "expiresAt" > $2 and "usedAt" is null`,
    [userId, new Date(now)],
  );
}

function letters(query: Query, id: string, kind: string | null = null): Promise<LetterRow[]> {
  return query<LetterRow>(
    `select l.id, l."userId", l.address, l.name, l."expiresAt", l."usedAt",
       not exists (
         select from identity.letter newer
         where newer."userId" = l."userId" and newer.kind = l.kind and newer.id > l.id
       ) as "isNewest"
     from identity.letter l where l.id = $1::uuid and ($2::text is null or l.kind = $2)`,
    [id, kind],
  );
}

function refuseUnlessOpen({ usedAt, expiresAt, isNewest }: LetterRow, now: number): void {
  if (usedAt !== null)
    throw new APIError("GONE", { code: "LETTER_USED", message: "The link was already used. Ask for another e-mail." });
  if (!isNewest)
    throw new APIError("GONE", { code: "LETTER_REPLACED", message: "A newer e-mail replaced this one. Use its link." });
  if (expiresAt.getTime() > now) return;
  const message = `The link expired at ${rfc3339(expiresAt)}. Ask for another e-mail.`;
  throw new APIError("GONE", { code: "LETTER_EXPIRED", message });
}
