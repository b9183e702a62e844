import { afterAll, expect, test } from "@jest/globals";
import { createLogger, newId, Readiness, signActor } from "@coachwork/platform";
import { type Actor, BookSession, read, type SchedulingCalls } from "@coachwork/schema";
import { createServer } from "./server.js";
import { withRetryHints } from "./retry-hints.js";

const secret = "a secret of more than 32 characters";
const now = Date.parse("2027-03-01T08:00:00Z");
const owner: Actor = {
  firmId: newId(),
  personId: newId(),
  grants: ["OWNER"],
  today: "2027-03-01",
  actorId: newId(),
  firmTimeZone: "Europe/London",
};

const problems: string[] = [];
const said: string[] = [];
const logger = createLogger("scheduling", "silent");
logger.error = (object: unknown) => void said.push((object as { failure: string }).failure);
const server = createServer({
  calls: withRetryHints({
    async mutate(caller: Actor, { name, input }: { name: string; input: object }) {
      if (name === "cancelSession") return { result: { session: caller.actorId }, refusals: [] };
      read(BookSession.input, input);
      throw new Error("relation session_secret does not exist");
    },
    calendarFeed: async () => null,
  }) as unknown as SchedulingCalls,
  secret,
  clock: { now: () => now },
  logger,
  readiness: new Readiness([() => problems[0]]),
});
afterAll(() => server.close());

async function call(name: string, input: object, authorization?: string) {
  const response = await server.inject({
    method: "POST",
    url: `/trpc/${name}`,
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    payload: JSON.stringify(input),
  });
  return { status: response.statusCode, text: response.body };
}

const mutate = (name: string, input: object, authorization?: string) => call("mutate", { name, input }, authorization);

test("whoever is asking is taken from the signed token", async () => {
  const { status, text } = await mutate("cancelSession", { id: "x" }, `Bearer ${await signActor(owner, secret, now)}`);
  expect([status, JSON.parse(text)]).toEqual([
    200,
    { result: { data: { result: { session: owner.actorId }, refusals: [] } } },
  ]);
});

test("without a token, or with a forged one, nothing is answered", async () => {
  const forged = await signActor(owner, "another secret, 32 characters long", now);
  const tokens = [undefined, "Bearer", "Bearer nonsense", `Bearer ${forged}`];
  const answers = await Promise.all(tokens.map((token) => mutate("cancelSession", { id: "x" }, token)));
  expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 401));
});

test("clocks may differ by a minute either way; by more, nothing is answered and the log says by how much", async () => {
  const at = async (ms: number) =>
    (await mutate("cancelSession", { id: "x" }, `Bearer ${await signActor(owner, secret, now + ms)}`)).status;
  expect([await at(-119_000), await at(-61_000), await at(59_000)]).toEqual([200, 200, 200]);
  expect(said).toEqual([]);
  expect([await at(-122_000), await at(62_000)]).toEqual([503, 503]);
  expect(said).toEqual([
    expect.stringMatching(/The caller's clock is 122 seconds behind this one/),
    expect.stringMatching(/The caller's clock is 62 seconds ahead of this one/),
  ]);
  said.length = 0;
});

test("nobody in particular, asking through the gateway, is answered what a feed's address tells, and nothing else", async () => {
  const nobody = `Bearer ${await signActor(null, secret, now)}`;
  const feed = await call("calendarFeed", { token: "x", knownTags: [] }, nobody);
  expect([feed.status, JSON.parse(feed.text)]).toEqual([200, { result: { data: null } }]);
  const time = { startsAt: "2027-03-02T09:00:00.000Z", endsAt: "2027-03-02T10:00:00.000Z" };
  const others = [
    mutate("cancelSession", { id: "x" }, nobody),
    mutate("bookSession", { engagementId: "x", ...time }, nobody),
  ];
  expect((await Promise.all(others)).map(({ status }) => status)).toEqual([401, 401]);
  expect((await call("calendarFeed", { token: "x", knownTags: [] })).status).toBe(401);
});

test("what fails inside stays inside: the caller learns a reference only", async () => {
  const time = { startsAt: "2027-03-02T09:00:00.000Z", endsAt: "2027-03-02T10:00:00.000Z" };
  const input = { engagementId: "engagement_1", ...time };
  const { status, text } = await mutate("bookSession", input, `Bearer ${await signActor(owner, secret, now)}`);
  expect(status).toBe(500);
  expect(text).not.toMatch(/secret|server\.test|node_modules/);
  expect(JSON.parse(text).error.message).toMatch(/under [0-9a-f-]{36}\.$/);
});

test("an instant without its zone is not guessed", async () => {
  const input = { engagementId: "engagement_1", startsAt: "2027-03-02T09:00:00", endsAt: "2027-03-02T10:00:00.000Z" };
  const { status, text } = await mutate("bookSession", input, `Bearer ${await signActor(owner, secret, now)}`);
  expect([status, text.includes("startsAt")]).toEqual([400, true]);
});

test("it says whether it lives and whether it can answer", async () => {
  problems.push("The database cannot be reached.");
  const paths = ["/healthz", "/readyz"];
  const answers = await Promise.all(paths.map((url) => server.inject({ method: "GET", url })));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 503]);
  expect(answers[1]!.json()).toEqual({ status: "not ready", problems: ["The database cannot be reached."] });
});
