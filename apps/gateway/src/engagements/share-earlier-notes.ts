import { implement } from "@coachwork/platform";
import { Engagement, Person, ShareEarlierNotes } from "@coachwork/schema";
import { COACHES, firstDayRead, holdsFrom, holdsOn, type Membership, membersOf, PARTICIPANTS } from "./membership.js";

/**
 * Lets a member read what was shared before they joined. A coach of the engagement decides, not a manager. Nobody can
 * share more than they can read themselves.
 */
export const shareEarlierNotes = implement(ShareEarlierNotes, async (context, input) => {
  const { transaction, actor } = context;
  const { id: engagement } = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const person = await context.fetch(Person, input.personId, "personId");
  const [coaches, participants] = await Promise.all(
    [COACHES, PARTICIPANTS].map((side) => membersOf(transaction, side, engagement)),
  );
  const own =
    coaches!.find((member) => member.personId === actor.personId && holdsOn(member, actor.today)) ??
    context.refuse("FORBIDDEN", "engagementId", "Only a coach of the engagement can share its earlier notes.");
  if (person.id === actor.personId) {
    context.refuse("FORBIDDEN", "personId", "You cannot share earlier notes with yourself. Ask another coach.");
  }
  const isThere = (member: Membership) => member.personId === person.id && holdsFrom(member, actor.today);
  const side = coaches!.some(isThere) ? COACHES : PARTICIPANTS;
  const member =
    [...coaches!, ...participants!].find(isThere) ??
    context.refuse("NOT_A_MEMBER", "personId", `${person.name} is not in the engagement. Add them first.`);
  const from = firstDayRead(own);
  if (firstDayRead(member) <= from) {
    const message = `${person.name} can already read what was shared from ${firstDayRead(member)} on, as far back as you can.`;
    context.refuse("NOTHING_EARLIER", "personId", message);
  }
  await transaction.update<Membership>(side.entity, { id: member.id, engagementId: engagement }, { notesFrom: from });
  if (side === COACHES) {
    const ids = { engagement, engagementCoach: member.id };
    transaction.tell({ type: "engagement.notes_shared_with_coach", ids });
    return { engagementCoach: member.id, engagementParticipant: null };
  }
  const ids = { engagement, engagementParticipant: member.id };
  transaction.tell({ type: "engagement.notes_shared_with_participant", ids });
  return { engagementCoach: null, engagementParticipant: member.id };
});
