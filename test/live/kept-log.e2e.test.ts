import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import { happen } from "./events.ts";

/** The log is kept for a while, and then its oldest month goes. */
const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;
let subscriptions: readonly (readonly [text: string, variables: Record<string, unknown>])[];

/** How many events are gone. */
const GONE = 3;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
  const coach = await firm.person(["COACH"]);
  const engagement = await firm.engagement({ coaches: [coach] });
  const session = await firm.session(engagement, { coaches: [coach], startsAt: new Date(Date.now() + 864e5) });
  const from = "after: $after, position: $position";
  const head = "subscription ($after: Int, $position: String";
  subscriptions = [
    [`${head}) { told: events(${from}) { seq position } }`, {}],
    [
      `${head}, $id: ID!) { told: scheduleChanged(coachId: $id, ${from}) { seq position } }`,
      { id: apiId("person", coach) },
    ],
    [
      `${head}, $id: ID!) { told: engagementChanged(engagementId: $id, ${from}) { seq position } }`,
      { id: apiId("engagement", engagement) },
    ],
    [
      `${head}, $id: ID!) { told: sessionChanged(sessionId: $id, ${from}) { seq position } }`,
      { id: apiId("session", session) },
    ],
    [
      `${head}, $id: ID!) { told: slotsChanged(coachIds: [$id], ${from}) { seq position } }`,
      { id: apiId("person", coach) },
    ],
  ];
  await database.admin.query(
    `insert into event (firm_id, seq, type, ids, occurred_at)
     select $1, n, 'person.updated', $2, '2015-06-07Z' from generate_series(1, $3::int) n`,
    [firm.firmId, { person: coach }, GONE],
  );
  await database.admin.query("update firm_counter set last_seq = $2 where firm_id = $1", [firm.firmId, GONE]);
});

/** Has what happened long ago dropped, once it is read. */
async function goAway(): Promise<void> {
  await until("the log to be read", async () => {
    const { rows } = await database.admin.query("select from log_cursor where firm_id = $1 and seq >= $2", [
      firm.firmId,
      GONE,
    ]);
    return rows.length > 0;
  });
  await database.admin.query("select event_log.make_months(1)");
  await until("the month to be dropped", async () => {
    const { rows } = await database.admin.query("select from event_log.drop_months(3650)");
    return rows.length > 0;
  });
  const { rows } = await database.admin.query("select from event where firm_id = $1", [firm.firmId]);
  expect(rows).toEqual([]);
}

async function answersTo(text: string, variables: Record<string, unknown>): Promise<string> {
  const following = owner.follow(text, variables);
  await following.untilEnded();
  return JSON.stringify(following.received);
}

describe("A subscription that would go on before what is kept", () => {
  test("is told so, whatever it follows and however it names the place", async () => {
    const known = owner.follow(subscriptions[0]![0], { after: 0 });
    const positions = (await known.until(GONE)).map(({ data }) => data.told.position as string);
    await goAway();
    const coach = await firm.person(["COACH"]);
    await happen(database.admin, firm, "person.updated", { person: coach }, 2);
    for (const [text, variables] of subscriptions)
      for (const from of [{ after: 0 }, { after: 1 }, { position: "0" }, { position: positions[1] }]) {
        const answers = await answersTo(text, { ...variables, ...from });
        expect([text, from, answers]).toEqual([text, from, expect.stringContaining("RESYNC_REQUIRED")]);
        expect(answers).toContain(`which begins with event ${GONE + 1}`);
      }
    // What is kept is told from its first event on.
    const going = owner.follow(subscriptions[0]![0], { after: GONE + 1 });
    expect((await going.until(1)).map(({ data }) => data.told.seq)).toEqual([GONE + 2]);
    // Who has heard all of it goes on.
    expect((await known.until(GONE + 2)).at(-1)!.data.told.seq).toBe(GONE + 2);
  });

  test("of a firm of which nothing is kept begins anew, and hears what comes", async () => {
    await goAway();
    const following = owner.follow(subscriptions[0]![0]);
    const [snapshot] = await following.until(1);
    expect(snapshot!.data.told.seq).toBe(GONE);
    await happen(database.admin, firm, "person.updated", { person: await firm.person(["COACH"]) });
    expect((await following.until(2)).at(-1)!.data.told.seq).toBe(GONE + 1);
    expect(await answersTo(subscriptions[0]![0], { after: 0 })).toContain("RESYNC_REQUIRED");
  });
});
