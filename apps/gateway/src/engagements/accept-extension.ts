import { implement } from "@coachwork/platform";
import { AcceptExtension, Engagement } from "@coachwork/schema";
import { decideExtension } from "./extensions.js";

/** Accepts an extension: the engagement ends on the proposed day. */
export const acceptExtension = implement(AcceptExtension, async (context, { id }) => {
  const { engagement, extension } = await decideExtension(context, id, "accepted");
  await context.transaction.update(Engagement, { id: engagement.id }, { endsOn: extension.endsOn });
  context.transaction.tell({ type: "engagement.updated", ids: { engagement: engagement.id } });
  return { extension: extension.id };
});
