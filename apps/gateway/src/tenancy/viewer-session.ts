import { actorOf, type Clock, type Database } from "@coachwork/platform";
import { uuidOf } from "@coachwork/reader";
import { Firm, rfc3339 } from "@coachwork/schema";
import type { IdentityDatabase } from "./auth-database.js";
import { LONGEST_SESSION_MS, RENEWAL_MS, SESSION_MS } from "./auth-identity.js";
import { isSessionToken, sessionTokenHash } from "./session-token.js";
import type { CredentialKind } from "./viewer.js";
import type { BackgroundWork } from "./background-work.js";
import { credentialError, firmNotFound, unknownToken } from "./viewer-refusal.js";

interface SessionOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  readonly clock: Clock;
  readonly background: BackgroundWork;
}

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly firmId: string | null;
  readonly expiresAt: Date;
  readonly updatedAt: Date;
  readonly personId: string | null;
}

const howToChoose =
  "list your firms with GET /auth/firms, and name one as Coachwork-Firm or choose it with POST /auth/firms/choose {firmId}";

/** People's session tokens, as sign-in returns them. */
export function sessionTokens({ identity, database, clock, background }: SessionOptions): CredentialKind {
  return {
    claims: isSessionToken,
    async resolve(token, firm) {
      const now = clock.now();
      const [session] = await identity.query<Row>(
        `select s.id, s."userId", coalesce($2::uuid, s."firmId") as "firmId", s."expiresAt", s."createdAt", s."updatedAt",
           m."personId" from identity.session s
         left join identity.membership m on m."userId" = s."userId" and m."firmId" = coalesce($2::uuid, s."firmId")
         where s.token = $1`,
        [sessionTokenHash(token), firm === undefined ? null : uuidOf(Firm, firm)],
      );
      if (!session) throw unknownToken();
      const { firmId, personId, expiresAt } = session;
      if (expiresAt.getTime() <= now) {
        throw credentialError("TOKEN_EXPIRED", `The session ended at ${rfc3339(expiresAt)}. Sign in again.`);
      }
      if (firmId === null) throw credentialError("FIRM_NOT_CHOSEN", `The session is in no firm yet: ${howToChoose}.`);
      const person = personId === null ? undefined : await actorOf(database, { firmId, personId }, now);
      if (!person && firm !== undefined) throw firmNotFound(firm);
      if (!person) {
        throw credentialError("FIRM_NOT_CHOSEN", `You are no longer in the session's firm: ${howToChoose}.`);
      }
      if (session.updatedAt.getTime() <= now - RENEWAL_MS)
        background.start(`renewing session ${session.id}`, renew(session, now));
      return { ...person, expiresAt, dependsOn: [session.id, session.userId, person.actorId] };
    },
  };

  /**
   * A session in use is extended, but not forever. A one-day session (`rememberMe: false`) ends before its first
   * renewal.
   */
  function renew({ id, createdAt }: Row, now: number): () => Promise<unknown> {
    const expiresAt = Math.min(now + SESSION_MS, createdAt.getTime() + LONGEST_SESSION_MS);
    return () =>
      identity.query(
        `update identity.session set "expiresAt" = $2, "updatedAt" = $3 where id = $1 and "updatedAt" <= $4 and "expiresAt" > $3`,
        [id, new Date(expiresAt), new Date(now), new Date(now - RENEWAL_MS)],
      );
  }
}
