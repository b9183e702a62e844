import { type Clock, newId } from "@coachwork/platform";
import type { IdentityDatabase, Query } from "./auth-database.js";
import { hashPassword } from "./auth-password.js";
import { newSessionToken, sessionTokenHash } from "./session-token.js";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a session lasts after its last renewal. */
export const SESSION_MS = 7 * DAY_MS;
/** A session in use is renewed once a day. */
export const RENEWAL_MS = DAY_MS;
/** How long a session lasts after sign-in at most, however much it is used. */
export const LONGEST_SESSION_MS = 30 * DAY_MS;
/** How long a session lasts without "remember me". It is not renewed. */
export const SHORT_SESSION_MS = DAY_MS;

/** Which person of which firm a user is. */
export interface Membership {
  readonly firmId: string;
  readonly personId: string;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

/** Inserts a user with a password and a proven mailbox. Undefined if the e-mail address is taken. */
export async function insertUser(
  query: Query,
  { email, name, passwordHash }: NewUser,
  now: Date,
): Promise<string | undefined> {
  const id = newId();
  const [user] = await query<{ id: string }>(
    `insert into identity."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     values ($1, $2, $3, true, $4, $4) on conflict (email) do nothing returning id`,
    [id, name, email.toLowerCase(), now],
  );
  if (!user) return undefined;
  await query(
    `insert into identity.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, $4, $4)`,
    [newId(), id, passwordHash, now],
  );
  return id;
}

/** A user as sign-in shows them. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
}

/** The user with an address, and the stored hash of their password. */
export async function credentialOf(
  query: Query,
  address: string,
): Promise<{ readonly user: User; readonly passwordHash: string | undefined } | undefined> {
  const [row] = await query<User & { password: string | null }>(
    `select u.id, u.name, u.email, u."emailVerified", a.password from identity."user" u
     left join identity.account a on a."userId" = u.id and a."providerId" = 'credential' where u.email = $1`,
    [address],
  );
  if (!row) return undefined;
  const { password, ...user } = row;
  return { user, passwordHash: password ?? undefined };
}

/** Sets a user's password. The caller ends sign-ins in the same transaction. */
export async function setPassword(query: Query, userId: string, passwordHash: string, now: number): Promise<void> {
  await query(
    `update identity.account set password = $2, "updatedAt" = $3 where "userId" = $1 and "providerId" = 'credential'`,
    [userId, passwordHash, new Date(now)],
  );
}

/** Records that the user reads the mailbox of the address. Earlier versions did not check. */
export async function proveMailbox(query: Query, userId: string): Promise<void> {
  await query(`update identity."user" set "emailVerified" = true where id = $1`, [userId]);
}

/** Makes the user a person of a firm. False if the user is already in the firm, or another user is that person. */
export async function addMembership(query: Query, userId: string, { firmId, personId }: Membership): Promise<boolean> {
  const rows = await query(
    `insert into identity.membership ("userId", "firmId", "personId") values ($1, $2, $3) on conflict do nothing returning 1`,
    [userId, firmId, personId],
  );
  return rows.length === 1;
}

export interface NewSession {
  readonly userId: string;
  /** The session's firm. Null if there is none yet. */
  readonly firmId: string | null;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
  /** How long it lasts without being renewed. */
  readonly lasts?: number;
}

/** Opens a session and returns its token, which is not stored. */
export async function openSession(query: Query, session: NewSession, now: number): Promise<string> {
  const { userId, firmId, ipAddress = null, userAgent = null, lasts = SESSION_MS } = session;
  const token = newSessionToken();
  await query(
    `insert into identity.session (id, "userId", token, "expiresAt", "ipAddress", "userAgent", "firmId", "createdAt", "updatedAt")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [newId(), userId, sessionTokenHash(token), new Date(now + lasts), ipAddress, userAgent, firmId, new Date(now)],
  );
  return token;
}

export interface NewIdentity {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly memberships: readonly Membership[];
}

/**
 * Lets somebody sign in without an invitation, for demo data and tests. An existing user keeps the password, and
 * missing memberships are added. Returns the user's id.
 */
export async function createIdentity(identity: IdentityDatabase, given: NewIdentity, clock: Clock): Promise<string> {
  const passwordHash = await hashPassword(given.password);
  return identity.transaction(async (query) => {
    const inserted = await insertUser(query, { ...given, passwordHash }, new Date(clock.now()));
    const userId = inserted ?? (await userWithEmail(query, given.email))!;
    for (const membership of given.memberships) await addMembership(query, userId, membership);
    return userId;
  });
}

/** A bearer token for a person of a firm without a password, for demo data and tests. */
export async function createSession(
  identity: IdentityDatabase,
  email: string,
  firmId: string | null,
  clock: Clock,
): Promise<string> {
  const userId = await userWithEmail(identity.query, email);
  if (userId === undefined) throw new Error(`Nobody signs in as ${email}. Create the identity first.`);
  return openSession(identity.query, { userId, firmId }, clock.now());
}

async function userWithEmail(query: Query, email: string): Promise<string | undefined> {
  const [user] = await query<{ id: string }>(`select id from identity."user" where email = $1`, [email.toLowerCase()]);
  return user?.id;
}
