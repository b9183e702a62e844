import type { CommandContext } from "@coachwork/platform";
import type { activationRefusals, Engagement } from "@coachwork/schema";
import type { TakePlaces } from "./capacity.js";
import { COACHES, holdsFrom, type Membership, membersOf, PARTICIPANTS } from "./membership.js";

/** Refuses if nobody is on one side of an engagement, today or later, or a coach has no place for it. Takes the places. */
export async function beActive(
  context: CommandContext<keyof typeof activationRefusals>,
  takePlaces: TakePlaces,
  { id }: Engagement,
): Promise<void> {
  const { transaction, actor } = context;
  const there = (members: readonly Membership[]) => members.filter((each) => holdsFrom(each, actor.today));
  const coaches = there(await membersOf(transaction, COACHES, id));
  if (coaches.length === 0) {
    context.refuse("NEEDS_COACH", "id", "The engagement has no coach. Add one first.");
  }
  if (there(await membersOf(transaction, PARTICIPANTS, id)).length === 0) {
    context.refuse("NEEDS_PARTICIPANT", "id", "The engagement has no participant. Add one first.");
  }
  await takePlaces(context, { personIds: coaches.map(({ personId }) => personId), count: 1, field: "id" });
}
