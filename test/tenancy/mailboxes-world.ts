import { beforeAll, beforeEach } from "@jest/globals";
import { apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { PlatformPlace } from "../support/platform.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let platform: PlatformPlace;
export let signedIn: Stage["signedIn"];
export let firm: FirmFactory;
export let owner: TestClient;
export let admin: TestClient;
let count = 0;

/** Plays a file's stories of what a letter proves on a stage: invitations, forgotten passwords, changes of address. */
export function playOn(stage: Stage): void {
  ({ database, platform, signedIn } = stage);
  beforeAll(async () => {
    firm = await FirmFactory.create(database.admin, { name: "Northlight Coaching" });
    owner = await signedIn(firm, await firm.person(["OWNER"]));
    admin = await signedIn(firm, await firm.person(["ADMIN"]));
  });
  beforeEach(async () => {
    await database.admin.query(`delete from identity."rateLimit"`);
  });
}

/** Somebody of a firm with an address of their own. */
export async function somebody(of = firm, roles = ["CLIENT"]): Promise<{ id: string; person: string; email: string }> {
  const email = `person-${(count += 1)}@alder.example`;
  const person = await of.person(roles, { name: `Person ${count}`, email });
  return { id: apiId("person", person), person, email };
}

export async function auth(path: string, body: object, token?: string) {
  const response = await fetch(`${platform.url}/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each door answers another shape
  const answer = (await response.json()) as any;
  return { status: response.status, code: answer.errors?.[0].extensions.code ?? answer.code, answer };
}

export const enter = (email: string, password: string) => auth("/sign-in/email", { email, password });

export async function change(client: TestClient, mutation: string, input: object) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await client.ask(
    `mutation($input: ${type}!) { ${mutation}(input: $input) { person { id name status } userErrors { code } } }`,
    { input },
  );
  const { person, userErrors } = data[mutation];
  return userErrors[0]?.code ?? person;
}

/** Lets the next letter to a mailbox be written, as if a minute had passed. */
export async function minuteLater(email: string): Promise<void> {
  const past = (column: string) => `${column} = ${column} - interval '2 minutes'`;
  await database.admin.query(`update invitation set ${past("created_at")} where email = $1`, [email]);
  await database.admin.query(`update identity.letter set ${past('"createdAt"')} where address = $1`, [email]);
}

export async function eventsOf(person: string): Promise<string[]> {
  const { rows } = await database.admin.query<{ type: string }>(
    "select type from event where ids->>'person' = $1 order by seq",
    [person],
  );
  return rows.map(({ type }) => type);
}
