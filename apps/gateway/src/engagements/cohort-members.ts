import type { CommandContext, Transaction } from "@coachwork/platform";
import {
  type CohortMember,
  type CohortMemberMoveName,
  cohortMemberMoves,
  type Engagement,
  type EngagementMoveName,
  moveOfMembers,
  Person,
} from "@coachwork/schema";
import { In } from "typeorm";
import { holdsFrom, membersOf, type Named, PARTICIPANTS } from "./membership.js";

type Placed = Pick<Engagement, "id" | "status" | "cohortId">;
type Found = Pick<CohortMember, "id" | "personId" | "status" | "engagementId">;

/**
 * Links the members of a cohort who join one of its engagements to it, and refuses everybody else. In an engagement under way
 * they are in progress at once.
 */
export async function placeMembers(
  context: CommandContext<"NOT_IN_COHORT" | "ALREADY_PLACED">,
  engagement: Placed,
  people: readonly Named[],
): Promise<void> {
  const { transaction } = context;
  if (engagement.cohortId === null || people.length === 0) return;
  const members = await lockedMembers(transaction, engagement.cohortId, people);
  const placed = people.map(({ person, field }) => {
    const member = members.get(person.id);
    if (!member)
      return context.refuse("NOT_IN_COHORT", field, `${person.name} is not a member of the cohort. Enroll them first.`);
    const isHere = member.engagementId === engagement.id;
    const goesOn = cohortMemberMoves.discontinued.from.some((status) => status === member.status);
    if (goesOn && (isHere || member.engagementId === null)) return member.id;
    // Completed here, and now it goes on.
    if (isHere && member.status === "COMPLETED") return member.id;
    if (member.status === "DISCONTINUED" || member.status === "CANCELLED") {
      const message = `${person.name} is ${member.status} in the cohort. Enroll them again first.`;
      return context.refuse("NOT_IN_COHORT", field, message);
    }
    return context.refuse("ALREADY_PLACED", field, `${person.name} already has an engagement in the cohort.`);
  });
  await transaction.query(
    `update cohort_member set engagement_id = $2::uuid, updated_at = $3, version = version + 1
     where firm_id = $1::uuid and id = any($4::uuid[])`,
    [transaction.scope.firmId, engagement.id, transaction.changedAt, placed],
  );
  if (engagement.status === "ACTIVE" || engagement.status === "PAUSED")
    await move(transaction, engagement.id, "started");
}

/**
 * Gives an engagement that goes on its members back, or refuses if one has another engagement by now, or stopped their way
 * through the cohort.
 */
export async function placeMembersAgain(
  context: CommandContext<"NOT_IN_COHORT" | "ALREADY_PLACED">,
  { id, cohortId }: Engagement,
): Promise<void> {
  const { transaction, actor } = context;
  if (cohortId === null) return;
  const participants = (await membersOf(transaction, PARTICIPANTS, id)).filter((each) => holdsFrom(each, actor.today));
  const people = await transaction.find(Person, { id: In(participants.map(({ personId }) => personId)) });
  const named = people.map((person) => ({ person, field: "id" }));
  await placeMembers(context, { id, cohortId, status: "ACTIVE" }, named);
}

/** The members who are these people, by person, locked so that nobody is placed twice. */
async function lockedMembers(
  transaction: Transaction,
  cohortId: string,
  people: readonly Named[],
): Promise<ReadonlyMap<string, Found>> {
  const rows = await transaction.query<Found>(
    `select id, person_id as "personId", status, engagement_id as "engagementId" from cohort_member
     where firm_id = $1::uuid and cohort_id = $2::uuid and person_id = any($3::uuid[])
     order by id for no key update`,
    [transaction.scope.firmId, cohortId, people.map(({ person }) => person.id)],
  );
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Moves the members of a cohort with the engagement in which they take part. */
export async function moveMembers(
  transaction: Transaction,
  { id, cohortId }: Pick<Engagement, "id" | "cohortId">,
  step: EngagementMoveName,
): Promise<void> {
  const moves: Partial<Record<EngagementMoveName, CohortMemberMoveName>> = moveOfMembers;
  const name = cohortId === null ? undefined : moves[step];
  if (name !== undefined) await move(transaction, id, name);
}

/** Ends the waiting of the members in an engagement that has a coach now. Activating it lets them start. */
export async function matchMembers(transaction: Transaction, engagementId: string): Promise<void> {
  await move(transaction, engagementId, "matched");
}

/** Takes a step for everybody who is in the engagement and can take it. Who is released has no engagement any more. */
async function move(transaction: Transaction, engagementId: string, name: CohortMemberMoveName): Promise<void> {
  const { from, to } = cohortMemberMoves[name];
  const moved = await transaction.query<{ id: string; cohort: string }>(
    `update cohort_member set status = $3, updated_at = $4, version = version + 1
       ${name === "released" ? ", engagement_id = null" : ""}
     where firm_id = $1::uuid and engagement_id = $2::uuid and status = any($5::text[])
     returning id, cohort_id as cohort`,
    [transaction.scope.firmId, engagementId, to, transaction.changedAt, from],
  );
  for (const { id, cohort } of moved)
    transaction.tell({ type: `cohort_member.${name}`, ids: { cohort, cohortMember: id } });
}
