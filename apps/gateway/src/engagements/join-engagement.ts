import { type CommandContext, newId } from "@coachwork/platform";
import {
  type AddEngagementCoachCodes,
  type AddToEngagementInput,
  type CodeOf,
  Engagement,
  Person,
} from "@coachwork/schema";
import { isOver } from "./engagement-status.js";
import { checkFitness, COACHES, holdsFrom, type Membership, membersOf, PARTICIPANTS, type Side } from "./membership.js";

type Context = CommandContext<CodeOf<typeof AddEngagementCoachCodes>>;

/**
 * Adds somebody to one side of an engagement, from a day on. The engagement is locked, so that two who join at once cannot
 * both take the last place.
 */
export async function joinEngagement(
  context: Context,
  side: Side,
  input: AddToEngagementInput,
): Promise<{ id: string; engagementId: string }> {
  const { transaction, actor } = context;
  const joinedOn = input.joinedOn ?? actor.today;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  if (isOver(engagement.status)) {
    context.refuse("WRONG_STATUS", "engagementId", `The engagement is ${engagement.status}: nobody joins it any more.`);
  }
  const person = await context.fetch(Person, input.personId, "personId");
  await checkFitness(context, side, engagement, [{ person, field: "personId" }]);
  await checkRoom(context, side, engagement, person, joinedOn);

  const id = newId();
  const row = { id, engagementId: engagement.id, personId: person.id, joinedOn, leftOn: null };
  if (!(await transaction.insertUnlessTaken<Membership>(side.entity, row))) refuseMember(context, person);
  return { id, engagementId: engagement.id };
}

async function checkRoom(
  context: Context,
  side: Side,
  engagement: Engagement,
  person: Person,
  joinedOn: string,
): Promise<void> {
  const { transaction } = context;
  const there = async (each: Side) =>
    (await membersOf(transaction, each, engagement.id)).filter((member) => holdsFrom(member, joinedOn));
  const same = await there(side);
  const others = await there(side === COACHES ? PARTICIPANTS : COACHES);
  if ([...same, ...others].some(({ personId }) => personId === person.id)) refuseMember(context, person);
  const most = side.most(engagement);
  if (same.length < most) return;
  const message = `The engagement has ${same.length} with the role ${side.role} from ${joinedOn} on, and its format ${engagement.format} at most ${most}: somebody must leave first.`;
  context.refuse("TOO_MANY_MEMBERS", "engagementId", message);
}

function refuseMember(context: Context, { name }: Person): never {
  return context.refuse("ALREADY_MEMBER", "personId", `${name} is in the engagement already.`);
}
