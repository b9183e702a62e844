import { createHash } from "node:crypto";
import { actorOf, executeWithoutActor, type Transaction } from "@coachwork/platform";
import { apiIdOf } from "@coachwork/reader";
import { type Actor, Seat, SessionSeries } from "@coachwork/schema";
import { z } from "zod";
import { policyOf } from "../booking/cancellation-policy.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import type { DeclineRefusal } from "../mail/letter.js";
import { takesPlace } from "../mail/news.js";
import { seriesFacts } from "../mail/series-facts.js";
import { type SessionFacts, sessionFacts } from "../mail/session-facts.js";
import { stepsUnder } from "../mail/session-steps.js";
import { writeEmail } from "../mail/write-email.js";
import { announcementsTo, emailsAbout } from "../mail/written-emails.js";
import type { Perform } from "./perform.js";
import type { MutationCall } from "./step.js";
import { withdrawalCall } from "./withdraw.js";

declare module "../jobs/services.js" {
  interface JobServices {
    readonly perform: Perform;
  }
}

interface Told extends OfFirm {
  readonly person: string;
  /** The session, or the id by which calendars know the series. */
  readonly session?: string | undefined;
  readonly series?: string | undefined;
  /** Which session of the series, by its original start in epoch milliseconds. Without it, all of them. */
  readonly originalStart?: number | undefined;
  /** Whether all later ones are declined too. */
  readonly andLater?: boolean | undefined;
  /** The version that was declined. */
  readonly sequence: number;
  /** A digest of the reply, which makes it one wish however often it is delivered. */
  readonly reply: string;
  /** Whether somebody else declined an invitation that was passed on to them. */
  readonly isOthers: boolean;
}

/**
 * Takes a decline in somebody's calendar as their wish to cancel: by the same commands as through the API, as they. If that
 * is done, the usual e-mail says so. If not, they are told why.
 */
export const takeDecline = job({
  name: "takeDecline",
  told: {
    ...{ person: uuid, session: uuid.optional(), series: uuid.optional(), originalStart: z.number().optional() },
    ...{ andLater: z.boolean().optional(), sequence: z.number(), reply: z.string(), isOthers: z.boolean() },
  },

  async run(services, told): Promise<void> {
    const wish = await wishOf(services, told);
    if (!wish) return;
    const reason = wish.refusal ?? (await grant(services, wish, told.reply));
    if (reason !== undefined) await refuse(services, told, wish.sessions[0]!, reason);
  },
});

interface Wish {
  readonly actor: Actor;
  /** The sessions ahead that are declined. The first is named where the wish is refused. */
  readonly sessions: readonly SessionFacts[];
  readonly calls: readonly MutationCall[];
  /** Why it is refused whatever the commands say. */
  readonly refusal: DeclineRefusal | undefined;
}

/** What is to be done. Undefined if there is nothing left: it is cancelled, or over, or the person does not take part. */
async function wishOf(services: JobServices, told: Told): Promise<Wish | undefined> {
  const { firmId, person: personId, sequence, isOthers } = told;
  const actor = await actorOf(services.database, { firmId, personId }, services.clock.now());
  if (!actor) return undefined;
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const { all, isThere } = await declined(transaction, told);
    const sessions = all.filter(
      ({ session, people }) =>
        takesPlace(session.status) && session.endsAt.getTime() > now && people.some(({ id }) => id === personId),
    );
    const [first] = sessions;
    if (!first) return undefined;
    const isAhead = sessions.filter(({ session }) => session.startsAt.getTime() > now);
    const known = await lastTold(transaction, first, told);
    const isOld = !isThere || (known !== undefined && sequence < known);
    const refusal = isOthers ? "NOT_YOURS" : isOld ? "OLD" : isAhead.length === 0 ? "BEGUN" : undefined;
    return { actor, sessions, calls: await callsFor(transaction, { ...told, now }, isAhead), refusal };
  });
}

/** The sessions that are declined. If the series has changed and has none at that start, all that it has now. */
async function declined(
  transaction: Transaction,
  { session, series, originalStart, andLater }: Told,
): Promise<{ readonly all: readonly SessionFacts[]; readonly isThere: boolean }> {
  if (session !== undefined) {
    const facts = await sessionFacts(transaction, session, { lock: false });
    return { all: facts ? [facts] : [], isThere: true };
  }
  const { sessions = [] } = (await seriesFacts(transaction, series!, { lock: false })) ?? {};
  if (originalStart === undefined) return { all: sessions, isThere: true };
  const startOf = (facts: SessionFacts) => facts.session.originalStart!.getTime();
  if (!sessions.some((each) => startOf(each) === originalStart)) return { all: sessions, isThere: false };
  const all = sessions.filter((each) => startOf(each) === originalStart || (andLater && startOf(each) > originalStart));
  return { all, isThere: true };
}

/** The version that the person was last told of what they declined. */
async function lastTold(transaction: Transaction, facts: SessionFacts, told: Told): Promise<number | undefined> {
  const { person, series, originalStart } = told;
  const theirs = announcementsTo(person, await emailsAbout(transaction, facts)).filter(
    ({ begunAt, kind, sessionId }) =>
      begunAt !== null &&
      // Another session of the series may have a later version.
      (series === undefined ||
        sessionId === null ||
        kind === "SESSION_BOOKED" || // it has all of the series
        (originalStart !== undefined && sessionId === facts.session.id)),
  );
  return theirs.at(-1)?.sequence;
}

async function callsFor(
  transaction: Transaction,
  { person, series, originalStart, andLater, now }: Told & { readonly now: number },
  sessions: readonly SessionFacts[],
): Promise<MutationCall[]> {
  const [first] = sessions;
  if (!first) return [];
  const policy = await policyOf(transaction, first.session);
  const asked = { ...policy, clientsCancel: "ALWAYS" } as const; // whether they may, the command says
  const ways = sessions.map((facts) => {
    const { part } = facts.people.find(({ id }) => id === person)!;
    // Whoever has no way gets the refusal of the command.
    return { facts, way: stepsUnder(asked, part, facts).withdrawal ?? "CANCEL" };
  });
  const isOne = originalStart !== undefined && !andLater;
  if (series !== undefined && !isOne && ways.every(({ way }) => way === "CANCEL")) {
    const last = (await seriesFacts(transaction, series, { lock: false }))!;
    // Those before it that lie ahead stay. If none does, it is all of the series.
    const from = originalStart !== undefined && originalStart > now && { from: new Date(originalStart).toISOString() };
    return [{ name: "cancelSeries", input: { id: apiIdOf(SessionSeries, last.series.id), ...from } }];
  }
  const seats = await Promise.all(
    ways.map(({ facts }) => transaction.findOne(Seat, { sessionId: facts.session.id, personId: person })),
  );
  return ways.map(({ facts, way }, index) =>
    withdrawalCall(way, { sessionId: facts.session.id, seatId: seats[index]?.id }),
  );
}

/** Does it. Returns why not, if the command refuses. */
async function grant(
  services: JobServices,
  { actor, calls }: Wish,
  reply: string,
): Promise<DeclineRefusal | undefined> {
  let reason: DeclineRefusal | undefined;
  for (const { name, input } of calls) {
    const idempotencyKey = `reply ${digestOf(reply, name, input)}`;
    const { refusals } = await services.perform(actor, name, { ...input, idempotencyKey });
    if (refusals.some(({ code }) => code === "BUSY")) throw new Error("Somebody else is changing the session.");
    if (refusals.length > 0) reason = refusals.some(({ code }) => code === "POLICY") ? "POLICY" : "REFUSED";
  }
  return reason;
}

function digestOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Tells them that it was not cancelled, once for each reply. */
function refuse(
  services: JobServices,
  { firmId, person: personId, reply }: Told,
  { session }: SessionFacts,
  reason: DeclineRefusal,
): Promise<void> {
  return executeWithoutActor(services, firmId, (transaction, now) => {
    const { id: sessionId, sequence, startsAt, endsAt } = session;
    const email = { sessionId, personId, kind: "DECLINE_REFUSED", occasion: `${reason} ${reply}`, sequence } as const;
    return writeEmail(transaction, { ...email, startsAt, endsAt, expiresAt: endsAt }, now);
  });
}
