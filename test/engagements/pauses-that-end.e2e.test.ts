import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done, mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

beforeEach(() => open("UTC"));

async function open(time_zone: string): Promise<void> {
  firm = await FirmFactory.create(database.admin, { time_zone });
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"], { name: "Pam" }));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
}

/** An engagement that has been paused for a week, as known until today. */
async function paused(input: object = {}): Promise<string> {
  const people = { coaches: [coach], participants: [client] };
  const id = apiId("engagement", await firm.engagement(people, { ends_on: day(60) }));
  await done(manager, "pauseEngagement", { id, startsOn: day(-7), endsOn: day(0), ...input });
  return id;
}

async function read(id: string): Promise<AnyData> {
  const query = `query($id: ID!) { engagement(id: $id) {
    status endsOn statusChanges(first: 9) { nodes { status reason changedBy { name } } }
    pauses(first: 9) { nodes { id endsOn overSince } }
  } }`;
  const { statusChanges, pauses, ...engagement } = (await manager.ask(query, { id })).engagement;
  return { ...engagement, last: statusChanges.nodes.at(-1), pause: pauses.nodes.at(-1) };
}

/** Runs the jobs that wait for pauses to end, as if it were time. With `over`, the last day of all pauses was yesterday. */
async function letTimeCome({ over = true } = {}): Promise<void> {
  await allDone(database, firm.firmId);
  if (over)
    await database.admin.query("update engagement_pause set ends_on = $2 where firm_id = $1 and ends_on is not null", [
      ...[firm.firmId, day(-1)],
    ]);
  await database.admin.query(
    `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'endPause' and j.payload->>'firmId' = $1::text`,
    [firm.firmId],
  );
  await allDone(database, firm.firmId);
}

describe("a pause with a last day", () => {
  test("ends when that day is over, and the engagement ends later by the days that it was paused", async () => {
    const id = await paused();
    await letTimeCome();
    const last = { status: "ACTIVE", reason: null, changedBy: { name: "Pam" } };
    expect(await read(id)).toMatchObject({ status: "ACTIVE", endsOn: day(67), last, pause: { overSince: day(0) } });
    const { rows } = await database.admin.query<{ type: string; itself: boolean }>(
      "select type, actor_id is null as itself from event where firm_id = $1 order by seq",
      [firm.firmId],
    );
    expect(rows.at(-1)).toEqual({ type: "engagement.resumed", itself: true });
    // It is not resumed twice.
    expect((await mutate(manager, "resumeEngagement", { id })).userErrors).toMatchObject([{ code: "WRONG_STATUS" }]);
  });

  test("that is ended late counts its own days, and not those of the delay", async () => {
    const id = await paused();
    await allDone(database, firm.firmId);
    await database.admin.query("update engagement_pause set ends_on = $2 where firm_id = $1", [firm.firmId, day(-3)]);
    await letTimeCome({ over: false });
    expect(await read(id)).toMatchObject({ status: "ACTIVE", endsOn: day(65), pause: { overSince: day(-2) } });
  });

  test.each(["Pacific/Kiritimati", "America/Los_Angeles"])("ends when the next day begins in %s", async (zone) => {
    await open(zone);
    const localDay = (offset: number) =>
      new Intl.DateTimeFormat("sv", { timeZone: zone }).format(Date.now() + offset * 86_400_000);
    const id = await paused({ endsOn: localDay(2) });
    await allDone(database, firm.firmId);
    const { rows } = await database.admin.query<{ run_at: Date }>(
      `select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'endPause' and j.payload->>'firmId' = $1::text`,
      [firm.firmId],
    );
    const clock = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    expect(rows.map(({ run_at }) => clock.format(run_at))).toEqual([`${localDay(3)} 00:00`]);
    await letTimeCome({ over: false });
    expect((await read(id)).status).toBe("PAUSED");
  });

  test("does not end while its last day is not known, and ends on the one that it gets", async () => {
    const id = await paused({ endsOn: null });
    await letTimeCome();
    expect((await read(id)).status).toBe("PAUSED");
    const { pause } = await read(id);
    await done(manager, "updateEngagementPause", { id: pause.id, endsOn: day(3) });
    await letTimeCome();
    expect((await read(id)).status).toBe("ACTIVE");
  });

  test("asks everybody again to sign what names the last day", async () => {
    const id = await paused();
    const template = { name: "Coaching", text: "{{coachName}} coaches {{clientName}} until {{endsOn}}." };
    const answer = "agreementTemplate { id }";
    const made = await done(manager, "createAgreementTemplate", template, { answer });
    const input = { engagementId: id, templateId: made.agreementTemplate.id };
    const { agreement } = await done(manager, "prepareAgreement", input, { answer: "agreement { id }" });
    await done(manager, "sendAgreement", { id: agreement.id });
    await letTimeCome();
    const query = `query($id: ID!) { engagement(id: $id) {
      agreements(first: 9) { nodes { status text preparedBy { name } } }
    } }`;
    const { engagement } = await manager.ask(query, { id });
    const until = (end: string) => `Somebody coaches Somebody until ${end}.`;
    expect(engagement.agreements.nodes).toEqual([
      { status: "SUPERSEDED", text: until(day(60)), preparedBy: { name: "Pam" } },
      { status: "OUT_FOR_SIGNATURE", text: until(day(67)), preparedBy: { name: "Pam" } },
    ]);
  });

  test("leaves the engagement open-ended if it was", async () => {
    const informal = { kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null };
    const people = { coaches: [coach], participants: [client] };
    const id = apiId("engagement", await firm.engagement(people, { ...informal, ends_on: null }));
    await done(manager, "pauseEngagement", { id, startsOn: day(-7), endsOn: day(0) });
    await letTimeCome();
    expect(await read(id)).toMatchObject({ status: "ACTIVE", endsOn: null });
  });

  test("goes on without end when nobody coaches or takes part any more", async () => {
    const [uncoached, deserted] = [await paused(), await paused()];
    const leave = (table: string, id: string) =>
      database.admin.query(`update ${table} set left_on = $2 where engagement_id = $1::uuid`, [
        ...[id.replace("engagement_", ""), day(-1)],
      ]);
    await leave("engagement_coach", uncoached);
    await leave("engagement_participant", deserted);
    await letTimeCome();
    for (const id of [uncoached, deserted])
      expect(await read(id)).toMatchObject({ status: "PAUSED", endsOn: day(60), pause: { overSince: null } });
  });

  test("of two engagements, ends for one if the coach has a place for one", async () => {
    await firm.row("coach_profile", {
      ...{ person_id: coach, capacity: 1, languages: "{}", industries: "{}", kinds: "{}", formats: "{}" },
    });
    const both = [await paused(), await paused()];
    await letTimeCome();
    const statuses = (await Promise.all(both.map(read))).map(({ status }) => status as string);
    expect(statuses.sort()).toEqual(["ACTIVE", "PAUSED"]);
  });
});
