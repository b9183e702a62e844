import { apiId, day } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

/** Those who run the firm write a questionnaire, clients answer it, and what follows is kept. */
export async function assessNeeds(mutate: Mutate, world: World): Promise<void> {
  const questionnaireId = await mutate("createNeedsQuestionnaire", { name: "Story" });
  const asked = { id: questionnaireId };
  await mutate("updateNeedsQuestionnaire", { ...asked, name: "Story told" });
  await mutate("withdrawNeedsLink", {
    id: await mutate("createNeedsLink", { questionnaireId, expiresAt: `${day(30)}T09:00:00Z` }),
  });
  const { CLIENT: client } = viewersOf(world);
  const own = await mutate("assessNeeds", { questionnaireId, answers: [{ question: 1, choice: 1 }] }, client);
  await mutate("chooseKind", { id: own, kind: "COACHING", reason: "Story" }, client);
  await mutate("removeNeedsAssessment", { id: own }, client);
  const id = apiId("needs_assessment", world.near.needs.client);
  for (const person of [world.near.fellow, world.near.client])
    await mutate("setNeedsAssessmentPerson", { id, personId: apiId("person", person) });
  await mutate("setNeedsAssessmentEngagement", { id, engagementId: apiId("engagement", world.near.alone) });
  await mutate("archiveNeedsQuestionnaire", asked);
  await mutate("restoreNeedsQuestionnaire", asked);
}
