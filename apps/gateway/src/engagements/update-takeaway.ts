import { implement, lockEngagement } from "@coachwork/platform";
import { Takeaway, UpdateTakeaway } from "@coachwork/schema";
import { judgeTakeawayTime, ownTakeaway } from "./takeaway-rules.js";

/**
 * Changes what somebody wrote, or who can read it. What they wrote for themselves stays theirs when mentoring becomes coaching,
 * which knows nothing of it. It cannot be shared then.
 */
export const updateTakeaway = implement(UpdateTakeaway, async (context, input) => {
  const { transaction } = context;
  const { engagementId } = await context.fetch(Takeaway, input.id, "id");
  // It does not become coaching while a takeaway is being shared. Its author may have left it, and not see it any more.
  const engagement = (await lockEngagement(transaction, engagementId))!;
  const takeaway = await ownTakeaway(context, input.id, "change");
  const { id } = takeaway;
  context.refuseStale(takeaway, input.version);
  await judgeTakeawayTime(context, engagement, "id");
  const { visibility = takeaway.visibility, text = takeaway.text } = input;
  if (engagement.kind !== "MENTORING" && visibility === "SHARED") {
    const message = "The engagement is coaching now, whose people share no takeaways. Leave this one PRIVATE.";
    context.refuse("NOT_MENTORING", "visibility", message);
  }
  if (visibility === takeaway.visibility && text === takeaway.text) return { takeaway: id };
  await transaction.update(Takeaway, { id }, { visibility, text });
  transaction.tell({ type: "takeaway.updated", ids: { engagement: engagementId, takeaway: id } });
  return { takeaway: id };
});
