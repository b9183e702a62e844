import { type CommandContext, newId } from "@coachwork/platform";
import { type Engagement, EngagementCoach, type handOverRefusals, Rematch } from "@coachwork/schema";
import { type HandOver, type Successor, takeOver } from "./hand-over.js";

/** Who leaves an engagement, who goes on from which day, and what becomes of the sessions ahead. */
interface Replacing extends Pick<Rematch, "startsOn" | "sessions" | "reason"> {
  readonly engagement: Engagement;
  readonly membership: EngagementCoach;
  readonly successor: Successor;
}

/** Replaces a coach by another, keeps that it was done, and gives the id of that record. The engagement is locked. */
export async function replaceCoach(
  context: CommandContext<keyof typeof handOverRefusals>,
  { engagement: { id: engagementId }, membership, successor, startsOn, sessions, reason }: Replacing,
  handOver: HandOver,
): Promise<string> {
  const { transaction, actor, now } = context;
  const handedOverToId = sessions === "MOVE" ? successor.person.id : null;
  const { id, personId: fromCoachId } = membership;
  await transaction.update(EngagementCoach, { id, engagementId }, { leftOn: startsOn, handedOverToId });
  transaction.tell({ type: "engagement.coach_left", ids: { engagement: engagementId, engagementCoach: id } });
  await takeOver(context, successor, [{ id, engagementId, leftOn: startsOn }], handOver);

  const rematch = newId();
  await transaction.insert(Rematch, {
    id: rematch,
    engagementId,
    fromCoachId,
    toCoachId: successor.person.id,
    ...{ startsOn, sessions, reason },
    decidedAt: new Date(now),
    decidedById: actor.personId,
  });
  transaction.tell({ type: "engagement.rematched", ids: { engagement: engagementId, rematch } });
  return rematch;
}
