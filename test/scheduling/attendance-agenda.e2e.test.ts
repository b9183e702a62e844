import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, TestClient } from "@coachwork/testing";
import {
  as,
  asClient,
  asCoach,
  asManager,
  coach,
  codes,
  DAY,
  engagementOf,
  eventsOf,
  firm,
  groupOf,
  MINUTE,
  participant,
  platform,
  playOn,
  record,
  sessionOf,
} from "./attendance-world.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

describe("what was recorded is seen", () => {
  test("by finance without when and by whom, and by clients of themselves", async () => {
    const { engagement, participants } = await groupOf(2);
    const [first, second] = participants as [string, string];
    const session = await sessionOf(engagement, participants);
    await record(asCoach, session, { [first]: "PRESENT", [second]: "NO_SHOW" });
    const seenBy = async (client: TestClient) =>
      (
        await client.ask(
          "query($id: ID!) { session(id: $id) { attendance { person { id } status recordedAt recordedBy { id } } } }",
          { id: apiId("session", session) },
        )
      ).session.attendance;
    const [both, own] = [await seenBy(asCoach), await seenBy(await as(second))];
    expect(both).toMatchObject([{ recordedBy: { id: apiId("person", coach) } }, { recordedAt: expect.any(String) }]);
    expect(own).toMatchObject([{ person: { id: apiId("person", second) }, status: "NO_SHOW" }]);
    expect(own).toHaveLength(1);
    const finance = await as(await firm.person(["FINANCE"]));
    expect(await seenBy(finance)).toEqual(both.map((row: AnyData) => ({ ...row, recordedAt: null, recordedBy: null })));
  });

  test("and sessions of which nobody said who came are found by their status", async () => {
    const engagement = await engagementOf();
    const forgotten = await sessionOf(engagement, [participant], {
      startsAt: new Date(Date.now() - 8 * DAY),
      status: "IN_PROGRESS",
    });
    await sessionOf(engagement, [participant], { startsAt: new Date(Date.now() - 10 * MINUTE), status: "IN_PROGRESS" });
    const { sessions } = await asManager.ask(
      "query($before: DateTime!) { sessions(first: 9, filter: { status: IN_PROGRESS, startsBefore: $before }) { nodes { id } } }",
      { before: new Date(Date.now() - 7 * DAY) },
    );
    expect(sessions.nodes).toEqual([{ id: apiId("session", forgotten) }]);
  });
});

describe("an agenda", () => {
  const text = `mutation($input: SetSessionAgendaInput!) {
    setSessionAgenda(input: $input) { session { agenda sequence } userErrors { code field message } } }`;
  const set = async (client: TestClient, session: string, agenda?: string | null) =>
    (await client.ask(text, { input: { id: apiId("session", session), agenda } })).setSessionAgenda;
  const seenBy = async (client: TestClient, session: string) => {
    const { data, errors } = await client.send("query($id: ID!) { session(id: $id) { date agenda } }", {
      id: apiId("session", session),
    });
    expect(errors).toBeUndefined();
    return data.session.agenda;
  };

  test("is written by its coaches and participants, each in place of the other's, and taken away", async () => {
    const session = await sessionOf(await engagementOf(), [participant], { startsAt: at(3, 9) });
    const written = { session: { agenda: "The first hundred days", sequence: 0 }, userErrors: [] };
    expect(await set(asClient, session, "  The first hundred days ")).toEqual(written);
    expect(await set(asClient, session)).toEqual(written);
    await set(asCoach, session, "The first hundred days, and the night desk");
    expect(await seenBy(asClient, session)).toBe("The first hundred days, and the night desk");
    expect(await eventsOf(session)).toEqual(["agenda.set", "agenda.set"]);
    expect((await set(asClient, session, " ")).session.agenda).toBeNull();
    expect((await set(asClient, session, null)).session.agenda).toBeNull();
    expect(await eventsOf(session)).toHaveLength(3);
  });

  test("is read by nobody else, and neither written", async () => {
    const organization = await firm.organization();
    const engagement = await engagementOf({ organization_id: organization });
    const session = await sessionOf(engagement, [participant], { startsAt: at(3, 9), agenda: "Between us" });
    for (const client of [asCoach, asClient]) expect(await seenBy(client, session)).toBe("Between us");
    const sponsor = await as(await firm.person(["SPONSOR"], { organization_id: organization }));
    const finance = await as(await firm.person(["FINANCE"]));
    const owner = await as(await firm.person(["OWNER"]));
    // A coach elsewhere, who sees this session as the manager that they are, too.
    const managing = await as(await firm.person(["PROGRAM_MANAGER", "COACH"]));
    const { createApiKey } = await owner.ask(
      `mutation { createApiKey(input: { name: "All", scopes: ["schedule:read", "engagements:read", "people:read"] }) { secret } }`,
    );
    const key = new TestClient(platform.url, createApiKey.secret);
    for (const client of [sponsor, finance, owner, asManager, managing, key])
      expect(await seenBy(client, session)).toBeNull();
    for (const client of [sponsor, finance, owner, asManager, managing])
      expect(codes(await set(client, session, "Mine"))).toEqual(["FORBIDDEN"]);
    expect(codes(await set(await as(await firm.person(["CLIENT"])), session, "Mine"))).toEqual(["NOT_FOUND"]);
    expect(await seenBy(asCoach, session)).toBe("Between us");
  });

  test("is for a session that has not ended, and no novel", async () => {
    const engagement = await engagementOf();
    const going = await sessionOf(engagement, [participant], { status: "IN_PROGRESS" });
    expect((await set(asCoach, going, "x".repeat(5_000))).userErrors).toEqual([]);
    expect((await set(asCoach, going, "x".repeat(5_001))).userErrors).toMatchObject([
      { code: "INVALID", field: ["input", "agenda"] },
    ]);
    expect(codes(await set(asCoach, going, "a\0b"))).toEqual(["INVALID"]);
    expect(codes(await set(asCoach, going, "a\ud800b"))).toEqual(["INVALID"]);
    for (const status of ["COMPLETED", "NO_SHOW", "CANCELLED", "EXPIRED"]) {
      const ended = await sessionOf(engagement, [participant], { status });
      expect(codes(await set(asCoach, ended, "Too late"))).toEqual(["WRONG_STATUS"]);
    }
  });
});
