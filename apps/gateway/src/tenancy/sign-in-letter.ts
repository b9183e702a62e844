import { idsInToken, type MailboxTokens, newId } from "@coachwork/platform";
import { APIError } from "better-auth/api";
import type { Query } from "./auth-database.js";

/** Letters about somebody's sign-in. Those that ask for something carry a token, for as long as said here. */
const LIFETIME_MS = {
  PASSWORD_RESET: 60 * 60 * 1000,
  ADDRESS_CHANGE: 60 * 60 * 1000,
  PASSWORD_CHANGED: null,
  ADDRESS_CHANGED: null,
} as const;

export type SignInLetterKind = keyof typeof LIFETIME_MS;

export interface NewSignInLetter {
  readonly kind: SignInLetterKind;
  /** Null: nobody signs in with the address. It is written down all the same, and nothing is sent. */
  readonly userId: string | null;
  /** Where it goes. */
  readonly address: string;
  readonly name: string;
  /** The reader's language; English if not given. */
  readonly locale?: string | undefined;
  /** In ADDRESS_CHANGED: the new address. */
  readonly newAddress?: string;
}

/** How long what was asked for is kept, for limits and for who follows an old link. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Writes a letter, in the transaction that it is part of. The scheduling service sends it within seconds. Gives its id. */
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

/** Tells a user, by letter, that the password was changed. */
export async function tellOfNewPassword(query: Query, userId: string, now: number): Promise<void> {
  const [user] = await query<{ email: string; name: string }>(`select email, name from identity."user" where id = $1`, [
    userId,
  ]);
  if (!user) return;
  const { email: address, name } = user;
  await writeSignInLetter(query, { kind: "PASSWORD_CHANGED", userId, address, name }, now);
}

/** A letter whose token is open, and who asked for it. */
export interface OpenLetter {
  readonly id: string;
  readonly userId: string;
  /** The mailbox that it went to, and whose it is. */
  readonly address: string;
  readonly name: string;
}

/** What a token that is in a letter may do, by the letter's kind. */
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

/** The letter that a token came with. What is no token of ours is answered like one that never was. */
export async function letterOfToken(
  query: Query,
  { token, purpose, mailboxTokens }: Presented,
  now: number,
): Promise<OpenLetter> {
  const [id] = idsInToken(token, 1) ?? [];
  const [letter] = id === undefined ? [] : await letters(query, id, PURPOSES[purpose]);
  const isTheirs = letter && mailboxTokens.isTokenOf(token, { purpose, ids: [letter.id], address: letter.address });
  if (!isTheirs || letter.userId === null) {
    const message = "There is no such token: use the link of the newest letter, or ask for another.";
    throw new APIError("NOT_FOUND", { code: "LETTER_UNKNOWN", message });
  }
  refuseUnlessOpen(letter, now);
  return { id: letter.id, userId: letter.userId, address: letter.address, name: letter.name };
}

/** Takes the token of a letter, or fails where it was taken, replaced or has expired since it was read. */
export async function claimLetter(query: Query, { id, userId }: OpenLetter, now: number): Promise<void> {
  // Of two tokens of a user at once, one is judged after the other.
  await query(`select 1 from identity."user" where id = $1 for update`, [userId]);
  const [letter] = await letters(query, id);
  if (letter) refuseUnlessOpen(letter, now);
  await query(`update identity.letter set "usedAt" = $2 where id = $1`, [id, new Date(now)]);
}

/** Makes void what letters to a user still open. */
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
    throw new APIError("GONE", { code: "LETTER_USED", message: "The link was used before: ask for another letter." });
  if (!isNewest)
    throw new APIError("GONE", { code: "LETTER_REPLACED", message: "A newer letter replaced this one: use its link." });
  if (expiresAt.getTime() > now) return;
  const message = `The link expired at ${expiresAt.toISOString()}: ask for another letter.`;
  throw new APIError("GONE", { code: "LETTER_EXPIRED", message });
}
