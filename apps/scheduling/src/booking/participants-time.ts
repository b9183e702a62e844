import type { CommandContext, Transaction } from "@coachwork/platform";
import { Attendance, type Override, type Session } from "@coachwork/schema";
import { isNotOver } from "../staffing/counted-sessions.js";
import { type Objection, weigh, type Weighed } from "../staffing/objection.js";
import { LONGEST_SESSION, type SessionTime } from "../staffing/session-time.js";
import type { Booker } from "../people/booker.js";

/*
 * A participant takes part in one session at a time. Bookings for the same participant take turns: each locks the
 * people first and then looks for their other sessions. Nobody's time is a constraint of the database, because coaches
 * and the firm may book over it.
 *
 * Lock the engagement first, then its participants in id order, and then write the coaches' time. Any other order can
 * deadlock.
 */

/** Locks people until the transaction ends. One statement. */
export async function lockParticipants(transaction: Transaction, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await transaction.query(
    `select p.id from person p where p.firm_id = $1::uuid and p.id = any($2::uuid[])
     order by p.id for no key update`,
    [transaction.scope.firmId, personIds],
  );
}

/** What people are asked to take part in. */
export interface Participation {
  readonly personIds: readonly string[];
  readonly time: SessionTime;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The session itself, if it exists. */
  readonly sessionId?: string | undefined;
}

/** Looks for other sessions of people who are to take part. They must be locked. */
export async function weighParticipation(
  transaction: Transaction,
  participation: Participation,
  booker: Booker,
): Promise<Weighed> {
  const busy = await busyAmong(transaction, participation);
  if (busy.length === 0) return { overridden: [] };
  return weigh([objectionOf(busy, booker)], booker.party === "CLIENT" ? undefined : booker.override);
}

/**
 * Lets somebody take part in an existing session, unless they have another one then. Returns what is overridden. `field` names
 * the session in the input.
 */
export async function participate(
  context: CommandContext<"PARTICIPANT_BUSY">,
  { id: sessionId, startsAt, endsAt }: Session,
  personId: string,
  { booker, field }: { readonly booker: Booker; readonly field: string },
): Promise<readonly Override[]> {
  const { transaction, now } = context;
  await lockParticipants(transaction, [personId]);
  const participation = { personIds: [personId], time: { startsAt, endsAt }, now, sessionId };
  const weighed = await weighParticipation(transaction, participation, booker);
  return "code" in weighed ? context.refuse("PARTICIPANT_BUSY", field, weighed.message) : weighed.overridden;
}

function objectionOf(busy: readonly Busy[], booker: Booker): Objection {
  return {
    code: "PARTICIPANT_BUSY",
    field: "startsAt",
    message: messageOf(busy, booker),
    override: "PARTICIPANT_BUSY",
  };
}

interface Busy {
  readonly id: string;
  readonly name: string;
}

/**
 * Those who have another session at that time, by name. Sessions count from which they are not excused, and that are
 * held, booked or in progress: these block their coaches' time. A session that is moving blocks nobody's. One statement.
 */
async function busyAmong(
  transaction: Transaction,
  { personIds, time, now, sessionId }: Participation,
): Promise<Busy[]> {
  if (personIds.length === 0) return [];
  const { startsAt, endsAt } = time;
  return transaction.query<Busy>(
    `select p.id, p.name from person p
     where p.firm_id = $1::uuid and p.id = any($2::uuid[]) and exists (
       select from attendance a join session s on s.firm_id = $1::uuid and s.id = a.session_id
       where a.firm_id = $1::uuid and a.person_id = p.id and a.status <> 'EXCUSED'
         and s.starts_at < $4::timestamptz and s.ends_at > $3::timestamptz and s.starts_at > $5::timestamptz
         and ${isNotOver("s", "$6")} and s.id is distinct from $7::uuid
         and exists (select from session_coach c where c.firm_id = $1::uuid and c.session_id = s.id and c.blocks)
     ) order by p.name, p.id`,
    [
      transaction.scope.firmId,
      personIds,
      startsAt,
      endsAt,
      new Date(startsAt.getTime() - LONGEST_SESSION),
      new Date(now),
      sessionId ?? null,
    ],
  );
}

/** How many people a message names. */
const MOST_NAMED = 3;

/** Clients learn nothing about each other. */
function messageOf(busy: readonly Busy[], { party, personId }: Booker): string {
  if (party === "CLIENT") {
    const who = busy.some(({ id }) => id === personId) ? "You have" : "Somebody else who takes part has";
    return `${who} another session at that time; choose another time.`;
  }
  const names = busy.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = busy.length - names.length;
  if (more > 0) names.push(more === 1 ? "one other" : `${more} others`);
  const last = names.pop()!;
  const all = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return `${all} ${busy.length === 1 ? "has" : "have"} another session at that time; choose another time.`;
}

/** Who is to come to an existing session, of those who take part on a day: nobody who is excused, or has no seat. */
export async function expectedAmong(
  transaction: Transaction,
  { id, capacity }: Pick<Session, "id" | "capacity">,
  participantIds: readonly string[],
): Promise<string[]> {
  const rows = await transaction.find(Attendance, { sessionId: id });
  const status = new Map(rows.map((row) => [row.personId, row.status]));
  return participantIds.filter(
    (personId) => status.get(personId) !== "EXCUSED" && (capacity === null || status.has(personId)),
  );
}
