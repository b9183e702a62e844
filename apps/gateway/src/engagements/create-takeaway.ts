import { implement, newId } from "@coachwork/platform";
import { CreateTakeaway, Engagement, Takeaway } from "@coachwork/schema";
import { COACHES, isOn, PARTICIPANTS } from "./membership.js";
import { judgeTakeawayTime } from "./takeaway-rules.js";

/** Writes what somebody took from their mentoring. People who only manage the engagement took nothing from it. */
export const createTakeaway = implement(CreateTakeaway, async (context, input) => {
  const { transaction, actor, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const { id: engagementId } = engagement;
  if (!(await isOn(context, COACHES, engagementId)) && !(await isOn(context, PARTICIPANTS, engagementId))) {
    const message = "Only the engagement's mentors and mentees can write takeaways.";
    context.refuse("FORBIDDEN", "engagementId", message);
  }
  if (engagement.kind !== "MENTORING") {
    const message = "The engagement is coaching. What comes of it is told by its goals. Takeaways are for mentoring.";
    context.refuse("NOT_MENTORING", "engagementId", message);
  }
  await judgeTakeawayTime(context, engagement, "engagementId");
  const id = newId();
  await transaction.insert(Takeaway, {
    id,
    engagementId,
    authorId: actor.personId,
    visibility: input.visibility,
    text: input.text,
    createdAt: new Date(now),
  });
  transaction.tell({ type: "takeaway.created", ids: { engagement: engagementId, takeaway: id } });
  return { takeaway: id };
});
