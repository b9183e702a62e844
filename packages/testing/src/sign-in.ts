import { createHash } from "node:crypto";
import { createIdentity, createSession } from "@coachwork/gateway/identity";
import { IdentityDatabase } from "@coachwork/gateway/identity-database";
import { systemClock } from "@coachwork/platform";
import type { TestDatabase } from "./database.ts";
import { type FirmFactory } from "./factory.ts";

/** What people of tests sign in with. */
export const PASSWORD = "a password for tests";

/** Lets a person of a firm sign in, and signs them in: a bearer token. */
export async function signIn(database: TestDatabase, firm: FirmFactory, personId: string): Promise<string> {
  const identity = IdentityDatabase.open({ url: database.gatewayUrl, poolSize: 1, statementTimeoutMs: 10_000 });
  try {
    const { rows } = await database.admin.query<{ email: string; name: string }>(
      "update person set status = 'ACTIVE' where firm_id = $1 and id = $2 returning email, name",
      [firm.firmId, personId],
    );
    const { email, name } = rows[0]!;
    const memberships = [{ firmId: firm.firmId, personId }];
    await createIdentity(identity, { email, name, password: PASSWORD, memberships }, systemClock);
    return await createSession(identity, email, firm.firmId, systemClock);
  } finally {
    await identity.close();
  }
}

/** What the database keeps of a session's token. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
