import { type ContextOf, implement, newId, Overtaken } from "@coachwork/platform";
import { ADMINS, ClientProfile, Person, SetClientProfile } from "@coachwork/schema";
import { personToDescribe } from "./person-to-describe.js";
import { reportingLine } from "./reporting-line.js";

type Context = ContextOf<typeof SetClientProfile>;

/** Writes the profile of a client or mentee, or changes what is given of it. */
export const setClientProfile = implement(SetClientProfile, async (context, input) => {
  const { transaction } = context;
  const { personId, managerId, version, idempotencyKey: _, interests, ...given } = input;
  if (managerId !== undefined && !context.holds(...ADMINS)) {
    const message = "Clients write their own job, level and interests. Ask an owner or admin to name the manager.";
    context.refuse("FORBIDDEN", "managerId", message);
  }
  const client = await personToDescribe(context, personId, { role: "CLIENT", missing: "NOT_A_CLIENT" });
  const manager = managerId == null ? managerId : (await managerOf(context, client, managerId)).id;
  const values = {
    ...given,
    ...(interests && { interests: [...new Set(interests)] }),
    ...(manager !== undefined && { managerId: manager }),
  };

  const created = { id: newId(), personId: client.id, ...none, ...values };
  const isFirst = await transaction.insertUnlessTaken(ClientProfile, created);
  const before = isFirst ? undefined : await transaction.findOne(ClientProfile, { personId: client.id });
  if (!isFirst && !before) throw new Overtaken("The profile was removed at the same time.");
  context.refuseStale(before ?? undefined, version);
  const id = before?.id ?? created.id;
  if (before) await transaction.update(ClientProfile, { id }, values);
  transaction.tell({ type: "client_profile.set", ids: { person: client.id, clientProfile: id } });
  return { clientProfile: id };
});

/** A profile in which nothing has been said. */
const none = { job: null, level: null, managerId: null, interests: [] };

/** Somebody whom the client can report to. */
async function managerOf(context: Context, client: Person, managerId: string): Promise<Person> {
  const manager = await context.fetch(Person, managerId, "managerId");
  const { name, status } = manager;
  if (status === "DEACTIVATED" || status === "ERASED")
    context.refuse("DEACTIVATED", "managerId", `${name} is deactivated. Name somebody else.`);
  const line = await reportingLine(context.transaction, client.id, manager.id);
  if (!line.includes(client.id)) return manager;
  const message =
    manager.id === client.id
      ? `${name} cannot report to themselves. Name somebody else.`
      : `${name} reports to ${client.name}, directly or through others. Name somebody else, or change whom ${name} reports to first.`;
  return context.refuse("REPORTS_TO_SELF", "managerId", message);
}
