import { type CommandContext, type ContextOf, newId } from "@coachwork/platform";
import {
  type AddEngagementCoach,
  type AddToEngagementInput,
  type CodeOf,
  Engagement,
  isEngagementOver,
  Person,
} from "@coachwork/schema";
import type { TakePlaces } from "./capacity.js";
import { placeMembers } from "./cohort-members.js";
import { hasOthers } from "./consent.js";
import {
  checkFitness,
  COACHES,
  holdsFrom,
  joinedEvent,
  type Membership,
  membersOf,
  notesFrom,
  PARTICIPANTS,
  type Side,
} from "./membership.js";

type Context = ContextOf<typeof AddEngagementCoach>;
type JoiningContext = CommandContext<Exclude<CodeOf<typeof AddEngagementCoach>, "NEEDS_CONSENT">>;
type CheckContext = CommandContext<Exclude<CodeOf<typeof AddEngagementCoach>, "NEEDS_CONSENT" | "AT_CAPACITY">>;

/** Who joins, and the input fields that name them and the engagement. */
interface Joining {
  readonly engagement: Engagement;
  readonly person: Person;
  readonly joinedOn: string;
  readonly fields: { readonly engagement: string; readonly person: string };
}

/**
 * Adds somebody to one side of an engagement from a day on, and returns the membership. It locks the engagement, so
 * that two people cannot both take the last place.
 */
export async function addToEngagement(
  context: Context,
  side: Side,
  input: AddToEngagementInput,
  takePlaces?: TakePlaces,
): Promise<string> {
  const { actor } = context;
  const joinedOn = input.joinedOn ?? actor.today;
  const engagement = await context.fetch(Engagement, input.engagementId, "engagementId", { lock: true });
  const person = await context.fetch(Person, input.personId, "personId");
  if (person.id === actor.personId && (await hasOthers(context.transaction, engagement.id, person.id))) {
    context.refuse(
      "NEEDS_CONSENT",
      "personId",
      "You cannot add yourself without another person's consent. Ask with requestToJoinEngagement.",
    );
  }
  const fields = { engagement: "engagementId", person: "personId" };
  return joinEngagement(context, side, { engagement, person, joinedOn, fields }, takePlaces);
}

/** Like `addToEngagement`, with everything already loaded. The engagement is locked. `takePlaces` is for the coaches' side. */
export async function joinEngagement(
  context: JoiningContext,
  side: Side,
  joining: Joining,
  takePlaces?: TakePlaces,
): Promise<string> {
  await checkJoining(context, side, joining);
  const { transaction, actor } = context;
  const { engagement, person, joinedOn, fields } = joining;
  if (side === COACHES && engagement.status === "ACTIVE")
    await takePlaces?.(context, { personIds: [person.id], count: 1, field: fields.person });
  const id = newId();
  const row = {
    id,
    engagementId: engagement.id,
    personId: person.id,
    joinedOn,
    leftOn: null,
    notesFrom: notesFrom(joinedOn, actor.today),
  };
  if (!(await transaction.insertUnlessTaken<Membership>(side.entity, row)))
    refuseMember(context, person, fields.person);
  transaction.tell(joinedEvent(side, engagement.id, id));
  if (side === PARTICIPANTS) await placeMembers(context, engagement, [{ person, field: fields.person }]);
  return id;
}

/**
 * Refuses unless the person can join: the engagement is not over, there is room, and the person qualifies for the side.
 */
export async function checkJoining(context: CheckContext, side: Side, joining: Joining): Promise<void> {
  const { engagement, person, fields } = joining;
  if (isEngagementOver(engagement.status)) {
    const message = `The engagement is ${engagement.status}. Nobody can join it.`;
    context.refuse("WRONG_STATUS", fields.engagement, message);
  }
  await checkFitness(context, side, engagement, [{ person, field: fields.person }]);
  await checkRoom(context, side, joining);
}

async function checkRoom(
  context: CheckContext,
  side: Side,
  { engagement, person, joinedOn, fields }: Joining,
): Promise<void> {
  const { transaction } = context;
  const there = async (each: Side) =>
    (await membersOf(transaction, each, engagement.id)).filter((member) => holdsFrom(member, joinedOn));
  const same = await there(side);
  const others = await there(side === COACHES ? PARTICIPANTS : COACHES);
  if ([...same, ...others].some(({ personId }) => personId === person.id)) {
    refuseMember(context, person, fields.person);
  }
  const most = side.most(engagement);
  if (same.length < most) return;
  const message = `The engagement has ${same.length} with the role ${side.role} from ${joinedOn} on, and its format ${engagement.format} at most ${most}: somebody must leave first.`;
  context.refuse("TOO_MANY_MEMBERS", fields.engagement, message);
}

function refuseMember(context: CheckContext, { name }: Person, field: string): never {
  return context.refuse("ALREADY_MEMBER", field, `${name} is already in the engagement.`);
}
