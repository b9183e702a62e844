import type { Pool } from "pg";

/** Gives a person a sign-in without a password, as the subject of a 360 needs. */
export async function giveSignIn(pool: Pool, firmId: string, personId: string): Promise<void> {
  const known = `insert into identity."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    select id::text, name, lower(email), true, now(), now() from person where firm_id = $1 and id = $2`;
  await pool.query(known, [firmId, personId]);
  const member = `insert into identity.membership ("userId", "firmId", "personId") values ($1, $2, $3)`;
  await pool.query(member, [personId, firmId, personId]);
}
