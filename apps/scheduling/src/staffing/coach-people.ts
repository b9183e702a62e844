import type { Query } from "../availability/working-hours.js";

/** A coach as a person. */
export interface CoachPerson {
  readonly coachId: string;
  /** As messages name them. */
  readonly name: string;
  /** Whether sessions in other firms block their time. */
  readonly sharesBusyTime: boolean;
  /** Whether they may take part in sessions themselves. */
  readonly isClient: boolean;
}

/** These coaches, by id. One statement. */
export async function coachPeople(
  query: Query,
  firmId: string,
  coachIds: readonly string[],
): Promise<ReadonlyMap<string, CoachPerson>> {
  const text = `select p.id as "coachId", p.name, p.shares_busy_time as "sharesBusyTime",
      exists (select from person_role r where r.firm_id = $1::uuid and r.person_id = p.id and r.role = 'CLIENT') as "isClient"
    from person p
    where p.firm_id = $1::uuid and p.id = any($2::uuid[])`;
  const rows = (await query(text, [firmId, coachIds])) as CoachPerson[];
  return new Map(rows.map((row) => [row.coachId, row]));
}
