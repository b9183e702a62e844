import { type CommandContext, supersedeAgreements as termsChanged } from "@coachwork/platform";
import {
  type Engagement,
  EngagementCoach,
  EngagementParticipant,
  type handOverRefusals,
  type Match,
  type membershipRefusals,
} from "@coachwork/schema";
import { matchMembers } from "../../engagements/cohort-members.js";
import { joinEngagement } from "../../engagements/join-engagement.js";
import { COACHES, holdsFrom } from "../../engagements/membership.js";
import { replaceCoach } from "../../engagements/replace-coach.js";
import { takePlaces } from "../../profiles/take-places.js";
import { endOthers, moveMatch, personOf, refuseExcluded } from "./matches.js";

type Context = CommandContext<"EXCLUDED" | "AT_CAPACITY" | "HAS_COACH" | "WRONG_STATUS">;
type Joining = CommandContext<keyof typeof membershipRefusals | "AT_CAPACITY" | "WRONG_STATUS">;

/**
 * Makes the coach of a match the engagement's coach, from today on or from its first day. Judges all rules once more, under the
 * locks under which engagements are given to coaches. The engagement and the match are locked.
 */
export async function pair(context: Context, match: Match, engagement: Engagement): Promise<void> {
  const { transaction, actor, now } = context;
  const { coachId, participantId, replacesId, sessions, reason } = match;
  const wanted = { engagementId: engagement.id, programId: null, participantId, coachIds: [coachId] };
  await refuseExcluded(context, wanted, () => "id");
  const person = await personOf(transaction, coachId);
  const startsOn = engagement.startsOn > actor.today ? engagement.startsOn : actor.today;
  const participants = await transaction.find(EngagementParticipant, { engagementId: engagement.id });
  if (!participants.some((each) => each.personId === participantId && holdsFrom(each, startsOn)))
    context.refuse("WRONG_STATUS", "id", "The person is not in the engagement any more.");
  const coaching = await transaction.find(EngagementCoach, { engagementId: engagement.id });
  const present = coaching.filter((each) => holdsFrom(each, startsOn));
  // Everything that could still be refused there has been judged here, with codes that those who answer an offer know.
  if (replacesId === null) {
    if (present.length > 0) context.refuse("HAS_COACH", "id", "The engagement has a coach by now.");
    const fields = { engagement: "id", person: "id" };
    const joining = { engagement, person, joinedOn: startsOn, fields };
    await joinEngagement(context as unknown as Joining, COACHES, joining, takePlaces);
  } else {
    const membership = present.find((each) => each.personId === replacesId && each.leftOn === null);
    if (!membership)
      return context.refuse("HAS_COACH", "id", "The coach who was to be replaced does not coach in the engagement.");
    const replacing = { engagement, membership, startsOn, sessions: sessions!, reason: reason! };
    const successor = { person, field: "id" };
    const handingOver = context as unknown as CommandContext<keyof typeof handOverRefusals>;
    await replaceCoach(handingOver, { ...replacing, successor }, { takePlaces, termsChanged, isAgreed: true });
  }
  await moveMatch(transaction, match, "paired", { decidedAt: new Date(now) });
  await endOthers(context, match, ["PROPOSED", "OFFERED", "ACCEPTED"]);
  await matchMembers(transaction, engagement.id);
}
