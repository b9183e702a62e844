import { Database } from "@coachwork/platform";
import { mutations } from "@coachwork/schema";
import { apiId, type FirmFactory, TestClient } from "@coachwork/testing";
import type { GraphQLSchema } from "graphql";
import { idsOf } from "../../isolation/ids.js";
import { inputsOf } from "../../isolation/inputs.js";
import { createWorld } from "../../isolation/world.js";
import type { TestDatabase } from "../../support/database.ts";
import { signIn } from "../../support/sign-in.ts";
import { ID_OF, type Known } from "./values.ts";

/** Who sends what is generated, and what they can name. */
export interface Viewers {
  /** People of every role, keys that read and that write, and a stranger. */
  readonly authorizations: readonly (string | undefined)[];
  readonly known: Known;
  /** Somebody who comes to the doors where sign-ins end. */
  visitorAt(place: number): string;
}

/** Fills the database with the world of the isolation tests, and signs its people in. */
export async function openViewers(database: TestDatabase, url: string, schema: GraphQLSchema): Promise<Viewers> {
  const world = await createWorld(database.admin);
  // The world's rules and starts are marks. Letters about series need some that can be read. No series follows itself for real.
  await database.admin.query(
    "update series set rule = 'FREQ=WEEKLY;BYDAY=MO', first_start = left(first_start, 16), follows_id = null",
  );
  await database.admin.query("update email set shown_series = null");
  const services = await Database.connect({
    url: database.gatewayUrl,
    poolSize: 1,
    statementTimeoutMs: 5_000,
    applicationName: "generated",
  });
  const ids = await idsOf(database.admin, services, world);
  await services.close();

  const { near, staff } = world;
  const people = [
    ...[staff.owner, staff.admin, staff.manager, staff.several, staff.finance],
    ...[near.coach, near.client, near.sponsor, near.assistant],
  ];
  const firm = { firmId: world.firmA } as FirmFactory;
  const bearer = async (person: string) => `Bearer ${await signIn(database, firm, person)}`;
  const tokens: string[] = [];
  for (const person of people) tokens.push(await bearer(person));
  const visitors: string[] = [];
  for (const person of [...people, ...people, ...people]) visitors.push(await bearer(person));
  const owner = new TestClient(url, tokens[0]!.slice("Bearer ".length));
  return {
    authorizations: [...tokens, await keyWith(owner, "read"), await keyWith(owner, "write"), undefined],
    visitorAt: (place) => visitors[place % visitors.length]!,
    known: {
      ids: Object.fromEntries(
        [...ids].map(
          ([
            type,
            {
              near: [...own],
              far,
              other,
              never,
            },
          ]) => [type, [...own.slice(0, 6), ...far.slice(0, 1), ...other.slice(0, 1), never]],
        ),
      ),
      cursors: await cursorsOf(owner, schema),
      // Those who look go on looking.
      inputs: { ...inputsOf(world), ...aboutOthers(apiId("person", near.outsider)) },
      typeNamed: (field) => (field.startsWith(ID_OF) ? field.slice(ID_OF.length) : namedByField.get(field)),
    },
  };
}

/** What ends people's sign-ins is tried on somebody else. */
function aboutOthers(personId: string) {
  return { deactivatePerson: { personId }, erasePerson: { personId }, updatePerson: { id: personId, name: "Probe" } };
}

async function keyWith(owner: TestClient, right: "read" | "write"): Promise<string> {
  const scopes = ["people", "engagements", "schedule"].map((resource) => `${resource}:${right}`);
  const make = `mutation ($scopes: [String!]!) { createApiKey(input: { name: "Key", scopes: $scopes }) { secret } }`;
  const { createApiKey } = await owner.ask(make, { scopes });
  return `Bearer ${createApiKey.secret as string}`;
}

/** The type that a field of an input names, by the field's name. */
const namedByField = new Map(
  mutations.flatMap(({ input }) =>
    Object.entries<{ kind: { names?: { name: string }; element?: { names?: { name: string } } } }>(
      input.fields as never,
    ).flatMap(([field, { kind }]) => {
      const type = (kind.element ?? kind).names?.name;
      return type === undefined || field === "id" ? [] : [[field, type] as const];
    }),
  ),
);

/** Cursors of every order of people, engagements and sessions. */
async function cursorsOf(owner: TestClient, schema: GraphQLSchema): Promise<string[]> {
  const cursors: string[] = [];
  for (const [field, orders] of [
    ["people", "PersonOrder"],
    ["engagements", "EngagementOrder"],
    ["sessions", "SessionOrder"],
  ] as const) {
    const type = schema.getType(orders);
    for (const order of type && "getValues" in type ? type.getValues().map(({ name }) => name) : []) {
      const { data } = await owner.send(`{ all: ${field}(first: 2, orderBy: ${order}) { edges { cursor } } }`);
      cursors.push(...((data?.all.edges ?? []) as { cursor: string }[]).map(({ cursor }) => cursor));
    }
  }
  return cursors;
}
