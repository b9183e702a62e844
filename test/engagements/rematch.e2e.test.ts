import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let successor: string;
let client: string;
let organization: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"], { name: "Pam" }));
  coach = await firm.person(["COACH"], { name: "Carla" });
  successor = await firm.person(["COACH"], { name: "Sana" });
  client = await firm.person(["CLIENT"], { name: "Chris" });
  organization = await firm.organization();
  for (const each of [coach, successor]) await firm.availability(each);
});

const engagementOf = (values: Record<string, unknown> = {}) =>
  firm.engagement({ coaches: [coach], participants: [client] }, { organization_id: organization, ...values });
const sessionOf = (engagement: string, startsAt: Date, coaches = [coach]) =>
  firm.session(engagement, { coaches, participants: [client], startsAt });

const rematch = (engagement: string, input: object = {}, by = manager) =>
  mutate(
    by,
    "rematchEngagement",
    {
      ...{ engagementId: apiId("engagement", engagement), fromCoachId: apiId("person", coach) },
      ...{ toCoachId: apiId("person", successor), sessions: "MOVE", reason: "They did not get on", ...input },
    },
    { answer: "engagement { status allocationAvailable } rematch { startsOn }" },
  );

const CALLED_OFF = { status: "CANCELLED", cancelledBy: "FIRM", cancellationCause: "COACH_LEFT" };

/** A session's state once all is done that follows. */
async function stateOf(session: string): Promise<AnyData> {
  await allDone(database, firm.firmId);
  const query = `query($id: ID!) { session(id: $id) {
    status cancelledBy cancellationCause coaches { coach { name } }
  } }`;
  const { coaches, ...state } = (await manager.ask(query, { id: apiId("session", session) })).session;
  return { ...state, coaches: coaches.map((each: AnyData) => each.coach.name) };
}

describe("a coach who is replaced", () => {
  test("hands over the sessions from that day on, where the new coach is free; the others are named and called off", async () => {
    const id = await engagementOf();
    const elsewhere = await firm.engagement({ coaches: [successor], participants: [await firm.person(["CLIENT"])] });
    await sessionOf(elsewhere, at(9, 9), [successor]);
    const [before, moved, busy] = [
      await sessionOf(id, at(3, 9)),
      await sessionOf(id, at(8, 9)),
      await sessionOf(id, at(9, 9, 30)),
    ];
    const { userErrors, ...answered } = await rematch(id, { startsOn: day(5) });
    expect(userErrors).toEqual([]);
    expect(answered).toEqual({
      engagement: { status: "ACTIVE", allocationAvailable: 12 },
      rematch: { startsOn: day(5) },
    });
    expect(await stateOf(before)).toMatchObject({ status: "CONFIRMED", coaches: ["Carla"] });
    expect(await stateOf(moved)).toMatchObject({ status: "CONFIRMED", coaches: ["Sana"] });
    expect(await stateOf(busy)).toMatchObject(CALLED_OFF);
    const report = `query($id: ID!) { engagement(id: $id) {
      sessions(first: 9, filter: { cancellationCause: COACH_LEFT }) { nodes { id } }
    } }`;
    const { engagement } = await manager.ask(report, { id: apiId("engagement", id) });
    expect(engagement.sessions.nodes).toEqual([{ id: apiId("session", busy) }]);
  });

  test("has the sessions ahead called off by the firm, if that is asked for, at no cost", async () => {
    const id = await engagementOf();
    const session = await sessionOf(id, at(3, 9));
    await rematch(id, { sessions: "CALL_OFF" });
    expect(await stateOf(session)).toMatchObject(CALLED_OFF);
    const { rows } = await database.admin.query("select kind from allocation_entry where firm_id = $1", [firm.firmId]);
    expect(rows.filter(({ kind }) => kind === "FORFEIT" || kind === "USE")).toEqual([]);
  });

  test("is told of in the history: to those who run the practice with the reason", async () => {
    const id = await engagementOf();
    await rematch(id, { startsOn: day(0) });
    const query = `query($id: ID!) { engagement(id: $id) {
      rematches(first: 9) { nodes { fromCoach { name } toCoach { name } startsOn sessions reason } }
    } }`;
    const seen = async (person: string) => {
      const { engagement } = await (await signedIn(firm, person)).ask(query, { id: apiId("engagement", id) });
      return (engagement?.rematches.nodes ?? null) as AnyData[] | null;
    };
    const entry = {
      ...{ fromCoach: { name: "Carla" }, toCoach: { name: "Sana" } },
      ...{ startsOn: day(0), sessions: "MOVE" },
    };
    expect(await seen(await firm.person(["OWNER"]))).toEqual([{ ...entry, reason: "They did not get on" }]);
    for (const person of [client, successor]) expect(await seen(person)).toEqual([{ ...entry, reason: null }]);
    const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
    for (const person of [sponsor, await firm.person(["FINANCE"])]) expect(await seen(person)).toEqual([]);
    expect(await seen(coach)).toBeNull();
    const { rows } = await database.admin.query("select type from event where firm_id = $1 order by seq", [
      firm.firmId,
    ]);
    expect(rows.map(({ type }) => type).filter((type: string) => type.startsWith("engagement"))).toEqual([
      ...["engagement.coach_left", "engagement.coach_joined", "engagement.rematched"],
    ]);
  });

  test("leaves notes to their authors: the new coach reads those of before once a coach shares them", async () => {
    const id = await engagementOf();
    const third = await firm.person(["COACH"]);
    await firm.coach(id, third);
    for (const visibility of ["PRIVATE", "COACHES", "SHARED"])
      await firm.note(id, coach, visibility, { created_at: at(-3, 9) });
    await rematch(id);
    const notes = async (person: string) => {
      const query = "query { notes(first: 9, orderBy: CREATED) { nodes { visibility } } }";
      const by = await signedIn(firm, person);
      return (await by.ask(query)).notes.nodes.map(({ visibility }: AnyData) => visibility as string);
    };
    expect(await notes(successor)).toEqual([]);
    expect(await notes(coach)).toEqual(["PRIVATE", "COACHES", "SHARED"].slice(0, 1));
    const ids = { engagementId: apiId("engagement", id), personId: apiId("person", successor) };
    await mutate(await signedIn(firm, third), "shareEarlierNotes", ids);
    expect(await notes(successor)).toEqual(["COACHES", "SHARED"]);
  });
});

describe("somebody who takes over and", () => {
  const coaching = async (id: string) => {
    const query = `query($id: ID!) { engagement(id: $id) { coaches(first: 9) { nodes { person { name } joinedOn leftOn } } } }`;
    const { engagement } = await manager.ask(query, { id: apiId("engagement", id) });
    return engagement.coaches.nodes.map(({ person: { name }, joinedOn, leftOn }: AnyData) => [name, joinedOn, leftOn]);
  };

  test("was to begin later begins at once, so that no day is without a coach", async () => {
    const id = await engagementOf();
    await firm.coach(id, successor, { joined_on: day(40) });
    const session = await sessionOf(id, at(5, 9));
    expect((await rematch(id, { startsOn: day(2) })).userErrors).toEqual([]);
    expect(await coaching(id)).toEqual(expect.arrayContaining([["Sana", day(2), null]]));
    expect(await stateOf(session)).toMatchObject({ status: "CONFIRMED", coaches: ["Sana"] });
  });

  test("is to leave soon is refused, as is a coach who leaves already", async () => {
    const id = await engagementOf();
    await firm.coach(id, successor, { joined_on: day(-3), left_on: day(9) });
    expect((await rematch(id, { startsOn: day(2) })).userErrors).toEqual([refusal("ALREADY_LEAVING", "toCoachId")]);
    const other = await engagementOf();
    expect((await rematch(other, { startsOn: day(30) })).userErrors).toEqual([]);
    const third = apiId("person", await firm.person(["COACH"]));
    expect((await rematch(other, { startsOn: day(5), toCoachId: third })).userErrors).toEqual([
      refusal("ALREADY_LEAVING", "fromCoachId"),
    ]);
  });

  test("coaches there later may not bring themselves forward", async () => {
    const id = await engagementOf();
    const self = await firm.person(["PROGRAM_MANAGER", "COACH"]);
    await firm.coach(id, self, { joined_on: day(40) });
    const own = await rematch(id, { toCoachId: apiId("person", self) }, await signedIn(firm, self));
    expect(own.userErrors).toEqual([refusal("NEEDS_CONSENT", "toCoachId")]);
  });
});

describe("a rematch is refused", () => {
  test("when the new coach has no place for it", async () => {
    await firm.engagement({ coaches: [successor], participants: [] });
    await firm.row("coach_profile", { person_id: successor, capacity: 1 });
    const id = await engagementOf();
    expect(await rematch(id)).toEqual({
      ...{ engagement: null, rematch: null },
      userErrors: [refusal("AT_CAPACITY", "toCoachId")],
    });
    const { rows } = await database.admin.query("select left_on from engagement_coach where engagement_id = $1", [id]);
    expect(rows).toEqual([{ left_on: null }]);
    await database.admin.query("update coach_profile set capacity = 2 where person_id = $1", [successor]);
    expect((await rematch(id)).userErrors).toEqual([]);
  });

  test("for somebody who does not coach there, or cannot", async () => {
    const id = await engagementOf();
    const person = (uuid: string) => apiId("person", uuid);
    const [out, both] = [
      await firm.person(["COACH"], { status: "DEACTIVATED" }),
      await firm.person(["COACH", "CLIENT"]),
    ];
    await firm.participant(id, both);
    for (const [input, code, field] of [
      [{ fromCoachId: person(successor) }, "NOT_A_MEMBER", "fromCoachId"],
      [{ toCoachId: person(coach) }, "INVALID", "toCoachId"],
      [{ toCoachId: person(client) }, "NOT_A_COACH", "toCoachId"],
      [{ toCoachId: person(out) }, "DEACTIVATED", "toCoachId"],
      [{ toCoachId: person(both) }, "TAKES_PART", "toCoachId"],
    ] as const)
      expect((await rematch(id, input)).userErrors).toEqual([refusal(code, field)]);
    const self = await firm.person(["PROGRAM_MANAGER", "COACH"]);
    const own = await rematch(id, { toCoachId: person(self) }, await signedIn(firm, self));
    expect(own.userErrors).toEqual([refusal("NEEDS_CONSENT", "toCoachId")]);
  });

  test("on a day that is over or outside the engagement, and once it has ended", async () => {
    const id = await engagementOf({ ends_on: day(30) });
    for (const startsOn of [day(-1), day(31)])
      expect((await rematch(id, { startsOn })).userErrors).toEqual([refusal("OUTSIDE_ENGAGEMENT", "startsOn")]);
    for (const status of ["COMPLETED", "CANCELLED"])
      expect((await rematch(await engagementOf({ status }))).userErrors).toEqual([
        refusal("WRONG_STATUS", "engagementId"),
      ]);
    const draft = await engagementOf({ status: "DRAFT", starts_on: day(10) });
    expect((await rematch(draft)).rematch).toEqual({ startsOn: day(10) });
  });
});
