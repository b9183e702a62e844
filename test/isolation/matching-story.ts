import type { Actor } from "@coachwork/schema";
import { apiId, day } from "@coachwork/testing";
import { inputsOf } from "./inputs.js";
import type { Inside } from "./inside.js";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

/** Those who run the practice say what counts, and with whom coaches must not be matched. Then coaches are offered. */
export async function matchPeople(mutate: Mutate, inside: Inside, owner: Actor, world: World): Promise<void> {
  const { near } = world;
  const declared = await mutate("createConflictOfInterest", inputsOf(world).createConflictOfInterest!);
  const [own, ofAll] = [near.matching.conflict, near.matching.withAll].map((id) => apiId("conflict_of_interest", id));
  for (const id of [declared, own, ofAll]) await mutate("removeConflictOfInterest", { id });
  await mutate("setMatchWeights", { load: 90 });
  await mutate("setMatchWeights", { load: 80 });
  await mutate("removeMatchWeights", { id: apiId("match_weights", near.matching.weights) });

  const { COACH: coach, CLIENT: client } = viewersOf(world);
  const designed = { ...inputsOf(world).createProgram, name: "Story of matching", needsApproval: true };
  const programId = await mutate("createProgram", designed);
  await mutate("activateProgram", { id: programId });
  const offer = async () => {
    const participantIds = [apiId("person", near.client)];
    const engagementId = await mutate("createEngagement", {
      programId,
      title: "Story",
      startsOn: day(0),
      participantIds,
    });
    await mutate("proposeMatches", { engagementId, coachIds: [apiId("person", near.coach)] });
    const { data } = await inside.ask(owner, "{ matches(first: 1, filter: { status: PROPOSED }) { nodes { id } } }");
    const [{ id }] = (data as { matches: { nodes: [{ id: string }] } }).matches.nodes;
    await mutate("offerMatches", { ids: [id] });
    return { id };
  };
  const accepted = await offer();
  await mutate("acceptMatch", accepted, client);
  await mutate("acceptMatch", accepted, coach);
  await mutate("approveMatch", accepted);
  await mutate("declineMatch", await offer(), coach);
  await mutate("withdrawMatch", await offer());
  await matchCohort(mutate, inside, owner, programId, world);
}

/** One run of a cohort is discarded. In another one, a coach is taken away by hand and given back, and it is published. */
async function matchCohort(mutate: Mutate, inside: Inside, owner: Actor, programId: string, { near }: World) {
  const cohortId = await mutate("createCohort", { name: "Story of a run", programId, startsOn: day(0) });
  await mutate("enrollInCohort", { cohortId, personIds: [apiId("person", near.fellow)] });
  await mutate("discardMatchRun", { id: await mutate("startMatchRun", { cohortId }) });
  const run = await mutate("startMatchRun", { cohortId });
  const query = `query($id: ID!) { node(id: $id) { ... on MatchRun {
    members(first: 1, filter: { assignment: MOST_PAIRS }) { nodes { id } } } } }`;
  const { data } = await inside.ask(owner, query, { id: run });
  const [{ id }] = (data as { node: { members: { nodes: [{ id: string }] } } }).node.members.nodes;
  await mutate("changeMatchRunMember", { id });
  await mutate("changeMatchRunMember", { id, coachId: apiId("person", near.coach) });
  await mutate("publishMatchRun", { id: run, assignment: "MOST_PAIRS" });
}
