import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type IntroductionsWorld, introductionsWorld, MESSAGE, OUTSIDER } from "./introductions-world.ts";

const stage = await sharedStage();
let world: IntroductionsWorld;

beforeEach(async () => {
  world = await introductionsWorld(stage);
});

const decided = [refusal("ALREADY_DECIDED", "id")];

describe("an introduction", () => {
  test.each([
    ["mentee", "other"],
    ["other", "mentee"],
  ] as const)("tells addresses once both have accepted, the %s first", async (first, second) => {
    const { by, act, stateOf, introduce, addressOf, eventsOf } = world;
    const answered = await introduce(await world.engagement());
    expect(answered).toMatchObject({
      introduction: { status: "ASKED", menteeAnswer: null, introducedAnswer: null, version: 1 },
      userErrors: [],
    });
    const { id } = answered.introduction;
    const names = { mentorName: "Mia", menteeName: "Theo", introducedName: "Ida", message: MESSAGE };
    const unknown = { menteeEmail: null, introducedEmail: null };
    const parties = [by.mentor, by.mentee, by.other];
    for (const party of parties)
      expect(await stateOf(party, id)).toMatchObject({ ...names, ...unknown, status: "ASKED" });
    const own = first === "mentee" ? "menteeAnswer" : "introducedAnswer";
    expect((await act(by[first], "accept", id)).introduction).toMatchObject({ status: "ASKED", [own]: "ACCEPTED" });
    expect((await act(by[first], "accept", id)).userErrors).toEqual(decided);
    for (const party of parties) expect(await stateOf(party, id)).toMatchObject(unknown);
    expect((await act(by[second], "accept", id)).introduction).toMatchObject({ status: "ACCEPTED", version: 3 });
    const known = { menteeEmail: addressOf("Theo"), introducedEmail: addressOf("Ida") };
    for (const party of parties)
      expect(await stateOf(party, id)).toMatchObject({ ...names, ...known, status: "ACCEPTED" });
    for (const verb of ["accept", "decline"] as const)
      expect((await act(by[first], verb, id)).userErrors).toEqual(decided);
    expect((await act(by.mentor, "withdraw", id)).userErrors).toEqual(decided);
    expect(await eventsOf()).toEqual(["asked", "agreed", "accepted"]);
  });

  test.each(["mentee", "other"] as const)("ends when the %s declines", async (who) => {
    const { by, act, stateOf, asked, eventsOf } = world;
    const id = await asked(await world.engagement());
    expect((await act(by[who], "decline", id)).introduction).toMatchObject({ status: "DECLINED" });
    expect(await stateOf(by.mentor, id)).toMatchObject({
      status: "DECLINED",
      menteeEmail: null,
      introducedEmail: null,
    });
    expect((await act(by.other, "accept", id)).userErrors).toEqual(decided);
    expect(await eventsOf()).toEqual(["asked", "declined"]);
  });

  test("can be declined by who accepted, while the other has not answered", async () => {
    const { by, act, asked } = world;
    const id = await asked(await world.engagement());
    await act(by.mentee, "accept", id);
    expect((await act(by.mentee, "decline", id)).introduction).toMatchObject({ status: "DECLINED" });
  });

  test("is withdrawn by its mentor alone, and answered by the two alone", async () => {
    const { by, act, asked, firm } = world;
    const id = await asked(await world.engagement());
    const forbidden = [refusal("FORBIDDEN", "id")];
    for (const who of [by.mentee, by.other])
      // Clients cannot withdraw anything, and coaches only what they made.
      expect((await act(who, "withdraw", id)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    for (const verb of ["accept", "decline"] as const) {
      expect((await act(by.mentor, verb, id)).userErrors).toEqual(forbidden);
      expect((await act(by.manager, verb, id)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
      expect((await act(by.fellow, verb, id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    }
    const second = await stage.signedIn(firm, await firm.person(["COACH"], { status: "ACTIVE" }));
    expect((await act(second, "withdraw", id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await act(by.mentor, "withdraw", id)).introduction).toMatchObject({ status: "WITHDRAWN" });
    expect((await act(by.mentee, "accept", id)).userErrors).toEqual(decided);
  });

  test("shows managers no message and no address, and others of the group, sponsors and finance nothing", async () => {
    const { by, act, asked, stateOf, firm } = world;
    const organization = await firm.organization();
    const engagement = await world.engagement({ organization_id: organization });
    const id = await asked(engagement);
    for (const who of [by.mentee, by.other]) await act(who, "accept", id);
    for (const who of [by.manager, by.owner])
      expect(await stateOf(who, id)).toEqual({
        ...{ status: "ACCEPTED", mentorName: "Mia", menteeName: "Theo", introducedName: "Ida" },
        ...{ message: null, menteeEmail: null, introducedEmail: null },
        ...{ mentor: { name: "Mia" }, mentee: { name: "Theo" }, introduced: { name: "Ida" } },
        engagement: { title: "A year" },
      });
    const text = "query ($id: ID!) { engagement(id: $id) { introductions(first: 1) { nodes { id } } } }";
    const variables = { id: apiId("engagement", engagement) };
    const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
    const others = [sponsor, await firm.person(["FINANCE"])].map((person) => stage.signedIn(firm, person));
    for (const who of [by.fellow, ...(await Promise.all(others))]) {
      expect(await stateOf(who, id)).toBeNull();
      expect((await who.ask(text, variables)).engagement.introductions.nodes).toEqual([]);
    }
    // Of the mentee's engagement the other sees nothing, and nor of the mentee but the name and, since both accepted, the address.
    expect(await stateOf(by.other, id)).toMatchObject({ engagement: null, mentee: null, menteeName: "Theo" });
  });

  test("is listed with a filter and in order", async () => {
    const { by, act, asked, ids } = world;
    const engagement = await world.engagement();
    const first = await asked(engagement);
    await act(by.mentee, "accept", first);
    await act(by.mentor, "withdraw", first);
    const second = await asked(engagement, { outsider: OUTSIDER });
    const third = await asked(engagement, { menteeId: apiId("person", ids.fellow) });
    const list = async (args: string): Promise<string[]> =>
      (
        (await by.manager.ask(`{ introductions(first: 9, ${args}) { nodes { id } } }`)).introductions.nodes as AnyData[]
      ).map((node) => node.id);
    expect(await list("orderBy: CREATED_DESC")).toEqual([third, second, first]);
    expect(await list("filter: { status: WITHDRAWN }")).toEqual([first]);
    expect(await list("filter: { status: ASKED }")).toEqual([second, third]);
    expect(await list(`filter: { menteeId: "${apiId("person", ids.fellow)}" }`)).toEqual([third]);
  });
});

describe("introducing", () => {
  test.each([
    ["NOT_MENTORING", { kind: "COACHING", mentoring_form: null, allocation_unit: "HOURS", allocation_amount: 1 }],
    ["WRONG_STATUS", { status: "DRAFT" }],
    ["WRONG_STATUS", { status: "COMPLETED" }],
  ])("is refused with %s for %j", async (code, values) => {
    const refused = { introduction: null, userErrors: [refusal(code, "engagementId")] };
    expect(await world.introduce(await world.engagement(values))).toEqual(refused);
  });

  test("is for mentors of the engagement", async () => {
    const { by, introduce, firm } = world;
    const engagement = await world.engagement();
    expect((await introduce(engagement, {}, by.mentee)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    expect((await introduce(engagement, {}, by.other)).userErrors).toEqual([refusal("NOT_FOUND", "engagementId")]);
    const both = await stage.signedIn(firm, await firm.person(["COACH", "PROGRAM_MANAGER"], { status: "ACTIVE" }));
    expect((await introduce(engagement, {}, both)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
  });

  test("names one mentee of the engagement and one other person", async () => {
    const { introduce, ids, firm, addressOf } = world;
    const engagement = await world.engagement();
    const id = (person: string) => apiId("person", person);
    const told = async (input: object) => (await introduce(engagement, input)).userErrors;
    expect(await told({ menteeId: id(ids.other) })).toEqual([refusal("NOT_A_PARTICIPANT", "menteeId")]);
    expect(await told({ introducedId: null })).toEqual([refusal("REQUIRED", "introducedId")]);
    const two = { introducedId: id(ids.other), outsider: OUTSIDER };
    expect(await told(two)).toEqual([refusal("INVALID", "outsider")]);
    expect(await told({ introducedId: id(ids.manager) })).toEqual([refusal("NOT_FOUND", "introducedId")]);
    for (const member of [ids.mentor, ids.mentee, ids.fellow])
      expect(await told({ introducedId: id(member) })).toEqual([refusal("IN_ENGAGEMENT", "introducedId")]);
    const known = { name: "Tara", email: addressOf("Tara").toUpperCase() };
    expect(await told({ outsider: known })).toEqual([{ code: "IN_ENGAGEMENT", field: ["input", "outsider", "email"] }]);
    const bad = { ...OUTSIDER, email: "nowhere" };
    expect(await told({ outsider: bad })).toEqual([{ code: "INVALID", field: ["input", "outsider", "email"] }]);
    expect(await told({ outsider: OUTSIDER })).toEqual([]);
    expect(await told({ outsider: { ...OUTSIDER, email: "NOOR@outside.example" } })).toEqual([
      refusal("ALREADY_ASKED", "outsider"),
    ]);
    const invited = await firm.person(["CLIENT"], { status: "INVITED" });
    await firm.engagement({ coaches: [ids.mentor], participants: [invited] });
    expect(await told({ introducedId: id(invited) })).toEqual([refusal("CANNOT_ANSWER", "introducedId")]);
    await firm.participant(engagement, invited);
    expect(await told({ menteeId: id(invited) })).toEqual([refusal("CANNOT_ANSWER", "menteeId")]);
  });

  test("is possible 20 times a day in an engagement", async () => {
    const { introduce, database, firm } = world;
    const engagement = await world.engagement();
    for (let count = 0; count < 20; count += 1)
      expect(
        (await introduce(engagement, { outsider: { name: "N", email: `n${count}@outside.example` } })).userErrors,
      ).toEqual([]);
    expect((await introduce(engagement)).userErrors).toEqual([refusal("TOO_MANY", "engagementId")]);
    const aDayOn = "update introduction set created_at = created_at - interval '25 hours' where firm_id = $1";
    await database.admin.query(aDayOn, [firm.firmId]);
    expect((await introduce(engagement)).userErrors).toEqual([]);
  });
});

describe("an introduction that waits", () => {
  test.each(["completeEngagement", "cancelEngagement"])(
    "expires with %s, and stays so when it is reopened",
    async (name) => {
      const { asked, close, by, act, stateOf, storedOf, eventsOf, introduce } = world;
      const engagement = await world.engagement();
      const id = await asked(engagement);
      const outside = await asked(engagement, { outsider: OUTSIDER });
      expect((await close(engagement, name)).userErrors).toEqual([]);
      expect(await storedOf(outside)).toEqual({ status: "EXPIRED", name: "Noor", email: null });
      expect(await stateOf(by.mentor, id)).toMatchObject({ status: "EXPIRED" });
      expect((await act(by.mentee, "accept", id)).userErrors).toEqual(decided);
      expect((await introduce(engagement)).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
      expect(await eventsOf()).toEqual(["asked", "asked", "expired", "expired"]);
    },
  );

  test.each([
    ["its last day is over", "update introduction set answer_by = current_date - 1", "mentor"],
    ["the mentee has left", "update engagement_participant set left_on = current_date", "mentor"],
    ["the mentor has left", "update engagement_coach set left_on = current_date", "mentee"],
    ["the other is deactivated", "update person set status = 'DEACTIVATED' where name = 'Ida' and true", "mentor"],
  ] as const)("expires when %s", async (_, change, viewer) => {
    const { asked, by, act, stateOf, database, firm } = world;
    const id = await asked(await world.engagement());
    await act(by.other, "accept", id);
    await database.admin.query(`${change} ${change.includes("where") ? "and" : "where"} firm_id = $1`, [firm.firmId]);
    expect(await stateOf(by[viewer], id)).toMatchObject({ status: "EXPIRED" });
    expect((await act(by.mentee, "accept", id)).userErrors).toEqual(decided);
    const { introductions } = await by.manager.ask(
      "{ introductions(first: 9, filter: { status: EXPIRED }) { nodes { id } } }",
    );
    expect(introductions.nodes).toEqual([{ id }]);
  });

  test("can be answered on its last day, and makes way for another after it", async () => {
    const { asked, by, act, database, firm, introduce, storedOf } = world;
    const engagement = await world.engagement();
    const id = await asked(engagement, { outsider: OUTSIDER });
    const till = (date: string) =>
      database.admin.query("update introduction set answer_by = $2 where firm_id = $1", [firm.firmId, date]);
    await till(day(0));
    expect((await act(by.mentee, "accept", id)).userErrors).toEqual([]);
    await till(day(-1));
    expect((await introduce(engagement, { outsider: OUTSIDER })).userErrors).toEqual([]);
    expect(await storedOf(id)).toEqual({ status: "EXPIRED", name: "Noor", email: null });
  });
});
