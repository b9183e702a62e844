import type { CommandContext, Transaction } from "@coachwork/platform";
import { MANAGERS, memberFromSql, Person } from "@coachwork/schema";
import { In } from "typeorm";
import type { Given, TakePlaces } from "../engagements/capacity.js";

/** A coach, the engagements they have, and the most that they take. */
interface Load {
  readonly personId: string;
  readonly active: number;
  readonly capacity: number;
}

/** Refuses to give coaches more active engagements than they take. Those without a capacity take any number. */
export const takePlaces: TakePlaces = async (context, { personIds, count, field }) => {
  if (count === 0) return;
  const loads = await lockedLoads(context, personIds);
  const full = loads.filter(({ active, capacity }) => active + count > capacity);
  if (full.length === 0) return;
  // Capacity is for those who run the practice. Others learn only that there is no place.
  if (!context.holds(...MANAGERS))
    context.refuse(
      "AT_CAPACITY",
      field,
      "The coach takes no other active engagement now. Ask those who run the practice.",
    );
  const people = await context.transaction.find(Person, { id: In(full.map(({ personId }) => personId)) });
  const nameOf = (id: string) => people.find((person) => person.id === id)!.name;
  const messages = full.map(
    ({ personId, active, capacity }) =>
      `${nameOf(personId)} has ${numbered(active)} and takes at most ${capacity}${count > 1 ? `, so that ${count} more are too many` : ""}.`,
  );
  context.refuse("AT_CAPACITY", field, `${messages.join(" ")} Choose somebody else, or raise the capacity.`);
};

/**
 * What the coaches have to do, if they have a capacity. Their profiles are locked, so that of two commands the second counts what
 * the first has given.
 */
async function lockedLoads(
  { transaction, actor }: CommandContext<never>,
  personIds: Given["personIds"],
): Promise<readonly Load[]> {
  const { firmId } = transaction.scope;
  const limited = await transaction.query<Pick<Load, "personId" | "capacity">>(
    `select person_id as "personId", capacity from coach_profile
     where firm_id = $1::uuid and person_id = any($2::uuid[]) and capacity is not null
     order by person_id for no key update`,
    [firmId, personIds],
  );
  if (limited.length === 0) return [];
  const active = await activeOf(
    transaction,
    limited.map(({ personId }) => personId),
    actor.today,
  );
  return limited.map((each) => ({ ...each, active: active.get(each.personId) ?? 0 }));
}

/** How many active engagements each of them coaches, from today on or later. */
async function activeOf(
  transaction: Transaction,
  personIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await transaction.query<{ personId: string; active: number }>(
    `select c.person_id as "personId", count(distinct c.engagement_id)::integer as active
     from engagement_coach c join engagement e on e.firm_id = $1::uuid and e.id = c.engagement_id
     where c.firm_id = $1::uuid and c.person_id = any($2::uuid[]) and e.status = 'ACTIVE'
       and ${memberFromSql("c", "$3::date")}
     group by c.person_id`,
    [transaction.scope.firmId, personIds, today],
  );
  return new Map(rows.map(({ personId, active }) => [personId, active]));
}

function numbered(active: number): string {
  return active === 1 ? "1 active engagement" : `${active} active engagements`;
}
