import { implement } from "@coachwork/platform";
import { AcceptExtension, Engagement } from "@coachwork/schema";
import { decideExtension } from "./extensions.js";
import type { TermsChanged } from "./terms-changed.js";

/** Accepts an extension: the engagement ends on the proposed day. */
export const acceptExtension = (termsChanged: TermsChanged) =>
  implement(AcceptExtension, async (context, { id }) => {
    const { engagement, extension } = await decideExtension(context, id, "accepted");
    const { endsOn } = extension;
    await context.transaction.update(Engagement, { id: engagement.id }, { endsOn });
    await termsChanged(context, { ...engagement, endsOn });
    context.transaction.tell({ type: "engagement.updated", ids: { engagement: engagement.id } });
    return { extension: extension.id };
  });
