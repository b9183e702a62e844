import { type ContextOf, implement } from "@coachwork/platform";
import { DeactivatePerson, Person } from "@coachwork/schema";
import type { TakePlaces } from "../engagements/capacity.js";
import { successorTo, takeOver } from "../engagements/hand-over.js";
import type { TermsChanged } from "../engagements/terms-changed.js";
import { hasAnotherOwner, lockOwners } from "../tenancy/owners.js";
import { refuseStaffToKeys } from "../tenancy/roles.js";
import { leave } from "./leave.js";
import { lockCoached } from "./lock-engagements.js";

type Context = ContextOf<typeof DeactivatePerson>;

/** Deactivates a person. Another coach can take over their engagements. */
export const deactivatePerson = (takePlaces: TakePlaces, termsChanged: TermsChanged) =>
  implement(DeactivatePerson, async (context, input) => {
    const { transaction, actor, now } = context;
    const { handOverToId } = input;
    if (handOverToId != null) context.needsScope("engagements:write", "handOverToId");
    if (handOverToId != null) await lockCoached(transaction, input.personId);
    // Before any other person, as in every command that takes a role away.
    const owners = await lockOwners(transaction);
    const person = await context.fetch(Person, input.personId, "personId", { lock: true });
    await judge(context, person, owners);
    const successor =
      handOverToId == null
        ? undefined
        : await successorTo(context, person, { id: handOverToId, field: "handOverToId" });

    const leaving = { now, today: actor.today, handOverToId: successor?.person.id };
    const ended = await leave(transaction, [person.id], leaving);
    if (successor) await takeOver(context, successor, ended, { takePlaces, termsChanged });
    return { person: person.id };
  });

async function judge(context: Context, person: Person, owners: ReadonlySet<string>): Promise<void> {
  const { id, name, status } = person;
  if (status === "ERASED") context.refuse("ALREADY_DEACTIVATED", "personId", "The person was erased.");
  if (status === "DEACTIVATED") context.refuse("ALREADY_DEACTIVATED", "personId", `${name} is already deactivated.`);
  await refuseStaffToKeys(context, person, { field: "personId", what: "deactivate them" });
  if (!owners.has(id)) return;
  if (!context.holds("OWNER")) context.refuse("FORBIDDEN", "personId", "Only an owner can deactivate an owner.");
  if (await hasAnotherOwner(context.transaction, id)) return;
  context.refuse(
    "LAST_OWNER",
    "personId",
    `${name} is the firm's only owner who can sign in. Make somebody else an owner first.`,
  );
}
