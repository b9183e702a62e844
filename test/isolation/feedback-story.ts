import { apiId } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import type { World } from "./world.js";

/** Feedback is given and asked for by the two sides alone. The client's request in the group is open. */
export async function giveAndAsk(mutate: Mutate, world: World): Promise<void> {
  const { near } = world;
  const { COACH: coach, CLIENT: client } = viewersOf(world);
  const engagementId = apiId("engagement", near.group);
  const about = { engagementId, participantId: apiId("person", near.client) };
  const id = await mutate("giveFeedback", { ...about, text: "Story" }, coach);
  await mutate("updateFeedback", { id, text: "Told" }, coach);
  await mutate("removeFeedback", { id }, coach);
  const ask = async () => ({ id: await mutate("requestFeedback", { engagementId, question: "Story?" }, client) });
  await mutate("withdrawFeedbackRequest", await ask(), client);
  await mutate("declineFeedbackRequest", await ask(), coach);
}
