import type { Transaction } from "@coachwork/platform";
import { memberOnSql, type Person, placeSql, type Session } from "@coachwork/schema";

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
    | "createdAt"
    | "cancellationReason"
    | "place"
  >;
  /** The engagement's. */
  readonly title: string;
  /** The firm's name. */
  readonly firm: string;
  /** Its coaches and participants, in id order, each once. */
  readonly people: readonly SessionPerson[];
}

export interface SessionPerson extends Pick<Person, "id" | "name" | "email" | "locale" | "timeZone"> {
  readonly part: "COACH" | "PARTICIPANT";
}

/**
 * A session and its people, if it exists. It is locked until the transaction ends, so those who write or send e-mails
 * about it take turns and see what was done before.
 */
export async function sessionFacts(transaction: Transaction, id: string): Promise<SessionFacts | undefined> {
  const { firmId } = transaction.scope;
  const [row] = await transaction.query<SessionFacts["session"] & { title: string; firm: string }>(
    `select s.id, s.engagement_id as "engagementId", s.kind, s.status, s.starts_at as "startsAt", s.ends_at as "endsAt",
       s.time_zone as "timeZone", s.date, s.sequence, s.created_at as "createdAt",
       s.cancellation_reason as "cancellationReason", ${placeSql("s", "$1::uuid")} as place, e.title, f.name as firm
     from session s
     join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     join firm f on f.firm_id = $1::uuid
     where s.firm_id = $1::uuid and s.id = $2::uuid
     for no key update of s`,
    [firmId, id],
  );
  if (!row) return undefined;
  const { title, firm, ...session } = row;
  return { session, title, firm, people: await peopleOf(transaction, session) };
}

/**
 * Everybody whom a session concerns: its own coaches and expected participants, unless they are excused, who are in its
 * engagement on its day with a role that would let them see it. The reader's rule differs in one point: it checks memberships
 * today. But somebody who joins tomorrow must hear today about a session the day after. All of them may know the
 * session's time, its engagement's title and its coaches. Its coaches may also know who comes.
 */
async function peopleOf(
  transaction: Transaction,
  { id, engagementId, date }: Pick<Session, "id" | "engagementId" | "date">,
): Promise<readonly SessionPerson[]> {
  const rows = await transaction.query<SessionPerson>(
    `${personOf("COACH", "session_coach c", "c.coach_id", "engagement_coach", "COACH")}
     union all ${personOf("PARTICIPANT", "attendance c", "c.person_id", "engagement_participant", "CLIENT")}
       and c.status <> 'EXCUSED'
     order by 1, 6`,
    [transaction.scope.firmId, id, engagementId, date],
  );
  return rows.filter((row, index) => rows.findIndex((other) => other.id === row.id) === index);
}

function personOf(part: SessionPerson["part"], table: string, column: string, membership: string, role: string) {
  return `
    select p.id, p.name, p.email, p.locale, p.time_zone as "timeZone", '${part}' as part
    from ${table} join person p on p.firm_id = $1::uuid and p.id = ${column}
    where c.firm_id = $1::uuid and c.session_id = $2::uuid
      and exists (select 1 from ${membership} m where m.firm_id = $1::uuid and m.engagement_id = $3::uuid
        and m.person_id = ${column} and ${memberOnSql("m", "$4::date")})
      and exists (select 1 from person_role r where r.firm_id = $1::uuid and r.person_id = ${column} and r.role = '${role}')`;
}
