import { expect } from "@jest/globals";
import type { Actor } from "@coachwork/schema";
import { apiId } from "@coachwork/testing";
import type { Inside } from "./inside.js";
import type { World } from "./world.js";

/** Feedback is given and asked for by the two sides alone. The client's request in the group is open. */
export async function giveAndAsk(inside: Inside, owner: Actor, { near }: World): Promise<void> {
  const as = (personId: string, grant: string) => async (name: string, input: object) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const object = name === "removeFeedback" ? "engagement" : "feedback";
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${object} { id } userErrors { code } } }`;
    const { data } = await inside.ask({ ...owner, personId, actorId: personId, grants: [grant] }, query, { input });
    const payload = (data as Record<string, Record<string, { id: string }> & { userErrors: object[] }>)[name]!;
    expect([name, payload.userErrors]).toEqual([name, []]);
    return payload[object]!;
  };
  const [coach, client] = [as(near.coach, "COACH"), as(near.client, "CLIENT")];
  const engagementId = apiId("engagement", near.group);
  const about = { engagementId, participantId: apiId("person", near.client) };
  const { id } = await coach("giveFeedback", { ...about, text: "Story" });
  await coach("updateFeedback", { id, text: "Told" });
  await coach("removeFeedback", { id });
  for (const close of [client, coach] as const) {
    const request = await client("requestFeedback", { engagementId, question: "Story?" });
    await close(close === client ? "withdrawFeedbackRequest" : "declineFeedbackRequest", { id: request.id });
  }
}
