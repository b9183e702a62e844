import type { Transaction } from "@coachwork/platform";
import { Person, type Session } from "@coachwork/schema";
import type { HeldFeed } from "./feed-holder.js";
import { takesPart } from "./takes-part.js";

const coaching = `
  select c.session_id as "sessionId", c.coach_id as "personId" from session_coach c
  where c.firm_id = $1::uuid and c.session_id = any($2::uuid[])
  order by c.coach_id`;
const taking = `
  select s.id as "sessionId", p.person_id as "personId" from session s
  join engagement_participant p on p.firm_id = $1::uuid and p.engagement_id = s.engagement_id
  where s.firm_id = $1::uuid and s.id = any($2::uuid[]) and ${takesPart}
  order by p.joined_on, p.id`;

/**
 * By session, the names of its coaches and then of its participants. It leaves out the holder and everybody whom the
 * holder does not see.
 */
export async function companionsOf(
  transaction: Transaction,
  { holder }: HeldFeed,
  sessions: readonly Session[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const values = [holder.firmId, sessions.map(({ id }) => id)];
  const find = (sql: string) => transaction.query<{ sessionId: string; personId: string }>(sql, values);
  const people = [...(await find(coaching)), ...(await find(taking))];
  const ids = [...new Set(people.map(({ personId }) => personId))];
  const visible = await transaction.visibleAll<Person>(holder, Person, ids);
  const names = new Map(visible.map(({ id, name }) => [id, name]));
  names.delete(holder.personId);

  const bySession = Map.groupBy(people, ({ sessionId }) => sessionId);
  return new Map(
    sessions.map(({ id }) => {
      const everybody = new Set((bySession.get(id) ?? []).map(({ personId }) => personId));
      return [id, [...everybody].flatMap((person) => names.get(person) ?? [])];
    }),
  );
}
