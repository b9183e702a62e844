import { implement, newId } from "@coachwork/platform";
import {
  ConflictOfInterest,
  CreateConflictOfInterest,
  Organization,
  Person,
  PersonRole,
  RemoveConflictOfInterest,
} from "@coachwork/schema";

/** Declares whom a coach must not coach. */
export const createConflictOfInterest = implement(CreateConflictOfInterest, async (context, input) => {
  const { transaction, now } = context;
  const { coachId, personId, organizationId, reason = null } = input;
  if ((personId === undefined) === (organizationId === undefined))
    context.refuse("ONE_OF_BOTH", "personId", "Give either personId or organizationId.");
  // The lock makes two declarations of the same conflict take turns.
  const coach = await context.fetch(Person, coachId, "coachId", { lock: true });
  if (!(await transaction.findOne(PersonRole, { personId: coach.id, role: "COACH" }))) {
    const message = `${coach.name} does not hold the role COACH. Name the coach or mentor, or give them the role first.`;
    context.refuse("NOT_A_COACH", "coachId", message);
  }
  const person = personId === undefined ? null : await context.fetch(Person, personId, "personId");
  if (person?.id === coach.id)
    context.refuse("WITH_SELF", "personId", "The coach and the person are the same. Name somebody else.");
  const organization =
    organizationId === undefined ? null : await context.fetch(Organization, organizationId, "organizationId");
  const other = person ? { personId: person.id } : { organizationId: organization!.id };
  if (await transaction.findOne(ConflictOfInterest, { coachId: coach.id, ...other }))
    context.refuse("ALREADY_DECLARED", null, `${coach.name} already has this conflict of interest declared.`);
  const id = newId();
  await transaction.insert(ConflictOfInterest, {
    id,
    coachId: coach.id,
    ...{ personId: null, organizationId: null, ...other },
    ...{ reason, createdAt: new Date(now) },
  });
  transaction.tell({ type: "conflict_of_interest.created", ids: { conflictOfInterest: id } });
  return { conflictOfInterest: id };
});

/** Removes a conflict of interest that is over. */
export const removeConflictOfInterest = implement(RemoveConflictOfInterest, async (context, { id }) => {
  const conflict = await context.fetch(ConflictOfInterest, id, "id", { lock: true });
  await context.transaction.delete(ConflictOfInterest, { id: conflict.id });
  context.transaction.tell({ type: "conflict_of_interest.removed", ids: { conflictOfInterest: conflict.id } });
  return { coach: conflict.coachId };
});
