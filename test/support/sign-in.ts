import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { FirmFactory } from "@coachwork/testing";
import type { SharedDatabase } from "./database.ts";

/** The password of people in tests. */
export const PASSWORD = "a password for tests";

/** Its hash. Computing it is slow by design. */
const HASH = "$argon2id$v=19$m=19456,t=2,p=1$aQt4WQsXmPZuPktSx06ZvA$0okrmDtgGiCPSk/hnWu3/qXHUyrvdOTFmt5O1Bnwsko";

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

/** Gives a person of a firm a sign-in and returns a bearer token. An existing user with the address keeps their password. */
export async function signIn({ admin }: SharedDatabase, { firmId }: FirmFactory, personId: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const now = new Date();
  const { rowCount } = await admin.query(
    `with person as (
       update person set status = 'ACTIVE' where firm_id = $1 and id = $2 returning lower(email) as email, name
     ), newcomer as (
       insert into identity."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       select $3, name, email, true, $7::timestamptz, $7 from person on conflict (email) do nothing returning id
     ), account as (
       insert into identity.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       select id, id, 'credential', id, $4, $7::timestamptz, $7 from newcomer
     ), known as (
       select id from newcomer union all select u.id from identity."user" u join person using (email)
     ), membership as (
       insert into identity.membership ("userId", "firmId", "personId") select id, $1, $2 from known on conflict do nothing
     )
     insert into identity.session (id, "userId", token, "expiresAt", "firmId", "createdAt", "updatedAt")
     select $5, id, $6, $8::timestamptz, $1, $7::timestamptz, $7 from known`,
    [firmId, personId, randomUUID(), HASH, randomUUID(), tokenHash(token), now, new Date(now.getTime() + WEEK_MS)],
  );
  if (rowCount !== 1) throw new Error(`${personId} is nobody in the firm ${firmId}, so cannot sign in.`);
  return token;
}

/** The stored form of a session's token. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
