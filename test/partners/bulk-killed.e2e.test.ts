import { expect, test } from "@jest/globals";
import { FirmFactory, TestClient, until } from "@coachwork/testing";
import { PUBLIC_URL } from "../support/platform.ts";
import { done } from "../support/mutate.ts";
import { ownStage } from "../support/stage.ts";

const { database, platform, signedIn } = await ownStage();

/** It takes a gateway more than the five seconds after which it stores what it has read, on a fast machine too. */
const CLIENTS = 80_000;

test("A gateway that reads an export is killed, and another goes on: every line is there once", async () => {
  const firm = await FirmFactory.create(database.admin);
  const owner = await signedIn(firm, await firm.person(["OWNER"]));
  await database.admin.query(
    `insert into person (firm_id, id, name, email, time_zone, locale, created_at)
     select $1, gen_random_uuid(), 'Client ' || n, n || '@firm.example', 'UTC', 'en', now()
     from generate_series(1, ${CLIENTS}) n`,
    [firm.firmId],
  );
  const input = { query: "{ people { nodes { id name } } }" };
  const { bulkExport } = await done(owner, "bulkExport", input, { answer: "bulkExport { id }" });
  const row = async () =>
    (await database.admin.query("select * from bulk_export where firm_id = $1", [firm.firmId])).rows[0];
  const stored = await until("a part to be stored", row, ({ row_count }) => row_count > 0);
  expect(stored).toMatchObject({ status: "RUNNING" });
  expect(stored.row_count).toBeLessThan(CLIENTS);
  const dead = platform.gateway.pid()!;
  process.kill(dead, "SIGKILL");
  const other = new TestClient(await platform.anotherGateway(), owner.token);
  // As half a minute later.
  await database.admin.query("update bulk_line set leased_until = now() - interval '1 second'");
  const query = "query ($id: ID!) { node(id: $id) { ... on BulkExport { status rowCount url } } }";
  const { rowCount, url } = await until(
    "the export to be done",
    async () => (await other.ask(query, { id: bulkExport.id })).node,
    ({ status }) => status === "DONE",
  );
  const text = await (await fetch(url.replace(PUBLIC_URL, other.url))).text();
  const ids = text
    .split("\n")
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect([ids.length, new Set(ids).size, rowCount]).toEqual([CLIENTS + 1, CLIENTS + 1, CLIENTS + 1]);
}, 120_000);
