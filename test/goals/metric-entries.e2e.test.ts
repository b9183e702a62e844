import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day, until } from "@coachwork/testing";
import { pidOf, waitingFor } from "../support/locks.ts";
import { refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld } from "./goals-world.ts";
import { MetricsWorld } from "./metrics-world.ts";

const stage = await sharedStage();
const pool = stage.database.admin;
let goals: GoalsWorld;
let world: MetricsWorld;

beforeEach(async () => {
  goals = await GoalsWorld.open(stage);
  world = new MetricsWorld(goals);
});

const uuidOf = (id: string) => id.slice(-32);

describe("an entry of a metric", () => {
  test("is not recorded for a participant who has left", async () => {
    const metricId = await world.metric({ participantId: apiId("person", goals.clientId) });
    expect((await world.record(metricId, { day: day(-1) }, goals.coach)).userErrors).toEqual([]);
    await pool.query("update engagement_participant set left_on = $3 where firm_id = $1 and person_id = $2", [
      goals.firm.firmId,
      goals.clientId,
      day(0),
    ]);
    expect(await world.record(metricId, {}, goals.coach)).toEqual({
      metricEntry: null,
      userErrors: [refusal("NOT_A_PARTICIPANT", "metricId")],
    });
  });

  test.each(["updateMetricEntry", "removeMetricEntry"])(
    "waits for its metric to be archived, and stays as it is then: %s",
    async (name) => {
      const metricId = await world.metric({ participantId: apiId("person", goals.clientId) });
      const { metricEntry } = await world.record(metricId, { value: 3 });
      const connection = await pool.connect();
      try {
        await connection.query("begin");
        const pid = await pidOf(connection);
        await connection.query(
          "update metric set archived_at = now() where firm_id = $1 and replace(id::text, '-', '') = $2",
          [goals.firm.firmId, uuidOf(metricId)],
        );
        const input = { id: metricEntry.id, ...(name === "updateMetricEntry" && { value: 9 }) };
        const text = `mutation($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { userErrors { code field } } }`;
        const answer = goals.client.ask(text, { input });
        await until("the change to wait for the metric", async () => (await waitingFor(pool, pid)).length > 0);
        await connection.query("commit");
        expect((await answer)[name].userErrors).toEqual([refusal("ARCHIVED", "id")]);
      } finally {
        connection.release();
      }
      expect((await world.read(metricId)).entries.nodes).toMatchObject([{ value: 3 }]);
    },
  );
});
