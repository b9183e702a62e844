import type { Transaction } from "@coachwork/platform";
import { LONGEST_SESSION, type SessionTime } from "../staffing/session-time.js";
import { LONGEST_BUFFER } from "../staffing/taken-times.js";

interface Held extends SessionTime {
  readonly coachIds: readonly string[];
}

interface Taken extends SessionTime {
  readonly coachId: string;
}

/**
 * When coaches held other sessions. A past session has no buffers of its own. Those of sessions that are booked or in progress count, as
 * when a session is logged.
 */
export class TimesTaken {
  private constructor(
    private readonly names: ReadonlyMap<string, string>,
    private readonly taken: Map<string, SessionTime[]>,
  ) {}

  /** The sessions that coaches held or are booked for around those that are to be added. */
  static async of(transaction: Transaction, sessions: readonly Held[]): Promise<TimesTaken> {
    const coachIds = [...new Set(sessions.flatMap((session) => session.coachIds))];
    const { firmId } = transaction.scope;
    const names = await transaction.query<{ id: string; name: string }>(
      "select id, name from person where firm_id = $1::uuid and id in (select unnest($2::uuid[]))",
      [firmId, coachIds],
    );
    const starts = sessions.map(({ startsAt }) => startsAt.getTime());
    const taken =
      sessions.length === 0
        ? []
        : await transaction.query<Taken>(
            `select c.coach_id as "coachId", case when c.blocks then lower(c.blocked) else s.starts_at end as "startsAt",
               case when c.blocks then upper(c.blocked) else s.ends_at end as "endsAt"
             from session_coach c join session s on s.firm_id = $1::uuid and s.id = c.session_id
             where c.firm_id = $1::uuid and c.coach_id in (select unnest($2::uuid[])) and (c.blocks or s.status = 'COMPLETED')
               and s.starts_at > $3::timestamptz and s.starts_at < $4::timestamptz`,
            [
              firmId,
              coachIds,
              new Date(Math.min(...starts) - LONGEST_SESSION - LONGEST_BUFFER),
              new Date(Math.max(...starts) + LONGEST_SESSION + LONGEST_BUFFER),
            ],
          );
    return new TimesTaken(
      new Map(names.map(({ id, name }) => [id, name])),
      new Map([...Map.groupBy(taken, ({ coachId }) => coachId)]),
    );
  }

  /** The name of a coach who had another session at that time. */
  takenBy({ coachIds, startsAt, endsAt }: Held): string | undefined {
    const coachId = coachIds.find((id) =>
      this.taken.get(id)?.some((other) => other.startsAt < endsAt && other.endsAt > startsAt),
    );
    return coachId === undefined ? undefined : (this.names.get(coachId) ?? "A coach");
  }

  take({ coachIds, startsAt, endsAt }: Held): void {
    for (const id of coachIds) this.taken.set(id, [...(this.taken.get(id) ?? []), { startsAt, endsAt }]);
  }
}
