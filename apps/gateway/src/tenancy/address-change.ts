import { announce, type Transaction } from "@coachwork/platform";
import type { NewEvent } from "@coachwork/schema";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { z } from "zod";
import type { Query } from "./auth-database.js";
import { type DoorOptions, signedIn } from "./auth-door.js";
import { requirePassword } from "./auth-change-password.js";
import type { Membership } from "./auth-identity.js";
import { addresseeOf, isAskedTooOften, MAILBOX_LIMITS, mailboxOf } from "./mailbox.js";
import { claimLetter, letterOfToken, type OpenLetter, voidLetters, writeSignInLetter } from "./sign-in-letter.js";

/**
 * `POST /email/change {newEmail, password}` has a letter sent to the new address, with which `POST /email/confirm {token}`
 * makes it the one that its user signs in with and that every firm of theirs writes to. The old address is told.
 */
export function addressChange(options: DoorOptions): BetterAuthPlugin {
  const { identity, clock, mailboxTokens } = options;

  const asked = z.object({ newEmail: z.string(), password: z.string() });
  const change = createAuthEndpoint("/email/change", { method: "POST", body: asked }, async (ctx) => {
    const { user } = await signedIn(ctx);
    const address = mailboxOf(ctx.body.newEmail, "newEmail");
    if (address === user.email) {
      const message = `You sign in as ${address} already: give another address.`;
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

/** Makes the letter's address the user's, and that of the user's person in every firm: in all of them, or nowhere. */
async function follow({ database, bus, clock }: DoorOptions, letter: OpenLetter): Promise<void> {
  const { userId, address } = letter;
  const told: (readonly [firmId: string, events: readonly NewEvent[]])[] = [];
  await database.transactionOfNoFirm(async (query, inFirm) => {
    const now = clock.now();
    await claimLetter(query, letter, now);
    const old = await takeAddress(query, letter, now);
    // Who reads the old mailbox, which may be somebody else by now, sets no password any more.
    await voidLetters(query, userId, now);
    const memberships = await query<Membership>(
      `select "firmId", "personId" from identity.membership where "userId" = $1 order by "firmId"`,
      [userId],
    );
    for (const { firmId, personId } of memberships) {
      await inFirm(firmId, async (transaction) => {
        transaction.stamp(personId, now);
        await writeTo(transaction, personId, address);
        told.push([firmId, transaction.events]);
      });
    }
    await writeSignInLetter(
      query,
      { kind: "ADDRESS_CHANGED", userId, address: old.email, name: old.name, newAddress: address },
      now,
    );
  });
  for (const [firmId, events] of told) announce(bus, firmId, events);
}

/** Lets the user sign in with the address alone. Gives whom the old one belonged to. */
async function takeAddress(
  query: Query,
  { userId, address }: OpenLetter,
  now: number,
): Promise<{ readonly email: string; readonly name: string }> {
  const [old] = await query<{ email: string; name: string }>(`select email, name from identity."user" where id = $1`, [
    userId,
  ]);
  const [other] = await query(`select 1 from identity."user" where email = $1 and id <> $2`, [address, userId]);
  if (other) throw taken(`Somebody signs in as ${address} already: take another address, or sign in as them.`);
  await query(`update identity."user" set email = $2, "emailVerified" = true, "updatedAt" = $3 where id = $1`, [
    userId,
    address,
    new Date(now),
  ]).catch(refuseTaken(address));
  return old!;
}

/** Has the firm write to the address, unless somebody else of the firm has it. */
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
    throw taken(`Somebody else in ${firm!.name} has the address ${address}: ask the firm to free it, or take another.`);
  }
  await transaction
    .query("update person set email = $3 where firm_id = $1::uuid and id = $2::uuid", [firmId, personId, address])
    .catch(refuseTaken(address));
  transaction.tell({ type: "person.updated", ids: { person: personId } });
}

/** Somebody took the address in the same moment. */
function refuseTaken(address: string) {
  return (error: Error & { code?: string }): never => {
    if (error.code !== "23505") throw error;
    throw taken(`Somebody else has taken the address ${address} meanwhile: take another.`);
  };
}

function taken(message: string): APIError {
  return new APIError("CONFLICT", { code: "ADDRESS_TAKEN", message });
}

function tooOften(address: string): APIError {
  const { perMinute, perHour } = MAILBOX_LIMITS;
  const message = `${address} was written to a moment ago: ${perMinute} letter a minute and ${perHour} an hour are sent. Try again later.`;
  return new APIError("TOO_MANY_REQUESTS", { code: "THROTTLED", message });
}
