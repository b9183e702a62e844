import { apiIdOf } from "@coachwork/reader";
import { type CommandContext, Refused } from "@coachwork/platform";
import { Cohort, type CohortMember, draftRefusals, Person } from "@coachwork/schema";
import { createDraft } from "../../engagements/create-engagement.js";
import type { PoolSums } from "../../engagements/pools.js";
import { personOf } from "./matches.js";

type DraftCode = keyof typeof draftRefusals;

/**
 * A draft in the cohort of a member who has none, with the program's terms and without a coach. Whoever matches people did not choose
 * what a draft is refused for, so that only the reasons that they can do something about have their own code.
 */
export async function draftFor(
  context: CommandContext<DraftCode>,
  poolSums: PoolSums,
  cohort: Cohort,
  { personId }: Pick<CohortMember, "personId">,
): Promise<string> {
  const { transaction, actor } = context;
  const { name } = await personOf(transaction, personId);
  const draft = createDraft(context as CommandContext<never>, poolSums, {
    title: [...`${cohort.name}: ${name}`].slice(0, 200).join(""),
    cohortId: apiIdOf(Cohort, cohort.id),
    participantIds: [apiIdOf(Person, personId)],
    proBono: false,
    startsOn: cohort.startsOn > actor.today ? cohort.startsOn : actor.today,
  });
  return draft.catch((error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(
      error.refusals.map((refusal) =>
        Object.hasOwn(draftRefusals, refusal.code) ? refusal : { ...refusal, code: "NO_DRAFT", field: null },
      ),
    );
  });
}
