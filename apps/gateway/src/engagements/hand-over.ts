import { type CommandContext, newId } from "@coachwork/platform";
import {
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  type handOverRefusals,
  isEngagementOver,
  Person,
  PersonRole,
} from "@coachwork/schema";
import { In } from "typeorm";
import type { TakePlaces } from "./capacity.js";
import type { Ended } from "./end-memberships.js";
import type { TermsChanged } from "./terms-changed.js";
import { COACHES, holdsFrom, holdsOn, joinedEvent, notesFrom } from "./membership.js";

type Context = CommandContext<keyof typeof handOverRefusals>;

/** Who takes over, and the input field that names them. */
export interface Successor {
  readonly person: Person;
  readonly field: string;
}

/** The coach who takes over. They stay a coach until the transaction ends. */
export async function successorTo(
  context: Context,
  leaver: Person,
  named: { readonly id: string; readonly field: string },
): Promise<Successor> {
  const { field } = named;
  const person = await context.fetch(Person, named.id, field, { lock: true });
  const { id, name, status } = person;
  if (id === leaver.id) context.refuse("INVALID", field, `${name} is the person who leaves. Name somebody else.`);
  if (status === "DEACTIVATED") context.refuse("DEACTIVATED", field, `${name} is deactivated. Name somebody else.`);
  if (await context.transaction.findOne(PersonRole, { personId: id, role: "COACH" })) return { person, field };
  return context.refuse("NOT_A_COACH", field, `${name} does not hold the role COACH. Give them the role first.`);
}

/** What later slices know of it. */
export interface HandOver {
  readonly takePlaces: TakePlaces;
  /** Another coach is another party to what was agreed. */
  readonly termsChanged: TermsChanged;
  /** Whether somebody else has agreed that the actor takes over. */
  readonly isAgreed?: boolean;
}

/**
 * Makes somebody coach from the day on which another coach's memberships ended. A person who already coaches there just
 * continues. Somebody who was to begin later begins on that day, so that there is a coach on every day.
 */
export async function takeOver(
  context: Context,
  { person: successor, field }: Successor,
  ended: readonly Ended[],
  { takePlaces, termsChanged, isAgreed = false }: HandOver,
): Promise<void> {
  const { transaction, actor } = context;
  const of = { engagementId: In(ended.map(({ engagementId }) => engagementId)), personId: successor.id };
  const engagements = await transaction.find(Engagement, { id: of.engagementId });
  const coaching = await transaction.find(EngagementCoach, of);
  const takingPart = await transaction.find(EngagementParticipant, of);
  const takeable = ended.filter(({ engagementId }) => !isEngagementOver(statusIn(engagements, engagementId)));
  const holds = (memberships: typeof coaching | typeof takingPart, { engagementId, leftOn }: Ended): boolean =>
    memberships.some((each) => each.engagementId === engagementId && holdsFrom(each, leftOn));

  refuseParticipant(
    context,
    { person: successor, field },
    engagements.filter(({ id }) => takeable.some((each) => each.engagementId === id && holds(takingPart, each))),
  );
  const toJoin = takeable.filter((each) => !holds(coaching, each));
  for (const each of takeable) {
    const own = coaching.filter((one) => one.engagementId === each.engagementId && holdsFrom(one, each.leftOn));
    await continueFrom(context, { person: successor, field }, own, each);
  }
  if (toJoin.length > 0 && !isAgreed) refuseSelf(context, { person: successor, field });
  const active = toJoin.filter(({ engagementId }) => statusIn(engagements, engagementId) === "ACTIVE");
  await takePlaces(context, { personIds: [successor.id], count: active.length, field });
  for (const { engagementId, leftOn: joinedOn } of toJoin) {
    const id = newId();
    const row = { id, engagementId, personId: successor.id, joinedOn, notesFrom: notesFrom(joinedOn, actor.today) };
    const joins = await transaction.insertUnlessTaken(EngagementCoach, { ...row, leftOn: null, handedOverToId: null });
    if (joins) transaction.tell(joinedEvent(COACHES, engagementId, id));
  }
  for (const { engagementId, leftOn } of takeable)
    await termsChanged(
      context,
      engagements.find(({ id }) => id === engagementId)!,
      leftOn,
    );
}

function refuseSelf(context: Context, { person: { id }, field }: Successor): void {
  if (id !== context.actor.personId) return;
  const message =
    "You cannot add yourself without another person's consent. Ask with requestToJoinEngagement first, or name somebody else.";
  context.refuse("NEEDS_CONSENT", field, message);
}

/** Makes somebody's memberships cover a day and all later ones, or refuses if they are to leave. */
async function continueFrom(
  context: Context,
  successor: Successor,
  memberships: readonly EngagementCoach[],
  { engagementId, leftOn: day }: Ended,
): Promise<void> {
  if (memberships.length === 0) return;
  const { transaction, actor } = context;
  const { name } = successor.person;
  const last = memberships.find(({ leftOn }) => leftOn === null);
  if (!last) {
    const { title } = (await transaction.findOne(Engagement, { id: engagementId }))!;
    const ends = memberships.map(({ leftOn }) => leftOn!).sort();
    const message = `${name} leaves ${title} on ${ends.at(-1)}. Change that first, or name somebody else.`;
    return context.refuse("ALREADY_LEAVING", successor.field, message);
  }
  if (memberships.some((each) => holdsOn(each, day))) return;
  refuseSelf(context, successor);
  const { id } = last;
  await transaction.update(
    EngagementCoach,
    { id, engagementId },
    { joinedOn: day, notesFrom: notesFrom(day, actor.today) },
  );
  transaction.tell(joinedEvent(COACHES, engagementId, id));
}

function statusIn(engagements: readonly Engagement[], id: string): Engagement["status"] {
  return engagements.find((engagement) => engagement.id === id)!.status;
}

function refuseParticipant(
  context: Context,
  { person: { name }, field }: Successor,
  engagements: readonly Engagement[],
): void {
  if (engagements.length === 0) return;
  const titles = engagements.map(({ title }) => title).join(", ");
  context.refuse("TAKES_PART", field, `${name} takes part in ${titles} and cannot coach there. Name somebody else.`);
}
