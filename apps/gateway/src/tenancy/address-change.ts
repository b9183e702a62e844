import { announce, isNotUnique, type Transaction } from "@coachwork/platform";
import { Person } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { Query } from "./auth-database.js";
import { type EndpointOptions, signedIn } from "./auth-endpoint.js";
import { requirePassword } from "./auth-change-password.js";
import type { Membership } from "./auth-identity.js";
import { addresseeOf, isAskedTooOften, MAILBOX_LIMITS, mailboxOf } from "./mailbox.js";
import { claimLetter, letterOfToken, type OpenLetter, voidLetters, writeSignInLetter } from "./sign-in-letter.js";

/**
 * `POST /email/change {newEmail, password}` sends an e-mail to the new address. Its token lets `POST /email/confirm
 * {token}` make that the address that the user signs in with and that all their firms write to. The old address is
 * notified.
 */
export function addressChange(options: EndpointOptions): BetterAuthPlugin {
  const { identity, clock, mailboxTokens } = options;

  const asked = z.object({ newEmail: z.string(), password: z.string() });
  const change = createAuthEndpoint("/email/change", { method: "POST", body: asked }, async (ctx) => {
    const { user } = await signedIn(ctx);
    const address = mailboxOf(ctx.body.newEmail, "newEmail");
    if (address === user.email) {
      const message = `You already sign in as ${address}. Give another address.`;
      throw new APIError("BAD_REQUEST", { code: "BAD_USER_INPUT", message });
    }
    await requirePassword(options, ctx, user, ctx.body.password);
    const reader = await addresseeOf(options, user.email);
    await identity.transaction(async (query) => {
      const now = clock.now();
      if (await isAskedTooOften(query, address, now)) throw tooOften(address);
      await writeSignInLetter(query, { kind: "ADDRESS_CHANGE", address, ...reader, userId: user.id }, now);
    });
    return ctx.json({ status: true });
  });

  const given = z.object({ token: z.string() });
  const confirm = createAuthEndpoint("/email/confirm", { method: "POST", body: given }, async (ctx) => {
    const { token } = ctx.body;
    const letter = await letterOfToken(
      identity.query,
      { token, purpose: "address-change", mailboxTokens },
      clock.now(),
    );
    await follow(options, letter);
    return ctx.json({ email: letter.address });
  });

  return { id: "address-change", endpoints: { askForAddressChange: change, confirmAddressChange: confirm } };
}

/** Makes the confirmed address the user's, and that of their person in every firm: in all of them or none. */
async function follow({ database, bus, clock }: EndpointOptions, letter: OpenLetter): Promise<void> {
  const { userId, address } = letter;
  const done: (readonly [firmId: string, transaction: Transaction])[] = [];
  await database.transactionWithoutFirm(async (query, inFirm) => {
    const now = clock.now();
    await claimLetter(query, letter, now);
    const old = await takeAddress(query, letter, now);
    // The old mailbox may belong to somebody else by now. It can no longer set a password.
    await voidLetters(query, userId, now);
    const memberships = await query<Membership>(
      `select "firmId", "personId" from identity.membership where "userId" = $1 order by "firmId"`,
      [userId],
    );
    for (const { firmId, personId } of memberships) {
      await inFirm(firmId, async (transaction) => {
        transaction.stamp(personId, now);
        await writeTo(transaction, personId, address);
        done.push([firmId, transaction]);
      });
    }
    await writeSignInLetter(
      query,
      { kind: "ADDRESS_CHANGED", userId, address: old.email, name: old.name, newAddress: address },
      now,
    );
  });
  for (const [firmId, transaction] of done) announce(bus, firmId, transaction);
}

/** Makes this address the user's only sign-in. Returns the owner of the old one. */
async function takeAddress(
  query: Query,
  { userId, address }: OpenLetter,
  now: number,
): Promise<{ readonly email: string; readonly name: string }> {
  const [old] = await query<{ email: string; name: string }>(`select email, name from identity."user" where id = $1`, [
    userId,
  ]);
  const [other] = await query(`select 1 from identity."user" where email = $1 and id <> $2`, [address, userId]);
  if (other) throw taken(`Somebody already signs in as ${address}. Give another address, or sign in as them.`);
  await query(`update identity."user" set email = $2, "emailVerified" = true, "updatedAt" = $3 where id = $1`, [
    userId,
    address,
    new Date(now),
  ]).catch(refuseTaken(address));
  return old!;
}

/** Makes the firm write to the address, unless somebody else in the firm has it. */
async function writeTo(transaction: Transaction, personId: string, address: string): Promise<void> {
  const { firmId } = transaction.scope;
  const [other] = await transaction.query(
    "select 1 from person where firm_id = $1::uuid and lower(email) = $2::text and id <> $3::uuid",
    [firmId, address, personId],
  );
  if (other) {
    const [firm] = await transaction.query<{ name: string }>("select name from firm where firm_id = $1::uuid", [
      firmId,
    ]);
    throw taken(`Somebody else in ${firm!.name} has the address ${address}. Ask the firm to free it, or give another.`);
  }
  await transaction
    .query(
      `update person set email = $3, updated_at = $4, version = version + 1
       where firm_id = $1::uuid and id = $2::uuid`,
      [firmId, personId, address, transaction.changedAt],
    )
    .catch(refuseTaken(address));
  await transaction.respell(Person, [personId]);
  transaction.tell({ type: "person.updated", ids: { person: personId } });
}

/** Somebody took the address at the same moment. */
function refuseTaken(address: string) {
  return (error: unknown): never => {
    if (!isNotUnique(error)) throw error;
    throw taken(`Somebody else has taken the address ${address} in the meantime. Give another.`);
  };
}

function taken(message: string): APIError {
  return new APIError("CONFLICT", { code: "ADDRESS_TAKEN", message });
}

function tooOften(address: string): APIError {
  const { perMinute, perHour } = MAILBOX_LIMITS;
  const message = `${address} was written to a moment ago. At most ${perMinute} e-mail a minute and ${perHour} an hour are sent. Try again later.`;
  return new APIError("TOO_MANY_REQUESTS", { code: "THROTTLED", message });
}
