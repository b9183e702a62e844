import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { pidOf, waitingFor } from "../support/locks.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let clients: readonly string[];
let cohortId: string;
let coach: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["OWNER"]));
  clients = await Promise.all(["Ida", "Max"].map((name) => firm.person(["CLIENT"], { name })));
  coach = await firm.person(["COACH"], { name: "Carla" });
  const terms = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
  const { program } = await done(manager, "createProgram", { name: "Leaders", ...terms }, { answer: "program { id }" });
  await done(manager, "activateProgram", { id: program.id }, { type: "ProgramMoveInput" });
  const input = { name: "Spring", programId: program.id, startsOn: day(0) };
  cohortId = (await done(manager, "createCohort", input, { answer: "cohort { id }" })).cohort.id;
  await done(manager, "enrollInCohort", { cohortId, personIds: clients.map((id) => apiId("person", id)) });
});

const RUN = `id version members(first: 9, filter: { assignment: MOST_PAIRS }) { nodes { participant { name } coach { name } } }`;
const start = () => mutate(manager, "startMatchRun", { cohortId }, { answer: `matchRun { ${RUN} }` });

const publish = async ({ id }: AnyData) =>
  (await mutate(manager, "publishMatchRun", { id, assignment: "MOST_PAIRS" })).userErrors;

const whoIn = (run: AnyData) => run.members.nodes.map((each: AnyData) => each.participant.name).sort();

/** Starts a run. Once it has matched and waits to be kept, another draft of the cohort goes away, and this happens. */
async function startWhile(change: string): Promise<AnyData> {
  const other = await database.admin.connect();
  try {
    const pid = await pidOf(other);
    await other.query("begin");
    await other.query(
      "insert into match_run (firm_id, id, cohort_id, status, created_at) values ($1, gen_random_uuid(), $2, 'DRAFT', now())",
      [firm.firmId, cohortId.replace("cohort_", "")],
    );
    const starting = start();
    await until("the run to wait", async () => (await waitingFor(database.admin, pid)).length > 0);
    await other.query("delete from match_run where firm_id = $1", [firm.firmId]);
    await other.query(change, [firm.firmId, clients[0]]);
    await other.query("commit");
    return await starting;
  } finally {
    other.release();
  }
}

const CANCEL = "update cohort_member set status = 'CANCELLED' where firm_id = $1";

describe("A match run", () => {
  test("is kept after it has matched, without those who have stopped waiting meanwhile", async () => {
    const { matchRun, userErrors } = await startWhile(`${CANCEL} and person_id = $2`);
    expect(userErrors).toEqual([]);
    expect(whoIn(matchRun)).toEqual(["Max"]);
  });

  test("is refused if nobody waits any more when it is kept", async () => {
    const { matchRun, userErrors } = await startWhile(`${CANCEL} and $2::uuid is not null`);
    expect([matchRun, userErrors]).toEqual([null, [refusal("NOBODY_WAITS", "cohortId")]]);
  });

  test("is one of those that are started at once", async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, start));
    expect(answers.filter(({ matchRun }) => matchRun)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual(Array(3).fill(refusal("DRAFT_EXISTS", "cohortId")));
  });

  test("has one place for two of its people who were merged since, and is published with it", async () => {
    const { matchRun } = await start();
    expect(whoIn(matchRun)).toEqual(["Ida", "Max"]);
    const [keepId, duplicateId] = clients.map((id) => apiId("person", id));
    await done(manager, "mergePeople", { keepId, duplicateId });
    const query = `query($id: ID!) { node(id: $id) { ... on MatchRun { ${RUN} } } }`;
    const { node: merged } = await manager.ask(query, { id: matchRun.id });
    expect(whoIn(merged)).toEqual(["Ida"]);
    expect(merged.version).toBeGreaterThan(matchRun.version);
    const { rows } = await database.admin.query(
      "select assignment from match_run_member where firm_id = $1 order by assignment",
      [firm.firmId],
    );
    expect(rows).toEqual([{ assignment: "HIGHEST_SUM" }, { assignment: "MOST_PAIRS" }]);
    await done(manager, "publishMatchRun", { id: matchRun.id, assignment: "MOST_PAIRS" });
    expect((await manager.ask("{ matches(first: 9) { totalCount } }")).matches.totalCount).toBe(1);
  });

  test("is not published while a draft of an engagement is refused, which the message explains", async () => {
    const organization = await firm.organization();
    for (const table of ["person", "cohort"])
      await database.admin.query(`update ${table} set organization_id = $2 where firm_id = $1`, [
        firm.firmId,
        organization,
      ]);
    const { matchRun } = await start();
    const id = apiId("organization", organization);
    await done(manager, "archiveOrganization", { id });
    expect(await publish(matchRun)).toEqual([{ code: "NO_DRAFT", field: null }]);
    await done(manager, "restoreOrganization", { id });
    expect(await publish(matchRun)).toEqual([]);
  });

  test("keeps its people when their coach is erased, and is not published with that coach", async () => {
    const { matchRun } = await start();
    await done(manager, "deactivatePerson", { personId: apiId("person", coach) });
    await done(manager, "erasePerson", { personId: apiId("person", coach) });
    const { node: after } = await manager.ask(`{ node(id: "${matchRun.id}") { ... on MatchRun { ${RUN} } } }`);
    expect(whoIn(after)).toEqual(["Ida", "Max"]);
    expect((await publish(matchRun))[0]).toEqual(refusal("OUTDATED", "id"));
  });
});
