import { afterAll, beforeAll } from "@jest/globals";
import { type Bus, Database, implement, newId } from "@coachwork/platform";
import { type Actor, changed, clearable, kinds, mutation, Organization, required, shownOnce } from "@coachwork/schema";
import { FirmFactory } from "@coachwork/testing";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { deafBus } from "../support/deaf-bus.ts";

export const NameOrganization = mutation("nameOrganization", {
  owner: "gateway",
  description: "A small mutation, to look at what surrounds every one.",
  roles: ["OWNER"],
  input: {
    name: required(kinds.text(200), "Its name."),
    note: clearable(kinds.longText(500), "What else there is to say."),
  },
  refusals: { NAME_TAKEN: "Taken." },
  result: { organization: changed(Organization, "The organization."), secret: shownOnce("A secret.") },
});

const nameOrganization = implement(NameOrganization, async (context, { name }) => {
  const id = newId();
  context.transaction.tell({ type: "organization.created", ids: { organization: id } });
  const row = { id, name, createdAt: new Date(context.now) };
  if (!(await context.transaction.insertUnlessTaken(Organization, row))) {
    context.refuse("NAME_TAKEN", "name", `The firm has an organization ${name}.`);
  }
  context.showOnce({ secret: "shown once" });
  return { organization: id };
});

export let database: Database;
export let stored: TestDatabase;
export let firm: FirmFactory;
/** The firms whose readers of the log were woken. */
export const woken: string[] = [];
/** What time it is for the commands. */
export const clock = { ms: Date.parse("2027-03-01T09:00:00Z"), now: () => clock.ms };

const bus: Bus = { ...deafBus, wake: (firmId) => void woken.push(firmId) };

/** Gives the tests of a file a database of their own, with one firm. */
export function playOnDatabase(): void {
  beforeAll(async () => {
    stored = await createTestDatabase();
    database = await Database.connect({
      url: stored.gatewayUrl,
      poolSize: 8,
      statementTimeoutMs: 5_000,
      applicationName: "test",
    });
    firm = await FirmFactory.create(stored.admin);
  });
  afterAll(async () => {
    await database.close();
    await stored.drop();
  });
}

/** What a command is performed with. */
export const services = () => ({ database, bus, clock });

export const actor = (grants: string[], actorId = newId()): Actor => ({
  firmId: firm.firmId,
  personId: actorId,
  actorId,
  grants,
  today: "2027-03-01",
  firmTimeZone: "UTC",
});

/** Names an organization as this actor. */
export const run = (who: Actor, input: object) => nameOrganization.perform(services(), who, input);

/** How many organizations have this name. */
export const count = async (name: string) => {
  const { rows } = await stored.admin.query<{ count: string }>("select count(*) from organization where name = $1", [
    name,
  ]);
  return Number(rows[0]!.count);
};
