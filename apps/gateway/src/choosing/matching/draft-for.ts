import { apiIdOf } from "@coachwork/reader";
import type { CommandContext } from "@coachwork/platform";
import { Cohort, type CohortMember, Person } from "@coachwork/schema";
import { createDraft } from "../../engagements/create-engagement.js";
import type { PoolSums } from "../../engagements/pools.js";
import { personOf } from "./matches.js";

/** A draft in the cohort of a member who has none, with the program's terms and without a coach. */
export async function draftFor(
  context: CommandContext<never>,
  poolSums: PoolSums,
  cohort: Cohort,
  { personId }: Pick<CohortMember, "personId">,
): Promise<string> {
  const { transaction, actor } = context;
  const { name } = await personOf(transaction, personId);
  return createDraft(context, poolSums, {
    title: [...`${cohort.name}: ${name}`].slice(0, 200).join(""),
    cohortId: apiIdOf(Cohort, cohort.id),
    participantIds: [apiIdOf(Person, personId)],
    proBono: false,
    startsOn: cohort.startsOn > actor.today ? cohort.startsOn : actor.today,
  });
}
