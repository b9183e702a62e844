import { type ContextOf, implement, newId } from "@coachwork/platform";
import { Engagement, Extension, ProposeExtension } from "@coachwork/schema";
import { expireExtension, isOpen } from "./extensions.js";
import { COACHES, isOn, PARTICIPANTS } from "./membership.js";

type Context = ContextOf<typeof ProposeExtension>;

/** Proposes to go on with mentoring until a later day. The other side answers. */
export const proposeExtension = implement(ProposeExtension, async (context, input) => {
  const { transaction, actor, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const { id: engagementId } = engagement;
  const side = (await isOn(context, COACHES, engagementId))
    ? "COACH"
    : (await isOn(context, PARTICIPANTS, engagementId))
      ? "PARTICIPANT"
      : context.refuse("FORBIDDEN", "engagementId", "Only the engagement's mentors and mentees can extend it.");
  const endsOnBefore = refuseUnlessLater(context, engagement, input.endsOn);
  await makeWay(context, engagementId);
  const id = newId();
  await transaction.insert(Extension, {
    id,
    engagementId,
    status: "PROPOSED",
    endsOn: input.endsOn,
    endsOnBefore,
    message: input.message ?? null,
    side,
    proposedById: actor.personId,
    proposedAt: new Date(now),
    decidedAt: null,
    decidedById: null,
  });
  transaction.tell({ type: "extension.proposed", ids: { engagement: engagementId, extension: id } });
  return { extension: id };
});

/** The last day of mentoring that goes on and could end later. */
function refuseUnlessLater(context: Context, { kind, status, endsOn: end }: Engagement, endsOn: string): string {
  if (kind !== "MENTORING") {
    const message = "The engagement is coaching. Ask those who run the practice to change its last day.";
    context.refuse("NOT_MENTORING", "engagementId", message);
  }
  if (status !== "ACTIVE" && status !== "PAUSED") {
    const message = `The engagement is ${status}. Only one that is ACTIVE or PAUSED can be extended.`;
    context.refuse("WRONG_STATUS", "engagementId", message);
  }
  if (end === null)
    return context.refuse(
      "OPEN_ENDED",
      "engagementId",
      "The engagement has no last day. It goes on until it is ended.",
    );
  if (endsOn <= end)
    context.refuse("NOT_LATER", "endsOn", `The engagement's last day is ${end}. Give a later day than that.`);
  const { today } = context.actor;
  if (endsOn < today) context.refuse("NOT_LATER", "endsOn", `The day ${endsOn} is over. Give ${today} or a later day.`);
  return end;
}

/** Refuses while another extension waits for an answer that can still be given. */
async function makeWay(context: Context, engagementId: string): Promise<void> {
  const { transaction, actor } = context;
  const waiting = await transaction.findOne(Extension, { engagementId, status: "PROPOSED" });
  if (!waiting) return;
  if (!(await isOpen(transaction, waiting.id, actor.today))) return expireExtension(transaction, engagementId);
  const message = `An extension until ${waiting.endsOn} waits for an answer. It must be answered or withdrawn first.`;
  context.refuse("ALREADY_PROPOSED", "engagementId", message);
}
