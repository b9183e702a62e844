import { newId } from "@coachwork/platform";
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
