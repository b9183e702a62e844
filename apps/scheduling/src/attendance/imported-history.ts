import type { Transaction } from "@coachwork/platform";
import type { AttendanceStatus, Session } from "@coachwork/schema";
import type { EngagementPeople, Membership } from "../people/engagement-people.js";
import type { PastEngagement, PastSession, SessionColumn, SessionRow } from "./imported-session.js";

/** A session that the firm has already. Those who were erased are left out: no record names them. */
export interface KnownSession extends Pick<
  Session,
  "id" | "engagementId" | "kind" | "status" | "startsAt" | "endsAt" | "timeZone"
> {
  readonly coachIds: readonly string[];
  readonly attendance: Readonly<Record<string, AttendanceStatus>>;
}

/** What the firm knows of an engagement. */
interface KnownEngagement {
  readonly engagement: PastEngagement;
  readonly people: EngagementPeople;
  /** The time zones of its coaches, by their ids. */
  readonly coachTimeZones: ReadonlyMap<string, string>;
  /** Its sessions that were not called off, by their start in epoch milliseconds. */
  readonly sessions: ReadonlyMap<number, readonly KnownSession[]>;
}

/** The engagements with these external ids, locked as by every command that writes to a ledger. */
export async function pastOf(
  transaction: Transaction,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, KnownEngagement>> {
  const { firmId } = transaction.scope;
  const engagements = await transaction.query<PastEngagement>(
    `select id, external_id as "externalId", status, starts_on::text as "startsOn", ends_on::text as "endsOn",
       allocation_unit as "allocationUnit", allocation_amount as "allocationAmount"
     from engagement where firm_id = $1::uuid and external_id in (select unnest($2::text[]))
     order by id for no key update`,
    [firmId, externalIds],
  );
  const ids = engagements.map(({ id }) => id);
  const membersIn = (table: "engagement_coach" | "engagement_participant") =>
    transaction.query<Membership & { engagementId: string; timeZone: string }>(
      `select m.id, m.engagement_id as "engagementId", m.person_id as "personId", m.joined_on::text as "joinedOn",
         m.left_on::text as "leftOn", p.time_zone as "timeZone"
       from ${table} m join person p on p.firm_id = $1::uuid and p.id = m.person_id
       where m.firm_id = $1::uuid and m.engagement_id in (select unnest($2::uuid[])) order by m.joined_on, m.id`,
      [firmId, ids],
    );
  const coaches = Map.groupBy(await membersIn("engagement_coach"), ({ engagementId }) => engagementId);
  const participants = Map.groupBy(await membersIn("engagement_participant"), ({ engagementId }) => engagementId);
  const sessions = Map.groupBy(await sessionsOf(transaction, ids), ({ engagementId }) => engagementId);
  const known = engagements.map((engagement): [string, KnownEngagement] => {
    const people = { coaches: coaches.get(engagement.id) ?? [], participants: participants.get(engagement.id) ?? [] };
    const coachTimeZones = new Map(people.coaches.map(({ personId, timeZone }) => [personId, timeZone]));
    const own = sessions.get(engagement.id) ?? [];
    const byStart = Map.groupBy(own, ({ startsAt }) => startsAt.getTime());
    return [engagement.externalId!, { engagement, people, coachTimeZones, sessions: byStart }];
  });
  return new Map(known);
}

function sessionsOf(transaction: Transaction, engagementIds: readonly string[]): Promise<KnownSession[]> {
  const isNamed = (person: string) =>
    `exists (select 1 from person p where p.firm_id = $1::uuid and p.id = ${person} and p.status <> 'ERASED')`;
  return transaction.query<KnownSession>(
    `select s.id, s.engagement_id as "engagementId", s.kind, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt",
       s.time_zone as "timeZone",
       array(select c.coach_id::text from session_coach c
         where c.firm_id = $1::uuid and c.session_id = s.id and ${isNamed("c.coach_id")}) as "coachIds",
       coalesce((select json_object_agg(a.person_id, a.status) from attendance a
         where a.firm_id = $1::uuid and a.session_id = s.id and ${isNamed("a.person_id")}), '{}') as attendance
     from session s where s.firm_id = $1::uuid and s.engagement_id in (select unnest($2::uuid[]))
       and s.status not in ('CANCELLED', 'EXPIRED')`,
    [transaction.scope.firmId, engagementIds],
  );
}

/**
 * The session that a record is about, of those that the engagement has at that time. Of several it is the one with the same coaches.
 * Undefined if there is none, or the record does not say which: then it is refused.
 */
export function existingOf(
  row: SessionRow,
  sessions: readonly KnownSession[],
  { coachIds }: PastSession,
): KnownSession | undefined {
  if (sessions.length <= 1) return sessions[0];
  const [session, ...more] = sessions.filter((each) => isSameSet(coachIds, each.coachIds));
  if (session && more.length === 0 && row.text("coaches") !== null) return session;
  const message = `The engagement has ${sessions.length} sessions that began then. Give the coaches of one of them.`;
  row.refuse("coaches", "AMBIGUOUS", message);
  return undefined;
}

/** Refuses what a record says otherwise about a session that is there. What it does not say may be anything. */
export function compare(row: SessionRow, existing: KnownSession, told: PastSession): void {
  if (existing.status !== "COMPLETED" && existing.status !== "NO_SHOW") {
    const message = `A session is booked for that time, and nobody recorded who came. Use recordAttendance.`;
    return row.refuse("starts_at", "WRONG_STATUS", message);
  }
  const other = (column: SessionColumn) => {
    const message = `The session exists with other ${column}. An import changes nothing: leave the cell empty, or correct it by hand.`;
    row.refuse(column, "DIFFERS", message);
  };
  const isSaid = (column: SessionColumn) => row.text(column) !== null;
  if (existing.endsAt.getTime() !== told.endsAt.getTime()) other(isSaid("minutes") ? "minutes" : "ends_at");
  if (told.status !== null && existing.status !== told.status) other("status");
  if (isSaid("kind") && existing.kind !== told.kind) other("kind");
  if (isSaid("time_zone") && existing.timeZone !== told.timeZone) other("time_zone");
  if (isSaid("coaches") && !isSameSet(told.coachIds, existing.coachIds)) other("coaches");
  if (isSaid("participants") && !isSameSet([...told.attendance.keys()], Object.keys(existing.attendance)))
    other("participants");
  else if (
    (isSaid("attendance") || isSaid("participants")) &&
    [...told.attendance].some(([id, status]) => existing.attendance[id] !== status)
  )
    other("attendance");
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}
