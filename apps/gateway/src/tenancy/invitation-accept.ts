import { executeWithoutActor, idsInToken, type Transaction } from "@coachwork/platform";
import { rfc3339 } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, getSessionFromCtx } from "better-auth/api";
import { z } from "zod";
import type { Query } from "./auth-database.js";
import { clientAddressOf, type EndpointOptions } from "./auth-endpoint.js";
import { firmNamed } from "./auth-firms.js";
import { addMembership, credentialOf, insertUser, openSession } from "./auth-identity.js";
import { verifyPassword } from "./auth-password.js";
import { hashNewPassword } from "./auth-password-rules.js";

interface Invitation {
  readonly firmId: string;
  readonly id: string;
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** Who accepts: an existing user, or a new one with their own password. */
type Acceptor = { readonly userId: string } | { readonly passwordHash: string };

/**
 * `POST /invitation/accept {token, password}` signs the invited person up with their own password. The token proves the
 * mailbox, so this is where identities come from. A person who already signs in to another firm gives that password, or
 * sends that sign-in's token instead. An invitation never changes a password. The response is like a sign-in's, but a
 * signed-in person gets no new token.
 */
export function invitations(options: EndpointOptions): BetterAuthPlugin {
  const { database, clock, mailboxTokens } = options;
  const body = z.object({ token: z.string(), password: z.string().optional() });

  const accept = createAuthEndpoint("/invitation/accept", { method: "POST", body }, async (ctx) => {
    const { token, password } = ctx.body;
    const invitation = await invitationOf(token);
    refuseUnlessOpen(invitation, clock.now());
    const session = await getSessionFromCtx(ctx);
    const clientAddress = clientAddressOf(ctx);
    // Argon2 is slow, so nothing is locked meanwhile.
    const acceptor =
      password === undefined
        ? signedInAs(invitation, session)
        : await byPassword(options, invitation, password, clientAddress);

    const { firmId, personId } = invitation;
    const accepted = await executeWithoutActor(options, firmId, async (transaction, now) => {
      transaction.stamp(personId, now);
      await claim(transaction, invitation, now);
      const userId = await join(transaction, invitation, acceptor, now);
      const [user] = await transaction.query(`select id, name, email from identity."user" where id = $1`, [userId]);
      if (password === undefined) return { user };
      const userAgent = ctx.headers?.get("user-agent");
      const query: Query = (text, values) => transaction.query(text, values);
      return {
        token: await openSession(query, { userId, firmId, ipAddress: clientAddress || null, userAgent }, now),
        user,
      };
    });
    return ctx.json({ ...accepted, firm: await firmNamed(database, firmId) });
  });
  return { id: "invitations", endpoints: { acceptInvitation: accept } };

  /** The invitation of a token. An unknown token gets the same answer as one that never existed. */
  async function invitationOf(token: string): Promise<Invitation> {
    const [firmId, id] = idsInToken(token, 2) ?? [];
    const [row] =
      firmId === undefined
        ? []
        : await database.read(
            { firmId, personId: null },
            `select i.firm_id as "firmId", i.id, i.person_id as "personId", i.email, p.name, i.expires_at as "expiresAt",
               i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt"
             from invitation i join person p on p.firm_id = $1::uuid and p.id = i.person_id
             where i.firm_id = $1::uuid and i.id = $2::uuid`,
            [firmId, id],
          );
    const invitation = row as unknown as Invitation | undefined;
    const subject = invitation && {
      purpose: "invitation" as const,
      ids: [invitation.firmId, invitation.id],
      address: invitation.email,
    };
    if (subject && mailboxTokens.isTokenOf(token, subject)) return invitation;
    throw refusal("NOT_FOUND", "INVITATION_UNKNOWN", "There is no such invitation. Use the link in the e-mail.");
  }
}

function refuseUnlessOpen({ acceptedAt, withdrawnAt, expiresAt }: Invitation, now: number): void {
  if (acceptedAt !== null) {
    const message = "The invitation was already accepted. Sign in with your e-mail address and password.";
    throw refusal("GONE", "INVITATION_USED", message);
  }
  if (withdrawnAt !== null) {
    const message =
      "The invitation was withdrawn, or a newer one replaced it. Use the newest e-mail, or ask for another invitation.";
    throw refusal("GONE", "INVITATION_WITHDRAWN", message);
  }
  if (expiresAt.getTime() <= now) {
    const message = `The invitation expired at ${rfc3339(expiresAt)}. Ask for another.`;
    throw refusal("GONE", "INVITATION_EXPIRED", message);
  }
}

/** The signed-in user, if the invitation is for their address. */
function signedInAs(
  { email }: Invitation,
  session: { readonly user: { readonly id: string; readonly email: string } } | null,
): Acceptor {
  if (session?.user.email === email) return { userId: session.user.id };
  if (session) {
    const message = `The invitation is for ${email}, but you are signed in as ${session.user.email}. Sign in as ${email}, or give a password.`;
    throw refusal("CONFLICT", "WRONG_SIGN_IN", message);
  }
  throw refusal("BAD_REQUEST", "BAD_USER_INPUT", "Give a password, or the token of your sign-in.");
}

/** The user with the address and this password. If nobody has the address, a new user with this password. */
async function byPassword(
  { identity, guesses }: EndpointOptions,
  { email, name }: Invitation,
  password: string,
  clientAddress: string,
): Promise<Acceptor> {
  const found = await credentialOf(identity.query, email);
  if (!found) return { passwordHash: await hashNewPassword(password, { email, name }) };
  const { user, passwordHash: hash } = found;
  const isTheirs = await guesses.attempt(
    { email, clientAddress },
    async () => (await verifyPassword({ hash, password })) || undefined,
  );
  if (isTheirs) return { userId: user.id };
  const message = `${email} already signs in. Give the password of that sign-in, or set a new one with POST /auth/password/forgot.`;
  throw refusal("UNAUTHORIZED", "INVALID_PASSWORD", message);
}

/** Accepts the invitation, or fails if it was accepted, withdrawn or expired since it was read. */
async function claim(transaction: Transaction, { firmId, id, personId }: Invitation, now: number): Promise<void> {
  // Locks the person first, in the same order as inviting does.
  await transaction.query("select from person where firm_id = $1::uuid and id = $2::uuid for no key update", [
    firmId,
    personId,
  ]);
  const [claimed] = await transaction.query<Pick<Invitation, "acceptedAt" | "withdrawnAt" | "expiresAt">>(
    `update invitation set accepted_at = $3
     where firm_id = $1::uuid and id = $2::uuid and accepted_at is null and withdrawn_at is null and expires_at > $3
     returning id`,
    [firmId, id, new Date(now)],
  );
  if (claimed) return;
  const [found] = await transaction.query<Invitation>(
    `select accepted_at as "acceptedAt", withdrawn_at as "withdrawnAt", expires_at as "expiresAt"
     from invitation where firm_id = $1::uuid and id = $2::uuid`,
    [firmId, id],
  );
  refuseUnlessOpen(found!, now);
  throw refusal("CONFLICT", "TRY_AGAIN", "The invitation changed in the meantime. Try again.");
}

/** Makes the user the person, who is active from now on. Returns the user's id. */
async function join(
  transaction: Transaction,
  { id: invitation, firmId, personId, email, name }: Invitation,
  acceptor: Acceptor,
  now: number,
): Promise<string> {
  const query: Query = (text, values) => transaction.query(text, values);
  const userId =
    "userId" in acceptor ? acceptor.userId : await insertUser(query, { ...acceptor, email, name }, new Date(now));
  if (userId === undefined)
    throw refusal("CONFLICT", "TRY_AGAIN", "Another invitation was accepted in the meantime. Try again.");
  // Whoever held the address before, the e-mail proves that it is now theirs.
  const proven = await query(
    `update identity."user" set "emailVerified" = true where id = $1 and email = $2 returning id`,
    [userId, email],
  );
  if (proven.length === 0) throw refusal("CONFLICT", "TRY_AGAIN", "Your address changed in the meantime. Try again.");
  if (!(await addMembership(query, userId, { firmId, personId }))) {
    const message = `${email} is already in the firm, or somebody else accepted for this person.`;
    throw refusal("CONFLICT", "ALREADY_IN_FIRM", message);
  }
  await query(
    `update person set status = 'ACTIVE', updated_at = $3, version = version + 1
     where firm_id = $1::uuid and id = $2::uuid`,
    [firmId, personId, new Date(now)],
  );
  transaction.tell({ type: "person.invitation_accepted", ids: { person: personId, invitation } });
  return userId;
}

function refusal(status: ConstructorParameters<typeof APIError>[0], code: string, message: string): APIError {
  return new APIError(status, { code, message });
}
