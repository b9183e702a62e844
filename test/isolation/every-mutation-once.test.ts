import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Declared, mutations, type ResultFields } from "@coachwork/schema";
import { type CommitLink, openCommitLink } from "@coachwork/testing";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { type Answer, type Inside, openInside } from "./inside.js";
import { nearIds } from "./inputs.js";
import { otherInput } from "./other-input.js";
import { writeEverything } from "./story.js";
import { viewersOf } from "./viewers.js";
import { createWorld, type World } from "./world.js";

/*
 * Every mutation of the API, derived from the schema: asked ten times at once, and again after the news of its commit was lost.
 * What it leaves in the database is what the first asking leaves: rows, versions and events are counted.
 */

type Input = Readonly<Record<string, unknown>>;
type Payload = Readonly<Record<string, unknown>> & { readonly userErrors: readonly { readonly code: string }[] };

/** One mutation of the story, which can be asked again: with the same idempotency key, and with another input. */
interface Asking {
  readonly mutation: Declared;
  ask(): Promise<Answer>;
  askOtherwise(): Promise<Answer>;
  /** What it has left in the database so far. */
  left(): Promise<Left>;
}

/** What a mutation left in the database: by table, how many rows came or went, and how far versions were counted up. */
interface Left {
  readonly name: string;
  readonly changed: Readonly<Record<string, readonly [rows: number, versions: number]>>;
}

const AT_ONCE = 10;

/** Plays the story in a world of its own, where each mutation is asked in a certain way. */
async function play(how: (asking: Asking) => Promise<Answer>, { database, world, inside }: Played): Promise<Left[]> {
  const idOf = nearIds(world);
  const left: Left[] = [];
  const tallies = await talliesOf(database);
  // Only mutations write, so each begins where the one before it ended.
  let before = await tallies();
  const ask: Inside["ask"] = async (actor, query, variables, ...rest) => {
    const name = /^mutation .*? \{ (\w+)\(input/.exec(String(query))?.[1];
    if (name === undefined) return inside.ask(actor, query, variables, ...rest);
    const mutation = mutations.find((each) => each.name === name)!;
    const began = before;
    const other = { input: otherInput(mutation, variables!.input as Input, idOf) };
    const answer = await how({
      mutation,
      ask: () => inside.ask(actor, query, variables),
      askOtherwise: () => inside.ask(actor, query, other),
      left: async () => ({ name, changed: difference(began, await tallies()) }),
    });
    before = await tallies();
    left.push({ name, changed: difference(began, before) });
    return answer;
  };
  await writeEverything({ ...inside, ask }, viewersOf(world).OWNER, world);
  return left;
}

interface Played {
  readonly database: TestDatabase;
  readonly world: World;
  readonly inside: Inside;
}

type Tally = ReadonlyMap<string, readonly [rows: number, versions: number]>;

/** Counts the rows of all tables, and the events of each type. */
async function talliesOf({ admin }: TestDatabase): Promise<() => Promise<Tally>> {
  const { rows: tables } = await admin.query<{ name: string; counted: boolean }>(
    `select t.table_schema || '.' || quote_ident(t.table_name) as name, exists (
       select from information_schema.columns c
       where (c.table_schema, c.table_name, c.column_name) = (t.table_schema, t.table_name, 'version')
     ) as counted
     from information_schema.tables t
     where t.table_schema in ('public', 'identity') and t.table_type = 'BASE TABLE'`,
  );
  const counts = tables.map(
    ({ name, counted }) =>
      `select '${name}' as name, count(*)::int as rows, ${counted ? "coalesce(sum(version), 0)" : "0"}::int as versions from ${name}`,
  );
  const events = "select 'event ' || type, count(*)::int, 0 from event group by type";
  const text = [...counts, events].join(" union all ");
  return async () => {
    // Prepared: to plan it takes longer than to count.
    const { rows } = await admin.query<{ name: string; rows: number; versions: number }>({ name: "tallies", text });
    return new Map(rows.map(({ name, rows: count, versions }) => [name, [count, versions]]));
  };
}

function difference(before: Tally, after: Tally): Left["changed"] {
  const changes = [...after].map(([name, [rows, versions]]) => {
    const [hadRows, hadVersions] = before.get(name) ?? [0, 0];
    return [name, [rows - hadRows, versions - hadVersions]] as const;
  });
  return Object.fromEntries(changes.filter(([, [rows, versions]]) => rows !== 0 || versions !== 0));
}

/** Plays the story in a world of its own, whose database the services reach by a link that can lose the news of a commit. */
async function playAnew(how: (asking: Asking, link: CommitLink) => Promise<Answer>): Promise<Left[]> {
  const database = await createTestDatabase();
  const world = await createWorld(database.admin);
  const link = await openCommitLink(database.adminUrl);
  const urls = { gatewayUrl: link.by(database.gatewayUrl), schedulingUrl: link.by(database.schedulingUrl) };
  // A firm has a third of the connections: all are asked at the same time.
  const inside = await openInside(urls, 3 * AT_ONCE);
  try {
    return await play((asking) => how(asking, link), { database, world, inside });
  } finally {
    await inside.close();
    await link.close();
    await database.drop();
  }
}

function payloadIn({ mutation }: Asking, { data, errors }: Answer): Payload {
  const payload = (data as Readonly<Record<string, Payload>> | null)?.[mutation.name];
  if (!payload) throw new Error(`${mutation.name} answers ${JSON.stringify(errors)}.`);
  return payload;
}

const secretsOf = ({ mutation }: Asking) =>
  Object.entries<ResultFields[string]>(mutation.result).flatMap(([name, { isShownOnce }]) =>
    isShownOnce ? [name] : [],
  );

/** What an answer tells, but for secrets. */
function told(asking: Asking, answer: Answer): readonly [string, Payload] {
  const hidden = Object.fromEntries(secretsOf(asking).map((name) => [name, null]));
  return [asking.mutation.name, { ...payloadIn(asking, answer), ...hidden }];
}

/** The same key with another input is refused, unless keys are not kept. */
async function expectReused(asking: Asking): Promise<void> {
  if (asking.mutation.keepsNoKey) return;
  const { userErrors } = payloadIn(asking, await asking.askOtherwise());
  expect([asking.mutation.name, userErrors.map(({ code }) => code)]).toEqual([
    asking.mutation.name,
    ["IDEMPOTENCY_KEY_REUSED"],
  ]);
}

/** What each mutation has left after its first asking, whose answer is lost, and after all of them. */
const once: Left[] = [];
let again: Left[];

/** Where no key is kept, each asking does the same anew. */
async function askTwice(asking: Asking): Promise<Answer> {
  const first = await asking.ask();
  once.push(await asking.left());
  const repeated = await asking.ask();
  expect(told(asking, first)).toEqual(told(asking, repeated));
  return repeated;
}

beforeAll(async () => {
  again = await playAnew(async (asking, link) => {
    if (asking.mutation.keepsNoKey) return askTwice(asking);
    let isLost = false;
    void link.loseNextCommit().then(() => (isLost = true));
    const first = await asking.ask();
    expect([asking.mutation.name, isLost]).toEqual([asking.mutation.name, true]);
    once.push(await asking.left());
    const repeated = await asking.ask();
    if (!first.errors) expect(told(asking, first)).toEqual(told(asking, repeated));
    else expect(first.errors).toMatchObject([{ extensions: { change: "NOT_KNOWN", retryable: true } }]);
    await expectReused(asking);
    return repeated;
  });
}, 240_000);

describe("Every mutation of the API", () => {
  test("is among those that are asked here, and nearly each leaves an event", () => {
    const asked = new Set(once.map(({ name }) => name));
    expect(mutations.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([]);
    // Had nothing been counted, nothing would be done twice. The holiday is archived already. Who answered when is told to nobody.
    const silent = once.filter(({ changed }) => !Object.keys(changed).some((name) => name.startsWith("event ")));
    expect(silent.map(({ name }) => name)).toEqual(["answerSurvey", "replayWebhooksFrom", "archiveHoliday"]);
  });

  test("is done once and answers what was stored, if its connection breaks between its commit and the news of it", () => {
    expect(again).toEqual(once);
  });

  test("is done once and answers the same, if it is asked ten times at once and then again", async () => {
    const left = await playAnew(async (asking) => {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => asking.ask()));
      const done = answers.filter((answer) => payloadIn(asking, answer).userErrors[0]?.code !== "BUSY");
      const repeated = await asking.ask();
      expect(done.length).toBeGreaterThan(0);
      for (const answer of done) expect(told(asking, answer)).toEqual(told(asking, repeated));
      // A secret is in one answer alone.
      const secrets = secretsOf(asking).flatMap((name) => done.map((answer) => payloadIn(asking, answer)[name]));
      expect(secrets.filter((secret) => secret !== null)).toHaveLength(secretsOf(asking).length);
      await expectReused(asking);
      return repeated;
    });
    expect(left).toEqual(once);
  }, 240_000);
});
