import type { Transaction } from "@coachwork/platform";
import { type Engagement, placeSql, type SessionSeries, type Shown } from "@coachwork/schema";
import { bookedSeries, type Recurrence, recurrenceOf } from "../core/recurrence.js";
import { takesPlace } from "./news.js";
import { peopleOfSessions, type SessionFacts } from "./session-facts.js";
import { shownTo } from "./shown.js";

/** A series that calendars know by one id, and its sessions with their people. */
export interface SeriesFacts {
  readonly calendarId: string;
  readonly series: Pick<
    SessionSeries,
    | "id"
    | "kind"
    | "rule"
    | "timeZone"
    | "firstStart"
    | "durationMinutes"
    | "materialisedUntil"
    | "endedAt"
    | "sequence"
    | "capacity"
  >;
  readonly title: string;
  readonly format: Engagement["format"];
  readonly firm: string;
  /** The engagement's last day. */
  readonly endsOn: string | null;
  /** In order of their original start. */
  readonly sessions: readonly SessionFacts[];
}

/**
 * What calendars are to know by an id: the last series that has it. Unless it is only shown, it is locked until the
 * transaction ends, so those who write or send e-mails about it take turns.
 */
export async function seriesFacts(
  transaction: Transaction,
  calendarId: string,
  { lock = true } = {},
): Promise<SeriesFacts | undefined> {
  const { firmId } = transaction.scope;
  if (lock) await lockSeries(transaction, calendarId);
  type Row = SeriesFacts["series"] & Pick<SeriesFacts, "title" | "format" | "firm" | "endsOn">;
  const [row] = await transaction.query<Row>(
    `select s.id, s.kind, s.rule, s.time_zone as "timeZone", s.first_start as "firstStart",
       s.duration_minutes as "durationMinutes", s.materialised_until as "materialisedUntil", s.ended_at as "endedAt",
       s.sequence, s.capacity, e.title, e.format, e.ends_on as "endsOn", f.name as firm
     from series s
     join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     join firm f on f.firm_id = $1::uuid
     where s.firm_id = $1::uuid and s.calendar_id = $2::uuid
     order by s.created_at desc limit 1`,
    [firmId, calendarId],
  );
  if (!row) return undefined;
  const { title, format, firm, endsOn, ...series } = row;
  return {
    calendarId,
    series,
    title,
    format,
    firm,
    endsOn,
    sessions: await sessionsOf(transaction, { series, title, format, firm }, calendarId),
  };
}

/** Locks all series that have had an id in calendars. Another may take it over while this waits, so it looks again. */
async function lockSeries(transaction: Transaction, calendarId: string): Promise<void> {
  let locked = 0;
  for (;;) {
    const rows = await transaction.query(
      `select s.id from series s where s.firm_id = $1::uuid and s.calendar_id = $2::uuid order by s.id for no key update`,
      [transaction.scope.firmId, calendarId],
    );
    if (rows.length === locked) return;
    locked = rows.length;
  }
}

async function sessionsOf(
  transaction: Transaction,
  { series: { id }, ...common }: Pick<SeriesFacts, "title" | "format" | "firm"> & { series: { id: string } },
  calendarId: string,
): Promise<SessionFacts[]> {
  const sessions = await transaction.query<SessionFacts["session"]>(
    `select s.id, s.engagement_id as "engagementId", s.kind, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt",
       s.time_zone as "timeZone", s.date, s.sequence, s.original_start as "originalStart", s.created_at as "createdAt",
       s.cancellation_reason as "cancellationReason", s.cancelled_by as "cancelledBy",
       s.capacity, ${placeSql("s", "$1::uuid")} as place
     from session s where s.firm_id = $1::uuid and s.series_id = $2::uuid order by s.original_start`,
    [transaction.scope.firmId, id],
  );
  const people = await peopleOfSessions(
    transaction,
    sessions.map((session) => session.id),
  );
  return sessions.map((session) => ({ session, ...common, calendarId, people: people.get(session.id) ?? [] }));
}

/** What somebody's e-mails and calendar show of a series. Undefined if they take part in none of its sessions. */
export function seriesShownTo(
  personId: string,
  { series, endsOn, sessions }: SeriesFacts,
): Recurrence<Shown> | undefined {
  const theirs = sessions.flatMap((facts) => {
    const { session, people } = facts;
    const part = people.find(({ id }) => id === personId)?.part;
    if (!part || !takesPlace(session.status)) return [];
    const [startsAt, endsAt] = [session.startsAt.getTime(), session.endsAt.getTime()];
    return [{ originalStart: session.originalStart!.getTime(), startsAt, endsAt, content: shownTo(part, facts) }];
  });
  const coaches = sessions.some(({ people }) => people.some(({ id, part }) => id === personId && part === "COACH"));
  return recurrenceOf(bookedSeries(series, endsOn, series.capacity !== null && !coaches), theirs);
}

/** Everybody who takes part in any of the sessions, each once. */
export function peopleOfSeries({ sessions }: SeriesFacts): readonly string[] {
  return [...new Set(sessions.flatMap(({ people }) => people.map(({ id }) => id)))];
}
