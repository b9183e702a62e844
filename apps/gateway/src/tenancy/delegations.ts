import { type CommandContext, implement, newId, type Transaction } from "@coachwork/platform";
import {
  CreateDelegation,
  Delegation,
  EndDelegation,
  MANAGERS,
  Person,
  PersonRole,
  type Role,
  UpdateDelegation,
} from "@coachwork/schema";
import { In } from "typeorm";

/** Lets an assistant arrange somebody's sessions. Both are locked, so that they keep their roles and a second delegation waits. */
export const createDelegation = implement(CreateDelegation, async (context, input) => {
  const { transaction, now } = context;
  const { startsOn = null, endsOn = null } = input;
  const ids = [
    (await context.fetch(Person, input.principalId, "principalId")).id,
    (await context.fetch(Person, input.delegateId, "delegateId")).id,
  ] as const;
  const [principal, delegate] = await lockBoth(transaction, ids);
  if (!(await transaction.findOne(PersonRole, { personId: delegate.id, role: "ASSISTANT" }))) {
    const message = `${delegate.name} does not hold the role ASSISTANT. Give them the role first.`;
    context.refuse("NOT_AN_ASSISTANT", "delegateId", message);
  }
  if (principal.id === delegate.id)
    context.refuse("INVALID", "delegateId", "Nobody is their own delegate. Name somebody else.");
  if (!(await transaction.findOne(PersonRole, { personId: principal.id, role: In([...PRINCIPALS]) }))) {
    const message = `${principal.name} holds neither the role COACH nor CLIENT, and has no sessions to arrange.`;
    context.refuse("NOT_A_PRINCIPAL", "principalId", message);
  }
  const delegation = { id: newId(), principalId: principal.id, delegateId: delegate.id, startsOn, endsOn };
  await judgeDays(context, delegation);
  await transaction.insert(Delegation, { ...delegation, createdAt: new Date(now) });
  transaction.tell({ type: "delegation.created", ids: { delegation: delegation.id } });
  return { delegation: delegation.id };
});

/** Changes the days of a delegation that has not ended. */
export const updateDelegation = implement(UpdateDelegation, async (context, input) => {
  const { transaction } = context;
  const delegation = await context.fetch(Delegation, input.id, "id", { lock: true });
  context.refuseStale(delegation, input.version);
  if (isOver(delegation, context.actor.today))
    context.refuse("ALREADY_ENDED", "id", "The delegation has ended. Create another one with createDelegation.");
  await lockBoth(transaction, [delegation.principalId, delegation.delegateId]);
  const { startsOn = delegation.startsOn, endsOn = delegation.endsOn } = input;
  if (startsOn === delegation.startsOn && endsOn === delegation.endsOn) return { delegation: delegation.id };
  await judgeDays(context, { ...delegation, startsOn, endsOn });
  await transaction.update(Delegation, { id: delegation.id }, { startsOn, endsOn });
  transaction.tell({ type: "delegation.updated", ids: { delegation: delegation.id } });
  return { delegation: delegation.id };
});

/** Ends a delegation at once. */
export const endDelegation = implement(EndDelegation, async (context, { id }) => {
  const { transaction, actor, now } = context;
  const delegation = await context.fetch(Delegation, id, "id", { lock: true });
  if (!context.holds(...MANAGERS) && delegation.principalId !== actor.personId) {
    const message = "Only owners, admins and program managers end delegations of others.";
    context.refuse("FORBIDDEN", "id", message);
  }
  if (isOver(delegation, actor.today)) context.refuse("ALREADY_ENDED", "id", "The delegation has ended already.");
  await transaction.update(Delegation, { id: delegation.id }, { endedAt: new Date(now), endedById: actor.personId });
  transaction.tell({ type: "delegation.ended", ids: { delegation: delegation.id } });
  return { delegation: delegation.id };
});

/** Whether it was ended, or its last day has passed. */
function isOver({ endedAt, endsOn }: Delegation, today: string): boolean {
  return endedAt !== null || (endsOn !== null && endsOn < today);
}

/** Roles by which somebody has sessions of their own. */
const PRINCIPALS = ["COACH", "CLIENT"] as const satisfies readonly Role[];

async function lockBoth(
  transaction: Transaction,
  ids: readonly [principal: string, delegate: string],
): Promise<readonly [principal: Person, delegate: Person]> {
  await transaction.query(
    "select p.id from person p where p.firm_id = $1::uuid and p.id = any($2::uuid[]) order by p.id for no key update of p",
    [transaction.scope.firmId, ids],
  );
  const [principal, delegate] = ids.map((id) => transaction.findOne(Person, { id }));
  return [(await principal)!, (await delegate)!];
}

type Days = Pick<Delegation, "id" | "principalId" | "delegateId" | "startsOn" | "endsOn">;

/** Refuses days in the wrong order, and days on which the two have another delegation. */
async function judgeDays(context: CommandContext<"ALREADY_DELEGATED">, delegation: Days): Promise<void> {
  const { transaction, actor } = context;
  const { id, principalId, delegateId, startsOn, endsOn } = delegation;
  const first = startsOn ?? actor.today;
  if (endsOn !== null && endsOn < first) {
    const message = `The last day is ${endsOn}, before the first, ${first}. Give a later one, or none.`;
    context.refuse("INVALID", "endsOn", message);
  }
  const others = await transaction.find(Delegation, { principalId, delegateId });
  const other = others.find((each) => each.id !== id && each.endedAt === null && overlaps(each, { startsOn, endsOn }));
  if (!other) return;
  const message = `The assistant already arranges their sessions from ${other.startsOn ?? "its creation"} to ${other.endsOn ?? "no end"}. Change or end that delegation.`;
  context.refuse("ALREADY_DELEGATED", startsOn === null ? "delegateId" : "startsOn", message);
}

type Range = Pick<Delegation, "startsOn" | "endsOn">;

function overlaps(a: Range, b: Range): boolean {
  const startsBy = (start: string | null, end: string | null) => start === null || end === null || start <= end;
  return startsBy(a.startsOn, b.endsOn) && startsBy(b.startsOn, a.endsOn);
}

/**
 * Ends delegations when people lose the role for them: an assistant all of theirs, and somebody who is neither coach nor client
 * any more those to others. Roles that were lost are removed already.
 */
export async function endDelegations(
  transaction: Transaction,
  { personIds }: { readonly personIds: readonly string[] },
): Promise<void> {
  if (personIds.length === 0) return;
  const holds = (person: string, roles: string) =>
    `exists (select 1 from person_role r where r.firm_id = $1::uuid and r.person_id = d.${person} and r.role in (${roles}))`;
  const ended = await transaction.query<{ id: string }>(
    `update delegation d set ended_at = $3, updated_at = $3, version = d.version + 1
     where d.firm_id = $1::uuid and d.ended_at is null and (
       d.delegate_id = any($2::uuid[]) and not ${holds("delegate_id", "'ASSISTANT'")}
       or d.principal_id = any($2::uuid[]) and not ${holds("principal_id", "'COACH', 'CLIENT'")})
     returning d.id`,
    [transaction.scope.firmId, personIds, transaction.changedAt],
  );
  for (const { id } of ended) transaction.tell({ type: "delegation.ended", ids: { delegation: id } });
}
