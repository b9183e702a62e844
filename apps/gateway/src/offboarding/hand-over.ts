import { type ContextOf, newId, type Transaction } from "@coachwork/platform";
import {
  type DeactivatePerson,
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  isEngagementOver,
  Person,
  PersonRole,
  uuidOf,
} from "@coachwork/schema";
import { In } from "typeorm";
import type { TakePlaces } from "../engagements/capacity.js";
import type { Ended } from "../engagements/end-memberships.js";
import { COACHES, holdsFrom, joinedEvent, notesFrom } from "../engagements/membership.js";

type Context = ContextOf<typeof DeactivatePerson>;

const field = "handOverToId";

/**
 * Locks the engagements that somebody coaches before any person, in the same order as commands that add a person to an
 * engagement.
 */
export async function lockCoached(transaction: Transaction, personId: string): Promise<void> {
  await transaction.query(
    `select e.id from engagement e where e.firm_id = $1::uuid and e.id in (
       select c.engagement_id from engagement_coach c where c.firm_id = $1::uuid and c.person_id = $2::uuid
     ) order by e.id for no key update`,
    [transaction.scope.firmId, uuidOf(Person, personId)],
  );
}

/**
 * Locks every engagement that these people coach or take part in, or ever did, in the same order. Letters about its sessions that
 * are being written are finished by then.
 */
export async function lockEngagementsOf(transaction: Transaction, personIds: readonly string[]): Promise<void> {
  await transaction.query(
    `select e.id from engagement e where e.firm_id = $1::uuid and e.id in (
       select c.engagement_id from engagement_coach c where c.firm_id = $1::uuid and c.person_id = any($2::uuid[])
       union select p.engagement_id from engagement_participant p where p.firm_id = $1::uuid and p.person_id = any($2::uuid[])
     ) order by e.id for update`,
    [transaction.scope.firmId, personIds],
  );
}

/** The coach who takes over. They stay a coach until the transaction ends. */
export async function successorTo(context: Context, leaver: Person, handOverToId: string): Promise<Person> {
  const successor = await context.fetch(Person, handOverToId, field, { lock: true });
  const { id, name, status } = successor;
  if (id === leaver.id) context.refuse("INVALID", field, `${name} is the person who leaves. Name somebody else.`);
  if (status === "DEACTIVATED") context.refuse("DEACTIVATED", field, `${name} is deactivated. Name somebody else.`);
  if (await context.transaction.findOne(PersonRole, { personId: id, role: "COACH" })) return successor;
  return context.refuse("NOT_A_COACH", field, `${name} does not hold the role COACH. Give them the role first.`);
}

/**
 * Makes somebody coach from the day on which another coach's memberships ended. A person who already coaches there just
 * continues.
 */
export async function takeOver(
  context: Context,
  successor: Person,
  ended: readonly Ended[],
  takePlaces: TakePlaces,
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
    successor,
    engagements.filter(({ id }) => takeable.some((each) => each.engagementId === id && holds(takingPart, each))),
  );
  const toJoin = takeable.filter((each) => !holds(coaching, each));
  if (toJoin.length > 0 && successor.id === actor.personId) {
    const message =
      "You cannot add yourself without another person's consent. Ask with requestToJoinEngagement first, or name somebody else.";
    context.refuse("NEEDS_CONSENT", field, message);
  }
  const active = toJoin.filter(({ engagementId }) => statusIn(engagements, engagementId) === "ACTIVE");
  await takePlaces(context, { personIds: [successor.id], count: active.length, field });
  for (const { engagementId, leftOn: joinedOn } of toJoin) {
    const id = newId();
    const row = { id, engagementId, personId: successor.id, joinedOn, notesFrom: notesFrom(joinedOn, actor.today) };
    const joins = await transaction.insertUnlessTaken(EngagementCoach, { ...row, leftOn: null, handedOverToId: null });
    if (joins) transaction.tell(joinedEvent(COACHES, engagementId, id));
  }
}

function statusIn(engagements: readonly Engagement[], id: string): Engagement["status"] {
  return engagements.find((engagement) => engagement.id === id)!.status;
}

function refuseParticipant(context: Context, { name }: Person, engagements: readonly Engagement[]): void {
  if (engagements.length === 0) return;
  const titles = engagements.map(({ title }) => title).join(", ");
  context.refuse("TAKES_PART", field, `${name} takes part in ${titles} and cannot coach there. Name somebody else.`);
}
