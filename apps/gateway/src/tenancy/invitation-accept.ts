import type { Clock, Database } from "@coachwork/platform";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { IdentityDatabase, Query } from "./auth-database.js";
import { firmNamed } from "./auth-firms.js";
import { addMembership, insertUser, openSession } from "./auth-identity.js";
import { verifyPassword } from "./auth-password.js";
import { hashNewPassword } from "./auth-password-rules.js";
import type { Guesser, Guesses } from "./guesses.js";
import { invitationHash } from "./invitation.js";

export interface InvitationsOptions {
  readonly identity: IdentityDatabase;
  readonly database: Database;
  readonly clock: Clock;
  readonly guesses: Guesses;
  /** The header that names the client's address. */
  readonly addressHeader: string;
}

interface Invitation {
  readonly firmId: string;
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

/**
 * `POST /invitation/accept {token, password}`: signs up as the person who was invited, with a password of one's own. Whoever
 * signs in already, to another firm, gives that password: an invitation never changes it, and nobody who can invite an
 * address thereby becomes its user. Answers as a sign-in does.
 */
export function invitations({
  identity,
  database,
  clock,
  guesses,
  addressHeader,
}: InvitationsOptions): BetterAuthPlugin {
  const body = z.object({ token: z.string(), password: z.string() });
  const accept = createAuthEndpoint("/invitation/accept", { method: "POST", body }, async (ctx) => {
    const tokenHash = invitationHash(ctx.body.token);
    const { password } = ctx.body;
    const invitation = await openInvitation(identity.query, tokenHash, clock.now());
    // Argon2 takes its time: nothing is locked meanwhile.
    const ipAddress = ctx.headers?.get(addressHeader) ?? null;
    const known = await userByPassword(
      identity.query,
      guesses,
      { ...invitation, clientAddress: ipAddress ?? "" },
      password,
    );
    const passwordHash = known === undefined ? await hashNewPassword(password, invitation) : "";

    const accepted = await identity.transaction(async (query) => {
      const now = clock.now();
      await claim(query, tokenHash, now);
      const userId = known ?? (await insertUser(query, { ...invitation, passwordHash }, new Date(now)));
      if (userId === undefined)
        throw refusal("CONFLICT", "TRY_AGAIN", "Another invitation was accepted meanwhile: try again.");
      if (!(await addMembership(query, userId, invitation))) {
        const message = `${invitation.email} is in the firm already, or somebody else accepted in the person's place.`;
        throw refusal("CONFLICT", "ALREADY_IN_FIRM", message);
      }
      const userAgent = ctx.headers?.get("user-agent");
      const token = await openSession(query, { userId, firmId: invitation.firmId, ipAddress, userAgent }, now);
      const [user] = await query(`select id, name, email from identity."user" where id = $1`, [userId]);
      return { token, user };
    });
    return ctx.json({ ...accepted, firm: await firmNamed(database, invitation.firmId) });
  });
  return { id: "invitations", endpoints: { acceptInvitation: accept } };
}

async function openInvitation(query: Query, tokenHash: string, now: number): Promise<Invitation> {
  const [invitation] = await query<Invitation>(`select * from identity.invitation where "tokenHash" = $1`, [tokenHash]);
  if (!invitation) {
    throw refusal(
      "NOT_FOUND",
      "INVITATION_UNKNOWN",
      "There is no such invitation, or a newer one replaced it: ask for another.",
    );
  }
  if (invitation.acceptedAt) {
    throw refusal(
      "GONE",
      "INVITATION_USED",
      "The invitation was accepted before: sign in with your e-mail and password.",
    );
  }
  if (invitation.expiresAt.getTime() <= now) {
    throw refusal(
      "GONE",
      "INVITATION_EXPIRED",
      `The invitation expired at ${invitation.expiresAt.toISOString()}: ask for another.`,
    );
  }
  return invitation;
}

/** Takes the invitation, or fails where it was taken, replaced or has expired since it was read. */
async function claim(query: Query, tokenHash: string, now: number): Promise<void> {
  const claimed = await query(
    `update identity.invitation set "acceptedAt" = $2
     where "tokenHash" = $1 and "acceptedAt" is null and "expiresAt" > $2 returning 1`,
    [tokenHash, new Date(now)],
  );
  if (claimed.length > 0) return;
  await openInvitation(query, tokenHash, now);
  throw refusal("CONFLICT", "TRY_AGAIN", "The invitation changed meanwhile: try again.");
}

/** The user with the address, whose password this must be; undefined where nobody has it. */
async function userByPassword(
  query: Query,
  guesses: Guesses,
  guesser: Guesser,
  password: string,
): Promise<string | undefined> {
  const [user] = await query<{ id: string; password: string | null }>(
    `select u.id, a.password from identity."user" u
     left join identity.account a on a."userId" = u.id and a."providerId" = 'credential' where u.email = $1`,
    [guesser.email],
  );
  if (!user) return undefined;
  const hash = user.password ?? undefined;
  const isTheirs = await guesses.attempt(guesser, async () => (await verifyPassword({ hash, password })) || undefined);
  if (isTheirs) return user.id;
  const message = `${guesser.email} signs in already: give the password of that sign-in.`;
  throw refusal("UNAUTHORIZED", "INVALID_PASSWORD", message);
}

function refusal(status: ConstructorParameters<typeof APIError>[0], code: string, message: string): APIError {
  return new APIError(status, { code, message });
}
