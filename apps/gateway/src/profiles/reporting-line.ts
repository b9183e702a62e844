import type { Transaction } from "@coachwork/platform";

/**
 * A manager, their manager, and so on. Everybody in the line is locked with the one who is to report to it, so that several
 * changes at once close no circle: whoever changes a line waits for those who look at it.
 */
export async function reportingLine(
  transaction: Transaction,
  personId: string,
  managerId: string,
): Promise<readonly string[]> {
  const { firmId } = transaction.scope;
  for (let locked: readonly string[] = []; ;) {
    const rows = await transaction.query<{ id: string }>(
      `with recursive line (id) as (
         select $2::uuid
         union
         select p.manager_id from line
         join client_profile p on p.firm_id = $1::uuid and p.person_id = line.id
         where p.manager_id is not null
       ) select id from line`,
      [firmId, managerId],
    );
    const line = rows.map(({ id }) => id);
    if (line.every((id) => locked.includes(id))) return line;
    await transaction.query(
      "select from person where firm_id = $1::uuid and id = any($2::uuid[]) order by id for no key update",
      [firmId, [...line, personId]],
    );
    locked = line;
  }
}
