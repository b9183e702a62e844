import { apiId } from "@coachwork/testing";
import { inputsOf } from "./inputs.js";
import type { Mutate } from "./mutate.js";
import type { World } from "./world.js";

/** Those who run the practice say what counts when coaches are matched, and with whom they must not be. */
export async function matchPeople(mutate: Mutate, world: World): Promise<void> {
  const conflict = await mutate("createConflictOfInterest", inputsOf(world).createConflictOfInterest!);
  await mutate("removeConflictOfInterest", { id: conflict });
  await mutate("setMatchWeights", { load: 90 });
  await mutate("setMatchWeights", { load: 80 });
  await mutate("removeMatchWeights", { id: apiId("match_weights", world.near.matching.weights) });
}
