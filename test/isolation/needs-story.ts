import type { Mutate } from "./mutate.js";

/** Those who run the firm write a questionnaire. */
export async function assessNeeds(mutate: Mutate): Promise<void> {
  const id = await mutate("createNeedsQuestionnaire", { name: "Story" });
  await mutate("updateNeedsQuestionnaire", { id, name: "Story told" });
  await mutate("archiveNeedsQuestionnaire", { id });
  await mutate("restoreNeedsQuestionnaire", { id });
}
