import type { Transaction } from "@coachwork/platform";
import { memberOnSql } from "@coachwork/schema";

/** An open action item with a due day, whose owner is in the engagement and gets reminders. Days are `YYYY-MM-DD`. */
export interface DueActionItem {
  readonly id: string;
  readonly title: string;
  readonly engagement: string;
  readonly dueOn: string;
  /** When the owner is reminded: in the morning of the day before it is due, on the owner's clock. */
  readonly remindAt: Date;
  /** When the owner is told that it is overdue: in the morning after the due day. */
  readonly overdueAt: Date;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

/** The action item with this id, if its owner is reminded of it. `at` is in epoch milliseconds. */
export async function dueActionItem(
  transaction: Transaction,
  id: string,
  at: number,
): Promise<DueActionItem | undefined> {
  const isMember = (table: string) => `exists (select 1 from ${table} m where m.firm_id = $1::uuid
    and m.engagement_id = a.engagement_id and m.person_id = a.owner_id
    and ${memberOnSql("m", "($3::timestamptz at time zone f.time_zone)::date")})`;
  const morning = (days: number) =>
    `((a.due_on + ${days})::timestamp + interval '8 hours') at time zone coalesce(p.time_zone, f.time_zone)`;
  const [item] = await transaction.query<DueActionItem>(
    `select a.id, a.title, e.title as engagement, to_char(a.due_on, 'YYYY-MM-DD') as "dueOn",
       ${morning(-1)} as "remindAt", ${morning(1)} as "overdueAt", p.name, p.email, p.locale
     from action_item a
     join engagement e on e.firm_id = $1::uuid and e.id = a.engagement_id
     join person p on p.firm_id = $1::uuid and p.id = a.owner_id
     join firm f on f.firm_id = $1::uuid
     where a.firm_id = $1::uuid and a.id = $2::uuid and a.status = 'OPEN' and a.due_on is not null
       and p.email is not null and p.status <> 'DEACTIVATED' and p.gets_reminders
       and (${isMember("engagement_coach")} or ${isMember("engagement_participant")})`,
    [transaction.scope.firmId, id, new Date(at)],
  );
  return item;
}
