import { implement } from "@coachwork/platform";
import { WithdrawExtension } from "@coachwork/schema";
import { decideExtension } from "./extensions.js";

/** Withdraws an extension. The engagement ends as it did. */
export const withdrawExtension = implement(WithdrawExtension, async (context, { id }) => {
  const { extension } = await decideExtension(context, id, "withdrawn");
  return { extension: extension.id };
});
