import type { CommandContext, Transaction } from "@coachwork/platform";
import { Attendance, type Override, type Session } from "@coachwork/schema";
import { attendedBy } from "../staffing/attended-sessions.js";
import { isNotOver } from "../staffing/counted-sessions.js";
import { type Objection, weigh, type Weighed } from "../staffing/objection.js";
import { LONGEST_SESSION, type SessionTime } from "../staffing/session-time.js";
import type { Booker } from "../people/booker.js";

/*
 * A participant takes part in one session at a time, and coaches none then. Bookings for the same person take turns: each
 * locks the people first and then looks for their other sessions. A participant's time is no constraint of the database,
 * because coaches and the firm may book over it.
 *
 * Lock the engagement first, then its people in id order, and then write the coaches' time. Any other order can deadlock.
 */

/**
 * Locks the participants of a session until the transaction ends, and those of its possible coaches who may take part in
 * sessions themselves. One statement.
 */
export async function lockPeople(
  transaction: Transaction,
  participantIds: readonly string[],
  coachIds: readonly string[],
): Promise<void> {
  if (participantIds.length + coachIds.length === 0) return;
  await transaction.query(
    `select p.id from person p where p.firm_id = $1::uuid and (p.id = any($2::uuid[]) or (p.id = any($3::uuid[])
       and exists (select from person_role r where r.firm_id = $1::uuid and r.person_id = p.id and r.role = 'CLIENT')))
     order by p.id for no key update of p`,
    [transaction.scope.firmId, participantIds, coachIds],
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
  await lockPeople(transaction, [personId], []);
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

/** Those who take part in another session at that time, or coach one, by name. One statement. */
async function busyAmong(
  transaction: Transaction,
  { personIds, time, now, sessionId }: Participation,
): Promise<Busy[]> {
  if (personIds.length === 0) return [];
  const { startsAt, endsAt } = time;
  return transaction.query<Busy>(
    `select p.id, p.name from person p
     where p.firm_id = $1::uuid and p.id = any($2::uuid[]) and (
       exists (select from ${attendedBy("p.id")} and ${isThen})
       or exists (select from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
         where c.firm_id = $1::uuid and c.coach_id = p.id and c.blocks and ${isThen})
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

/** A session `s` that overlaps the asked time. */
const isThen = `s.starts_at < $4::timestamptz and s.ends_at > $3::timestamptz and s.starts_at > $5::timestamptz
  and ${isNotOver("s", "$6")} and s.id is distinct from $7::uuid`;

/** How many people a message names. */
const MOST_NAMED = 3;

/** Clients learn nothing about each other. */
function messageOf(busy: readonly Busy[], { party, personId, principalIds }: Booker): string {
  if (party === "CLIENT") {
    const booked = busy.find(({ id }) => (principalIds?.length ? principalIds.includes(id) : id === personId));
    const own = principalIds?.length ? `${booked?.name} has` : "You have";
    const who = booked ? own : "Somebody else who takes part has";
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
