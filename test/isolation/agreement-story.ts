import { apiId } from "@coachwork/testing";
import type { Mutate } from "./mutate.js";
import { viewersOf } from "./viewers.js";
import { hashIn } from "./agreement-rows.js";
import { marks, type World } from "./world.js";

/** The engagement is agreed: by a draft that is withdrawn, one that is declined, and the one that waits, which is signed. */
export async function agree(mutate: Mutate, world: World): Promise<void> {
  const templateId = await mutate("createAgreementTemplate", { name: "Story", text: "For {{clientName}}" });
  await mutate("updateAgreementTemplate", { id: templateId, text: "Story with {{firm}}" });
  const { near } = world;
  const { CLIENT: client } = viewersOf(world);
  const waiting = { id: apiId("agreement", near.agreements.waiting.agreement) };
  const textHash = hashIn(marks.near);
  await mutate("signAgreement", { ...waiting, typedName: "Story", textHash }, client);
  await mutate("withdrawAgreement", { id: apiId("agreement", near.agreements.draft.agreement) });
  const engagementId = apiId("engagement", near.group);
  const id = await mutate("prepareAgreement", { engagementId, templateId });
  await mutate("sendAgreement", { id });
  await mutate("declineAgreement", { id, reason: "Story" }, client);
}
