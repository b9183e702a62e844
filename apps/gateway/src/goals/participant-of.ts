import type { CommandContext } from "@coachwork/platform";
import type { Engagement } from "@coachwork/schema";
import { membersToday, PARTICIPANTS } from "../engagements/membership.js";
import type { Standing } from "./goal-standing.js";

/** Whose the work is: of the participant who was named (a UUID), who asks, or is the only one. Null for that of a team. */
export async function participantOf(
  context: CommandContext<"OF_TEAM" | "NOT_A_PARTICIPANT">,
  { id, format }: Engagement,
  { isCoach, isParticipant }: Standing,
  named: string | undefined,
): Promise<string | null> {
  const { personId } = context.actor;
  if (format === "TEAM") {
    if (named === undefined) return null;
    return context.refuse("OF_TEAM", "participantId", "A team shares its goals and metrics. Leave participantId out.");
  }
  if (!isCoach && named !== undefined && named !== personId)
    context.refuse("FORBIDDEN", "participantId", "Participants do this for themselves. Leave participantId out.");
  if (named === undefined && isParticipant) return personId;
  const today = await membersToday(context, PARTICIPANTS, id);
  if (named === undefined) {
    if (today.length === 1) return today[0]!;
    const message = `The engagement has ${today.length} participants today. Say for which one it is.`;
    return context.refuse("REQUIRED", "participantId", message);
  }
  if (today.includes(named)) return named;
  const message = "The person does not take part in the engagement today. Name somebody who does.";
  return context.refuse("NOT_A_PARTICIPANT", "participantId", message);
}
