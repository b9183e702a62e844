import { type ContextOf, implement, newId } from "@coachwork/platform";
import { ActionItem, CreateActionItem, Engagement, type InputOf, Person, Session } from "@coachwork/schema";
import { COACHES, membersToday, PARTICIPANTS } from "../engagements/membership.js";
import { refuseDue } from "./action-items.js";
import { refuseOver, type Standing, standingIn } from "./goal-standing.js";

type Context = ContextOf<typeof CreateActionItem>;
type Input = InputOf<typeof CreateActionItem>;

/** Writes down what somebody commits to do. */
export const createActionItem = implement(CreateActionItem, async (context, input) => {
  const { transaction, now } = context;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const standing = await standingIn(context, engagement.id);
  if (!standing.isCoach && !standing.isParticipant)
    context.refuse(
      "FORBIDDEN",
      "engagementId",
      "Only the engagement's coaches and participants write down action items.",
    );
  refuseOver(context, engagement, "engagementId");
  refuseDue(context, input.dueOn);
  const id = newId();
  await transaction.insert(ActionItem, {
    id,
    engagementId: engagement.id,
    sessionId: await sessionOf(context, engagement, input),
    ...(await peopleOf(context, engagement, standing, input)),
    title: input.title,
    dueOn: input.dueOn ?? null,
    status: "OPEN",
    createdAt: new Date(now),
  });
  transaction.tell({ type: "action_item.created", ids: { engagement: engagement.id, actionItem: id } });
  return { actionItem: id };
});

async function sessionOf(context: Context, { id }: Engagement, { sessionId }: Input): Promise<string | null> {
  if (sessionId === undefined) return null;
  const session = await context.fetch(Session, sessionId, "sessionId");
  if (session.engagementId === id) return session.id;
  return context.refuse("OTHER_ENGAGEMENT", "sessionId", "The session is one of another engagement. Name one of this.");
}

/** Who does it, and which participant it concerns. */
async function peopleOf(context: Context, engagement: Engagement, { isCoach }: Standing, input: Input) {
  const { personId } = context.actor;
  const named = async (field: "ownerId" | "participantId") =>
    input[field] === undefined ? undefined : (await context.fetch(Person, input[field], field)).id;
  const [owner, whom] = [(await named("ownerId")) ?? personId!, await named("participantId")];
  const coaches = await membersToday(context, COACHES, engagement.id);
  const participants = await membersToday(context, PARTICIPANTS, engagement.id);
  if (participants.includes(owner)) {
    if (!isCoach && owner !== personId)
      context.refuse("FORBIDDEN", "ownerId", "Participants write down their own action items, and those of coaches.");
    if (whom !== undefined && whom !== owner)
      context.refuse("FORBIDDEN", "participantId", "A participant's action item concerns nobody else. Leave it out.");
    return { ownerId: owner, participantId: owner };
  }
  if (!coaches.includes(owner)) {
    const message = "The owner is neither a coach nor a participant of the engagement today. Name somebody who is.";
    context.refuse("NOT_A_MEMBER", "ownerId", message);
  }
  if (!isCoach && whom !== undefined && whom !== personId)
    context.refuse("FORBIDDEN", "participantId", "Participants write down what concerns themselves. Leave it out.");
  if (whom !== undefined && !participants.includes(whom)) {
    const message = "The person does not take part in the engagement today. Name somebody who does.";
    context.refuse("NOT_A_PARTICIPANT", "participantId", message);
  }
  return {
    ownerId: owner,
    participantId: whom ?? usualParticipant(isCoach ? null : personId, engagement, participants),
  };
}

/** Whom a coach's action item concerns unless it is said: the participant who asks, the only one, or nobody in particular. */
function usualParticipant(
  asking: string | null,
  { format }: Engagement,
  participants: readonly string[],
): string | null {
  if (format === "TEAM") return null;
  return asking ?? (participants.length === 1 ? participants[0]! : null);
}
