import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

const people = { Olga: "OWNER", Ida: "CLIENT", Carla: "COACH", Bea: "COACH" } as const;
type Name = keyof typeof people;

let firm: FirmFactory;
let ids: Record<Name, string>;
let by: Record<Name, TestClient>;

const addressOf = (name: Name) => `${name}.${firm.firmId}@firm.example`.toLowerCase();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Quayside" });
  [ids, by] = [{} as typeof ids, {} as typeof by];
  for (const [name, role] of Object.entries(people) as [Name, (typeof people)[Name]][]) {
    ids[name] = await firm.person([role], { name, email: addressOf(name), status: "ACTIVE" });
    by[name] = await signedIn(firm, ids[name]);
  }
});

/** Proposes coaches to Ida, as Olga, in a draft that has none; gives the ids of the matches. */
async function propose(...coaches: readonly Name[]): Promise<string[]> {
  const draft = { status: "DRAFT", starts_on: day(0), title: "First steps" };
  const engagement = await firm.engagement({ participants: [ids.Ida] }, draft);
  const coachIds = coaches.map((name) => apiId("person", ids[name]));
  const input = { engagementId: apiId("engagement", engagement), coachIds };
  const { matches } = await done(by.Olga, "proposeMatches", input, { answer: "matches { id }" });
  return matches.map(({ id }: { id: string }) => id);
}

async function offer(more: object, ...coaches: readonly Name[]): Promise<string[]> {
  const matches = await propose(...coaches);
  await done(by.Olga, "offerMatches", { ids: matches, ...more });
  return matches;
}

const step = (name: Name, verb: "accept" | "decline" | "withdraw" | "approve", id: string) =>
  done(by[name], `${verb}Match`, { id }, { answer: "match { status }" });

/** The subjects of all letters that have come so far, by their readers. */
async function subjects(): Promise<Record<Name, string[]>> {
  await allDone(database, firm.firmId);
  const to = async (name: Name) =>
    (await lettersTo(platform.outbox, addressOf(name))).map(({ subject }) => subject).sort();
  return { Olga: await to("Olga"), Ida: await to("Ida"), Carla: await to("Carla"), Bea: await to("Bea") };
}

const nobody = { Olga: [], Ida: [], Carla: [], Bea: [] };
const WANTED = "Would you work with Ida?";
const ENDED = "The offer has ended: Ida";

describe("The letters about matches", () => {
  test("ask the person once for all coaches, and each coach; then each learns what concerns them", async () => {
    const [first] = await offer({}, "Carla", "Bea");
    const asked = { ...nobody, Ida: ["Choose who works with you: Bea, Carla"], Carla: [WANTED], Bea: [WANTED] };
    expect(await subjects()).toEqual(asked);
    await step("Ida", "accept", first!);
    const chosen = { ...asked, Bea: [ENDED, WANTED] };
    expect(await subjects()).toEqual(chosen);
    await step("Carla", "accept", first!);
    const { Ida, ...others } = await subjects();
    expect(others).toEqual({ Olga: [], Bea: chosen.Bea, Carla: [WANTED, "You work with Ida: First steps"] });
    // She learns it by the letter that tells who joins her engagement.
    expect(Ida).toEqual(["Carla joins: First steps", ...asked.Ida]);
  });

  test("ask whoever proposed it to approve it, and tell the coach alone that it was withdrawn", async () => {
    const terms = {
      kind: "COACHING",
      format: "INDIVIDUAL",
      allocationUnit: "SESSIONS",
      allocationAmount: 8,
      weeks: 26,
    };
    await done(by.Olga, "createProgram", { name: "Leaders", ...terms, needsApproval: true });
    const [match] = await propose("Carla");
    await database.admin.query(
      "update engagement e set program_id = p.id from program p where p.firm_id = $1 and e.firm_id = $1",
      [firm.firmId],
    );
    await done(by.Olga, "offerMatches", { ids: [match] });
    await subjects();
    await step("Carla", "accept", match!);
    await step("Ida", "accept", match!);
    const asked = { ...nobody, Ida: ["Choose who works with you: Carla"], Carla: [WANTED] };
    const accepted = { ...asked, Olga: ["To approve: Ida and Carla"] };
    expect(await subjects()).toEqual(accepted);
    await step("Olga", "withdraw", match!);
    expect(await subjects()).toEqual({ ...accepted, Carla: [ENDED, WANTED] });
  });

  test("tell that one declined to the other and to whoever proposed it", async () => {
    const [match] = await offer({}, "Carla");
    await subjects();
    await step("Carla", "decline", match!);
    expect(await subjects()).toEqual({
      ...nobody,
      Olga: ["No match: Ida and Carla"],
      Ida: ["Choose who works with you: Carla", "The offer has ended: Carla"],
      Carla: [WANTED],
    });
  });

  test("are none about what was withdrawn before it was offered", async () => {
    const [match] = await propose("Carla");
    await step("Olga", "withdraw", match!);
    expect(await subjects()).toEqual(nobody);
  });
});

describe("An offer that is not answered", () => {
  const rowOf = async (id: string) =>
    (await database.admin.query("select status, version from match where id = $1::uuid", [id.replace("match_", "")]))
      .rows[0];
  const jobs = async () =>
    (
      await database.admin.query<{ runAt: Date }>(
        `select j.run_at as "runAt" from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'expireMatch' and payload->>'firmId' = $1`,
        [firm.firmId],
      )
    ).rows;

  test("expires when its last day is over in the firm's time zone, and cannot be accepted from then on", async () => {
    const [match, second] = await offer({ answerBy: day(3) }, "Carla", "Bea");
    await subjects();
    await step("Ida", "decline", second!);
    await subjects();
    const { rows } = await database.admin.query<{ ends: Date }>(
      "select ($2::date + 1)::timestamp at time zone time_zone as ends from firm where firm_id = $1",
      [firm.firmId, day(3)],
    );
    // That of the other has ended with it.
    expect(await jobs()).toEqual([{ runAt: rows[0]!.ends }]);

    await database.admin.query("update match set answer_by = $2 where firm_id = $1", [firm.firmId, day(-2)]);
    expect((await mutate(by.Ida, "acceptMatch", { id: match })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    const before = await rowOf(match!);
    expect(before).toMatchObject({ status: "OFFERED" });
    await database.admin.query(
      "update graphile_worker._private_jobs set run_at = now() where payload->>'firmId' = $1 and run_at > now()",
      [firm.firmId],
    );
    const letters = await subjects();
    expect(await rowOf(match!)).toEqual({ status: "EXPIRED", version: before.version + 1 });
    expect(letters.Carla).toEqual([ENDED, WANTED]);
    expect(letters.Olga).toEqual(["No match: Ida and Bea", "No match: Ida and Carla"]);
    expect(letters.Ida).toEqual(["Choose who works with you: Bea, Carla"]);
    expect(await jobs()).toEqual([]);
  });
});
