import type { Actor } from "@coachwork/schema";
import { day } from "@coachwork/testing";
import type { Inside } from "./inside.js";
import type { Mutate } from "./mutate.js";

/** Somebody is enrolled, waits for a match, and stops. */
export async function throughCohort(
  mutate: Mutate,
  inside: Inside,
  owner: Actor,
  { programId, personId }: { readonly programId: string; readonly personId: string },
): Promise<void> {
  const cohortId = await mutate("createCohort", { name: "Story", programId, startsOn: day(0) });
  await mutate("setCohortPool", { id: cohortId });
  const query = "query ($id: ID!) { cohort(id: $id) { members(first: 1) { nodes { id } } } }";
  for (const stop of [
    { name: "discontinueCohortMember", input: { reason: "BUSY" } },
    { name: "cancelCohortMember", input: {} },
  ]) {
    await mutate("enrollInCohort", { cohortId, personIds: [personId] });
    const { data } = await inside.ask(owner, query, { id: cohortId });
    const { cohort } = data as unknown as { cohort: { members: { nodes: { id: string }[] } } };
    const id = await mutate("awaitCohortMatch", { id: cohort.members.nodes[0]!.id });
    await mutate(stop.name, { id, ...stop.input });
  }
}
