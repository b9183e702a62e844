import type { CommandContext, Transaction } from "@coachwork/platform";
import { type Actor, delegationOnSql, Person, type Role } from "@coachwork/schema";
import { type EngagementPeople, membersOn, peopleOf, type Principal } from "./engagement-people.js";

/** For whom somebody acts in an engagement, and on which side. */
export interface StandIn {
  readonly personId: string;
  readonly party: "COACH" | "CLIENT";
}

/** The people of an engagement, and those of whom the actor is the delegate. */
export async function peopleWithPrincipals(
  transaction: Transaction,
  actor: Actor,
  engagementId: string,
): Promise<EngagementPeople> {
  const [people, principals] = await Promise.all([
    peopleOf(transaction, engagementId),
    principalsOf(transaction, actor),
  ]);
  return { ...people, principals };
}

async function principalsOf(transaction: Transaction, actor: Actor): Promise<readonly Principal[]> {
  if (!actor.grants.includes("ASSISTANT")) return [];
  return transaction.query<Principal>(
    `select d.principal_id as "personId", array(select r.role from person_role r
       where r.firm_id = $1::uuid and r.person_id = d.principal_id) as roles
     from delegation d
     where d.firm_id = $1::uuid and d.delegate_id = $2::uuid and ${delegationOnSql("d", "$3::date")}
     order by d.created_at, d.id`,
    [actor.firmId, actor.personId, actor.today],
  );
}

/**
 * The people of an engagement as they stand to a session or a series that these coaches hold: nobody acts in it for a coach who
 * is not among them. Empty: all its coaches hold it.
 */
export function principalsWith(people: EngagementPeople, coachIds: readonly string[]): EngagementPeople {
  const { coaches, participants, principals } = people;
  if (!principals || coachIds.length === 0) return people;
  const isElsewhere = (id: string) =>
    coaches.some(({ personId }) => personId === id) &&
    !coachIds.includes(id) &&
    !participants.some(({ personId }) => personId === id);
  return { ...people, principals: principals.filter(({ personId }) => !isElsewhere(personId)) };
}

/** All for whom the actor may act in an engagement today: its coaches first. */
export function standInsOf({ today }: Actor, people: EngagementPeople): readonly StandIn[] {
  const { coaches, participants, principals = [] } = people;
  const among = (members: EngagementPeople["coaches"], role: Role) => {
    const present = membersOn(members, today);
    return principals.filter(({ personId, roles }) => roles.includes(role) && present.includes(personId));
  };
  return [
    ...among(coaches, "COACH").map(({ personId }) => ({ personId, party: "COACH" as const })),
    ...among(participants, "CLIENT").map(({ personId }) => ({ personId, party: "CLIENT" as const })),
  ];
}

/**
 * Refuses a session that none of those for whom a delegate acts would be in. They could not see it. `ids` are its coaches and
 * those who are to come. People who act for themselves book for others, too.
 */
export async function refuseWithoutPrincipal(
  context: CommandContext<never>,
  principalIds: readonly string[] | undefined,
  ids: readonly string[],
  field: string,
): Promise<void> {
  const [first] = principalIds ?? [];
  if (first === undefined || principalIds!.some((id) => ids.includes(id))) return;
  const { name } = (await context.transaction.findOne(Person, { id: first }))!;
  const message = `You arrange sessions for ${name}, who would not be in this one. Name them among its coaches.`;
  context.refuse("FORBIDDEN", field, message);
}
