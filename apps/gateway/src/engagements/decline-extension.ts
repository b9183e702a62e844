import { implement } from "@coachwork/platform";
import { DeclineExtension } from "@coachwork/schema";
import { decideExtension } from "./extensions.js";

/** Declines an extension. The engagement ends as it did. */
export const declineExtension = implement(DeclineExtension, async (context, { id }) => {
  const { extension } = await decideExtension(context, id, "declined");
  return { extension: extension.id };
});
