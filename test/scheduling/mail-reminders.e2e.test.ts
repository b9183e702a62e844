import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, type TestClient, until } from "@coachwork/testing";
import { CLIENT, COACH, MailWorld } from "./mail-world.ts";
import { lettersTo } from "../support/mailbox.ts";

let world: MailWorld;

beforeAll(async () => {
  world = await MailWorld.open();
});
afterAll(() => world?.close());
beforeEach(() => world.newFirm());

const arrived = (address: string, count: number) => world.lettersTo(address, count);

describe("Reminders", () => {
  const setReminders = `mutation($input: SetRemindersInput!) {
    setReminders(input: $input) { firm { reminderMinutes } userErrors { code field } }
  }`;
  const soon = (ms: number) => new Date(Math.ceil((Date.now() + ms) / 60_000) * 60_000);
  const dueAt = async () => {
    const rows = await world.rows<{ run_at: Date }>(
      `select run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where identifier = 'remindOfSession' and payload->>'firmId' = $1`,
      [world.firm.firmId],
    );
    return rows.map(({ run_at }) => run_at);
  };

  /** Lets a session begin five minutes after an instant, at which its next reminder is due. Nobody learns that it moved. */
  const remindAt = async (id: string, dueAt: Date) => {
    const session = id.replace("session_", "");
    const startsAt = new Date(dueAt.getTime() + 5 * 60_000);
    await world.rows("update session set starts_at = $2 where id = $1::uuid", [session, startsAt]);
    await world.rows("update email set starts_at = $2 where session_id = $1::uuid", [session, startsAt]);
    const planned = `update graphile_worker._private_jobs j set run_at = $2 from graphile_worker._private_tasks t
      where t.id = j.task_id and identifier = 'remindOfSession' and (payload->>'session')::uuid = $1::uuid returning 1`;
    const plan = () => world.rows(planned, [session, dueAt]);
    await until("the reminder to be planned", plan, (rows) => rows.length > 0);
  };

  test("are a day and an hour before, unless the firm says otherwise", async () => {
    expect(await world.manager.ask("{ firm { reminderMinutes } }")).toEqual({ firm: { reminderMinutes: [1440, 60] } });
    expect(await world.manager.ask(setReminders, { input: { minutesBefore: [5, 120, 5] } })).toEqual({
      setReminders: { firm: { reminderMinutes: [120, 5] }, userErrors: [] },
    });
  });

  test("are for who runs the practice to set, at most 5, each within a fortnight", async () => {
    const refused = async (viewer: TestClient, minutesBefore: number[]) =>
      (await viewer.ask(setReminders, { input: { minutesBefore } })).setReminders.userErrors;
    expect(await refused(await world.signedIn(world.coach), [60])).toEqual([{ code: "FORBIDDEN", field: null }]);
    expect(await refused(world.manager, [60, 4])).toEqual([
      { code: "INVALID", field: ["input", "minutesBefore", "1"] },
    ]);
    expect(await refused(world.manager, [20_161])).toEqual([
      { code: "INVALID", field: ["input", "minutesBefore", "0"] },
    ]);
    expect(await refused(world.manager, [5, 6, 7, 8, 9, 10])).toEqual([
      { code: "INVALID", field: ["input", "minutesBefore"] },
    ]);
    expect(await world.manager.ask("{ firm { reminderMinutes } }")).toEqual({ firm: { reminderMinutes: [1440, 60] } });
  });

  test("are planned for the session's time as it is, and as the firm's setting is; not for what is called off", async () => {
    const id = await world.book(at(5, 10));
    await until("a reminder to be planned", dueAt, (due) => due.length === 1);
    expect(await dueAt()).toEqual([at(4, 10)]);
    await world.move(id, at(7, 10));
    await until("it to be planned anew", dueAt, ([due]) => due?.getTime() === at(6, 10).getTime());
    await world.manager.ask(setReminders, { input: { minutesBefore: [2880] } });
    await until("it to be planned by the setting", dueAt, ([due]) => due?.getTime() === at(5, 10).getTime());
    expect(await dueAt()).toHaveLength(1);
    await world.cancel(id);
    await world.quiet();
    expect(await dueAt()).toEqual([]);
  });

  test("reach everybody once when their time comes, and not who has just been told", async () => {
    await world.manager.ask(setReminders, { input: { minutesBefore: [1440, 5] } });
    const id = await world.book(soon(6 * 60_000));
    await arrived(CLIENT, 1);
    await remindAt(id, new Date(Date.now() + 1_000));
    const letters = await arrived(CLIENT, 2);
    expect(letters.map(({ subject }) => subject.split(":")[0])).toEqual(["Termin gebucht", "Erinnerung"]);
    expect(letters[1]!.calendar).toBeNull();
    await arrived(COACH, 2);
    await world.quiet();
    expect(await arrived(CLIENT, 2)).toHaveLength(2);
    expect(await dueAt()).toEqual([]);
  });

  test("do not come together with the news that a session is nearer now", async () => {
    const id = await world.book(at(5, 10));
    await arrived(CLIENT, 1);
    await world.rows("update email set created_at = created_at - interval '7 days' where firm_id = $1", [
      world.firm.firmId,
    ]);
    // A day before that is over already.
    await world.move(id, soon(20 * 3_600_000));
    await arrived(CLIENT, 2);
    await world.quiet();
    expect((await arrived(CLIENT, 2)).map(({ subject }) => subject.split(":")[0])).toEqual([
      "Termin gebucht",
      "Termin verlegt",
    ]);
  });

  test("do not come for a time from which the session was moved meanwhile", async () => {
    await world.manager.ask(setReminders, { input: { minutesBefore: [5] } });
    const id = await world.book(soon(5 * 60_000 + 4_000));
    await arrived(CLIENT, 1);
    await world.move(id, at(3, 10));
    await until("it to be planned anew", dueAt, ([due]) => due?.getTime() === at(3, 9, 55).getTime());
    expect(await dueAt()).toHaveLength(1);
    await world.quiet();
    expect((await arrived(CLIENT, 2)).map(({ subject }) => subject.split(":")[0])).toEqual([
      "Termin gebucht",
      "Termin verlegt",
    ]);
  });
});

describe("Of who joins an engagement", () => {
  const addressOf = (name: string) => `${name.toLowerCase()}@${world.firm.firmId}.example`;
  const person = (name: string, ...roles: string[]) => world.firm.person(roles, { name, email: addressOf(name) });
  /** What somebody is told, once the firm has nothing left to tell. */
  async function told(name: string): Promise<string[]> {
    await world.quiet();
    const letters = await lettersTo(world.platform.outbox, addressOf(name));
    return letters.map(({ subject }) => subject);
  }
  async function change(viewer: TestClient, name: string, input: object): Promise<AnyData> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}`.replace(/^AddEngagement.*/, "AddToEngagement");
    const inputType = type.replace(/^(Confirm|Withdraw)JoinRequest/, "JoinRequest");
    const id = name.includes("Join") ? "joinRequest { id }" : name === "createEngagement" ? "engagement { id }" : "";
    const payload = (
      await viewer.ask(
        `mutation($input: ${inputType}Input!) { ${name}(input: $input) { userErrors { code message } ${id} } }`,
        { input },
      )
    )[name];
    expect(payload.userErrors).toEqual([]);
    return payload;
  }
  const membership = (personId: string) => ({
    engagementId: apiId("engagement", world.engagement),
    personId: apiId("person", personId),
  });

  test("the others who are in it, or will be, learn each by one letter; not who left, was deactivated or joins", async () => {
    const { firm } = world;
    const [coach, client, late, gone, off] = [
      await person("Coach", "COACH"),
      await person("Client", "CLIENT"),
      await person("Late", "CLIENT"),
      await person("Gone", "COACH"),
      await person("Off", "CLIENT"),
    ];
    world.engagement = await firm.engagement(
      { coaches: [coach], participants: [client, off] },
      { title: "Board", format: "GROUP" },
    );
    await firm.participant(world.engagement, late, { joined_on: day(9) });
    await firm.coach(world.engagement, gone, { left_on: day(-1) });
    await world.rows("update person set status = 'DEACTIVATED' where firm_id = $1 and id = $2", [firm.firmId, off]);
    await world.rows("update person set locale = 'de' where firm_id = $1 and id = $2", [firm.firmId, client]);
    const second = await person("Second", "COACH");
    await change(world.manager, "addEngagementCoach", { ...membership(second), joinedOn: "2027-03-02" });
    expect(await told("Coach")).toEqual(["Second joins: Board"]);
    expect(await told("Late")).toEqual(["Second joins: Board"]);
    expect(await told("Client")).toEqual(["Second kommt hinzu: Board"]);
    for (const name of ["Gone", "Off", "Second"]) expect([name, await told(name)]).toEqual([name, []]);
    const readers = ["Coach", "Late", "Client", "Gone", "Off", "Second"].map(addressOf);
    const letters = await lettersTo(world.platform.outbox, ...readers);
    expect(new Set(letters.map(({ id }) => id)).size).toBe(3);
    expect(letters.find(({ to }) => to.startsWith("client"))!.text).toContain("Der erste Tag ist der 2. März 2027.");

    await change(world.manager, "addEngagementParticipant", membership(await person("Third", "CLIENT")));
    expect(await told("Coach")).toEqual(["Second joins: Board", "Third joins: Board"]);
  });

  test("nobody is written to who is in it since it was drafted, all at once", async () => {
    const [first, second, client] = [
      await person("First", "COACH"),
      await person("Other", "COACH"),
      await person("Taker", "CLIENT"),
    ];
    const ids = {
      coachIds: [apiId("person", first), apiId("person", second)],
      participantIds: [apiId("person", client)],
    };
    const draft = {
      title: "Draft",
      kind: "MENTORING",
      mentoringForm: "INFORMAL",
      format: "INDIVIDUAL",
      startsOn: day(0),
    };
    await change(world.manager, "createEngagement", { ...draft, ...ids });
    for (const name of ["First", "Other", "Taker"]) expect(await told(name)).toEqual([]);
  });

  test("those in it who can sign in are asked, and told when somebody has consented", async () => {
    const [owner, coach] = [await person("Owner", "OWNER", "COACH"), await person("Coach", "COACH")];
    await person("Manager", "PROGRAM_MANAGER");
    world.engagement = await world.firm.engagement(
      { coaches: [coach], participants: [await person("Silent", "CLIENT")] },
      { title: "Board" },
    );
    const asCoach = await world.signedIn(coach);
    const asOwner = await world.signedIn(owner);
    const request = await change(asOwner, "requestToJoinEngagement", {
      engagementId: apiId("engagement", world.engagement),
      side: "COACH",
    });
    expect(await told("Coach")).toEqual(["Owner asks to join: Board"]);
    for (const name of ["Silent", "Manager", "Owner"]) expect([name, await told(name)]).toEqual([name, []]);
    await change(asCoach, "confirmJoinRequest", { id: request.joinRequest.id });
    expect(await told("Silent")).toEqual(["Owner joins: Board"]);
    expect(await told("Owner")).toEqual([]);
  });

  test("where nobody in it could consent, another owner is asked, or else an admin, and no program manager", async () => {
    const [owner, admin] = [await person("Owner", "OWNER", "COACH"), await person("Admin", "ADMIN")];
    const partner = await person("Partner", "OWNER");
    world.engagement = await world.firm.engagement({ coaches: [], participants: [] }, { title: "Board" });
    await world.firm.coach(world.engagement, await person("Gone", "COACH"), { left_on: day(-1) });
    const asOwner = await world.signedIn(owner);
    await world.signedIn(admin);
    await world.signedIn(partner);
    const engagementId = apiId("engagement", world.engagement);
    const { joinRequest } = await change(asOwner, "requestToJoinEngagement", { engagementId, side: "COACH" });
    expect([await told("Partner"), await told("Admin")]).toEqual([["Owner asks to join: Board"], []]);
    await change(asOwner, "withdrawJoinRequest", { id: joinRequest.id });
    await world.rows("update person set status = 'DEACTIVATED' where firm_id = $1 and id = $2", [
      world.firm.firmId,
      partner,
    ]);
    await change(asOwner, "requestToJoinEngagement", { engagementId, side: "COACH" });
    expect([(await told("Partner")).length, await told("Admin")]).toEqual([1, ["Owner asks to join: Board"]]);
  });
});

test("Every statement about e-mails stays on its firm's shard", async () => {
  const { texts, astray } = await world.statements();
  expect(astray).toEqual([]);
  expect(texts.size).toBeGreaterThan(4);
});
