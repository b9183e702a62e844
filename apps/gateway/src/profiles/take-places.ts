import { lockedLoads } from "@coachwork/platform";
import { MANAGERS, Person } from "@coachwork/schema";
import { In } from "typeorm";
import type { TakePlaces } from "../engagements/capacity.js";

/** Refuses to give coaches more active engagements than they take. Those without a capacity take any number. */
export const takePlaces: TakePlaces = async (context, { personIds, count, field }) => {
  if (count === 0) return;
  const loads = await lockedLoads(context.transaction, personIds, context.actor.today);
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

function numbered(active: number): string {
  return active === 1 ? "1 active engagement" : `${active} active engagements`;
}
