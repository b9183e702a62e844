import { implement } from "@coachwork/platform";
import { Engagement, Takeaway, UpdateTakeaway } from "@coachwork/schema";
import { judgeTakeaways, ownTakeaway } from "./takeaway-rules.js";

/** Changes what somebody wrote, or who can read it. */
export const updateTakeaway = implement(UpdateTakeaway, async (context, input) => {
  const { transaction } = context;
  const takeaway = await ownTakeaway(context, input.id, "change");
  const { id, engagementId } = takeaway;
  context.refuseStale(takeaway, input.version);
  // Its author may have left the engagement, and not see it any more.
  const engagement = (await transaction.findOne(Engagement, { id: engagementId }))!;
  await judgeTakeaways(context, engagement, "id");
  const { visibility = takeaway.visibility, text = takeaway.text } = input;
  if (visibility === takeaway.visibility && text === takeaway.text) return { takeaway: id };
  await transaction.update(Takeaway, { id }, { visibility, text });
  transaction.tell({ type: "takeaway.updated", ids: { engagement: engagementId, takeaway: id } });
  return { takeaway: id };
});
