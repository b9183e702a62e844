import type { Transaction } from "@coachwork/platform";
import { type Engagement, expectedOnSql, type Person, placeSql, type Session, SessionSeries } from "@coachwork/schema";

/** A session as its people know it, and these people. */
export interface SessionFacts {
  readonly session: Pick<
    Session,
    | "id"
    | "engagementId"
    | "kind"
    | "status"
    | "startsAt"
    | "endsAt"
    | "timeZone"
    | "date"
    | "sequence"
    | "originalStart"
    | "place"
    | "capacity"
    | "createdAt"
    | "cancellationReason"
    | "cancelledBy"
  >;
  /** The series by whose id calendars know it. Null if they know it by its own. */
  readonly calendarId: string | null;
  /** The engagement's. */
  readonly title: string;
  readonly format: Engagement["format"];
  /** The firm's name. */
  readonly firm: string;
  /** Its coaches and participants, and of a three-way session its sponsors, each once. */
  readonly people: readonly SessionPerson[];
}

export interface SessionPerson extends Pick<Person, "id" | "name" | "email" | "locale" | "timeZone" | "getsReminders"> {
  readonly part: SessionPart;
}

/** How a session concerns somebody: they coach it, take part, or are with the organization that pays for it. */
export type SessionPart = "COACH" | "PARTICIPANT" | "SPONSOR";

/**
 * A session and its people, if it exists. Unless it is only shown, it is locked until the transaction ends, so those who
 * write or send e-mails about it take turns and see what was done before.
 */
export async function sessionFacts(
  transaction: Transaction,
  id: string,
  { lock = true } = {},
): Promise<SessionFacts | undefined> {
  const { firmId } = transaction.scope;
  type Row = SessionFacts["session"] &
    Pick<SessionFacts, "title" | "format" | "firm"> & { readonly seriesId: string | null };
  const [row] = await transaction.query<Row>(
    `select s.id, s.engagement_id as "engagementId", s.kind, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt",
       s.time_zone as "timeZone", s.date, s.sequence, s.original_start as "originalStart", s.created_at as "createdAt",
       s.cancellation_reason as "cancellationReason", s.cancelled_by as "cancelledBy", s.capacity,
       ${placeSql("s", "$1::uuid")} as place, e.title, e.format, f.name as firm, s.series_id as "seriesId"
     from session s
     join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     join firm f on f.firm_id = $1::uuid
     where s.firm_id = $1::uuid and s.id = $2::uuid
     ${lock ? "for no key update of s" : ""}`,
    [firmId, id],
  );
  if (!row) return undefined;
  const { title, format, firm, seriesId, ...session } = row;
  // Read once the session is locked: until then it may move to another series.
  const series = seriesId === null ? null : await transaction.findOne(SessionSeries, { id: seriesId });
  const calendarId = series?.calendarId ?? null;
  const people = (await peopleOfSessions(transaction, [id])).get(id) ?? [];
  return { session, title, format, firm, calendarId, people };
}

/**
 * Everybody whom sessions concern, by session: its own coaches and expected participants, unless they are excused, who are
 * in its engagement on its day, or are to join it if that is before its first day, with a role that would let them see it. The reader's rule differs in one point: it checks
 * memberships today. But somebody who joins tomorrow must hear today about a session the day after. A three-way session also
 * concerns the sponsors of the organization that pays for it. All of them may know the session's time, its engagement's title
 * and its coaches. Its coaches may also know who comes.
 */
export async function peopleOfSessions(
  transaction: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly SessionPerson[]>> {
  const rows = await transaction.query<SessionPerson & { sessionId: string }>(
    `${personOf("COACH", "session_coach c", "c.coach_id", "engagement_coach", "COACH")}
     union all ${personOf("PARTICIPANT", "attendance c", "c.person_id", "engagement_participant", "CLIENT")}
       and c.status <> 'EXCUSED'
     union all ${sponsors}
     order by 1, 6`,
    [transaction.scope.firmId, ids],
  );
  const bySession = Map.groupBy(rows, ({ sessionId }) => sessionId);
  return new Map(
    [...bySession].map(([id, people]) => [
      id,
      people
        .filter((row, index) => people.findIndex((other) => other.id === row.id) === index)
        .map(({ sessionId, ...person }) => person),
    ]),
  );
}

const columnsOf = (part: SessionPart, session: string) =>
  `p.id, p.name, p.email, p.locale, p.time_zone as "timeZone", '${part}' as part, p.gets_reminders as "getsReminders", ${session} as "sessionId"`;

/** The third side of three-way sessions. */
const sponsors = `
  select ${columnsOf("SPONSOR", "s.id")}
  from session s join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
  join person p on p.firm_id = $1::uuid and p.organization_id = e.organization_id
  where s.firm_id = $1::uuid and s.id = any($2::uuid[]) and s.kind = 'THREE_WAY'
    and exists (select 1 from person_role r where r.firm_id = $1::uuid and r.person_id = p.id and r.role = 'SPONSOR')`;

function personOf(part: SessionPart, table: string, column: string, membership: string, role: string) {
  return `
    select ${columnsOf(part, "c.session_id")}
    from ${table} join person p on p.firm_id = $1::uuid and p.id = ${column}
    join session s on s.firm_id = $1::uuid and s.id = c.session_id
    join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
    where c.firm_id = $1::uuid and c.session_id = any($2::uuid[])
      and exists (select 1 from ${membership} m where m.firm_id = $1::uuid and m.engagement_id = s.engagement_id
        and m.person_id = ${column} and ${expectedOnSql("m", "s.date", "e.starts_on")})
      and exists (select 1 from person_role r where r.firm_id = $1::uuid and r.person_id = ${column} and r.role = '${role}')`;
}
