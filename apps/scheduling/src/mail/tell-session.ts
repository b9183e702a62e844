import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { HOUR } from "../core/lengths.js";
import { type EffectSettings, type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { instant, job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { aboutSession } from "./about-session.js";
import { announce } from "./announce.js";
import { holdNames } from "./hold-names.js";
import { remind } from "./remind.js";
import { sessionFacts } from "./session-facts.js";
import { tellSeries } from "./tell-series.js";
import { emailsAbout } from "./written-emails.js";

/** Milliseconds before a session from which its people are told at once, unless they were just told something. */
const NEAR_MS = 2 * HOUR;

interface Told extends OfFirm {
  readonly session: string;
  readonly dueAt?: string | undefined;
}

/** Tells a session's people what is new about it. */
export const tellSession = job({
  name: "tellSession",
  told: { session: uuid, dueAt: instant.optional() },
  causedBy: [
    on(["session.booked", "session.confirmed", "session.rescheduled", "session.cancelled"], tellOfChange),
    on(
      [
        "session.kind_changed",
        "session.place_set",
        "session.people_changed",
        "session.excused",
        "seat.taken",
        "seat.left",
      ],
      tellOfChange,
    ),
  ],
  run: tell,
});

/** The same when a reminder is due, under its own name, so that news does not delay a waiting reminder. */
export const remindOfSession = job({
  name: "remindOfSession",
  told: { session: uuid, dueAt: instant },
  run: tell,
});

/**
 * Writes the e-mails about a session that are due now, and comes back for the next reminder. It compares the current
 * state with what was told, not with an event. So it can run at any time and any number of times.
 */
async function tell(services: JobServices, { firmId, session: id, dueAt }: Told): Promise<void> {
  await executeWithoutActor(services, firmId, async (transaction, clock) => {
    // The database's clock decided that it is time. It may be ahead of ours.
    const now = Math.max(clock, dueAt === undefined ? 0 : Date.parse(dueAt));
    await holdNames(transaction, "session", id);
    const facts = await sessionFacts(transaction, id);
    if (!facts) return;
    // What is new about a series is told by `tellSeries`, of all its sessions at once.
    if (facts.calendarId === null)
      await announce(transaction, aboutSession(transaction, facts, now), await emailsAbout(transaction, facts), now);
    const next = await remind(transaction, facts, await emailsAbout(transaction, facts), now);
    if (next === undefined) return dequeue(transaction, remindOfSession, id);
    const runAt = new Date(next);
    enqueue(transaction, remindOfSession, { session: id, dueAt: runAt.toISOString() }, { runAt, key: id });
  });
}

/** Tells everybody whom a session concerns what is new about it, for any event that may be news. */
function tellOfChange(
  transaction: Transaction,
  { ids }: Naming<"session">,
  now: number,
  { gatherMs }: EffectSettings,
): Promise<void> {
  return tellSoon(transaction, [ids.session], now, gatherMs);
}

interface Standing {
  readonly id: string;
  /** The series by whose id calendars know it. */
  readonly calendarId: string | null;
  /** Whether it is about to begin, at its current time or the one that somebody was told. */
  readonly isNear: boolean;
  /** When the last e-mail about it was written. */
  readonly lastAt: Date | null;
}

/**
 * Tells sessions' people what is new, once for everything within `gatherMs` of the first change. Later changes do not
 * delay it. If a session is near, it happens at once, unless it just did.
 */
export async function tellSoon(
  transaction: Transaction,
  sessionIds: readonly string[],
  now: number,
  gatherMs: number,
): Promise<void> {
  for (const { id, calendarId, isNear, lastAt } of await standingsOf(transaction, sessionIds, now)) {
    const free = (lastAt?.getTime() ?? 0) + gatherMs;
    const atOnce = gatherMs === 0 || (isNear && free <= now);
    const time = atOnce ? {} : { runAt: new Date(isNear ? free : now + gatherMs), keepsTime: true };
    enqueue(transaction, tellSession, { session: id }, { key: id, ...time });
    if (calendarId !== null) enqueue(transaction, tellSeries, { series: calendarId }, { key: calendarId, ...time });
  }
}

async function standingsOf(
  transaction: Transaction,
  sessionIds: readonly string[],
  now: number,
): Promise<readonly Standing[]> {
  return transaction.query<Standing>(
    `select s.id, r.calendar_id as "calendarId", (s.starts_at > $3::timestamptz and s.starts_at <= $4::timestamptz) or coalesce(bool_or(
         m.begun_at is not null and m.starts_at > $3::timestamptz and m.starts_at <= $4::timestamptz), false) as "isNear",
       max(m.created_at) as "lastAt"
     from session s
     left join series r on r.firm_id = $1::uuid and r.id = s.series_id
     left join email m on m.firm_id = $1::uuid and m.session_id = s.id
     where s.firm_id = $1::uuid and s.id = any($2::uuid[])
     group by s.id, s.starts_at, r.calendar_id order by 3`,
    [transaction.scope.firmId, sessionIds, new Date(now), new Date(now + NEAR_MS)],
  );
}
