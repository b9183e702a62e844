import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at } from "@coachwork/testing";
import { as, asManager, coachFrom, firm, found, person, playOn, question, slotsOf, text } from "./free-slots-world.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

describe("A session type", () => {
  const change = async (
    name: string,
    input: object,
    selection = "sessionType { id name archivedAt }",
    client = asManager,
  ) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
    return (await client.ask(mutation, { input }))[name];
  };
  const create = async (terms: object): Promise<string> => {
    const { sessionType, userErrors } = await change("createSessionType", {
      name: "Review",
      durationMinutes: 90,
      ...terms,
    });
    expect(userErrors).toEqual([]);
    return sessionType.id;
  };
  const hours = async (coach: string, sessionTypeId: string) =>
    (await found([coach], { durationMinutes: null, sessionTypeId })).map(([hour]) => hour);

  test("says how long slots are, how far apart and what is kept free around them", async () => {
    const coach = await coachFrom(9, 17, { buffer_after_minutes: 60 });
    await firm.session(await firm.engagement({ coaches: [coach] }), { coaches: [coach], startsAt: at(3, 9) });
    const sessionTypeId = await create({ stepMinutes: 120, bufferBeforeMinutes: 30, bufferAfterMinutes: 0 });
    const { slots } = await slotsOf([coach], { durationMinutes: null, sessionTypeId });
    // The session until 10:00 has no buffer of its own (its row says so); the type's 30 minutes come before the slot.
    expect(slots.map(({ startsAt, endsAt }: AnyData) => [startsAt.slice(11, 16), endsAt.slice(11, 16)])).toEqual([
      ["11:00", "12:30"],
      ["13:00", "14:30"],
      ["15:00", "16:30"],
    ]);
  });

  test("limits together with the coach: the longer notice, the nearer horizon, and both counts", async () => {
    const coach = await coachFrom(9, 12, { minimum_notice_minutes: 60, horizon_days: 30, most_per_day: 2 });
    const engagementId = apiId("engagement", await firm.engagement({ coaches: [coach] }));
    const short = { durationMinutes: 60 };
    expect(await hours(coach, await create({ ...short, name: "Later", minimumNoticeMinutes: 43_200 }))).toEqual([]);
    expect(await hours(coach, await create({ ...short, name: "Soon", horizonDays: 1 }))).toEqual([]);
    const once = await create({ ...short, name: "Once", mostPerDay: 1 });
    const often = await create({ ...short, name: "Often", mostPerDay: 9 });
    const book = (sessionTypeId: string, hour: number) =>
      change(
        "bookSession",
        { engagementId, sessionTypeId, startsAt: at(3, hour) },
        "session { kind endsAt sessionType { name } }",
      );
    expect(await book(once, 9)).toMatchObject({ session: { sessionType: { name: "Once" } }, userErrors: [] });
    expect((await book(once, 10)).userErrors).toMatchObject([{ code: "LIMIT_REACHED" }]);
    expect([await hours(coach, once), await hours(coach, often)]).toEqual([[], [10, 11]]);
    expect((await book(often, 10)).userErrors).toEqual([]);
    expect((await book(often, 11)).userErrors).toMatchObject([{ code: "LIMIT_REACHED" }]);
    expect(await hours(coach, often)).toEqual([]);
  });

  test("gives sessions their kind and length, which cannot be said otherwise", async () => {
    const coach = await coachFrom(9, 17);
    const engagementId = apiId("engagement", await firm.engagement({ coaches: [coach] }));
    const sessionTypeId = await create({ kind: "REVIEW" });
    const selection = "session { id kind startsAt endsAt sessionType { id } }";
    const input = { engagementId, sessionTypeId, startsAt: at(3, 9) };
    const { session } = await change("bookSession", input, selection);
    expect(session).toMatchObject({ kind: "REVIEW", endsAt: at(3, 10, 30).toISOString().replace(".000", "") });
    const refused = async (more: object) => (await change("bookSession", { ...input, ...more }, selection)).userErrors;
    expect(await refused({ kind: "REGULAR" })).toMatchObject([{ code: "INVALID", field: ["input", "kind"] }]);
    expect(await refused({ endsAt: at(3, 10) })).toMatchObject([{ code: "INVALID", field: ["input", "endsAt"] }]);
    expect(await refused({ sessionTypeId: null })).toMatchObject([{ code: "REQUIRED", field: ["input", "endsAt"] }]);

    const moved = await change("rescheduleSession", { id: session.id, startsAt: at(3, 12) }, selection);
    expect(moved.session).toMatchObject({ kind: "REVIEW", endsAt: at(3, 13, 30).toISOString().replace(".000", "") });
    const other = await create({ name: "Intake", kind: "INTAKE", durationMinutes: 30 });
    const changed = await change(
      "rescheduleSession",
      { id: session.id, startsAt: at(3, 9), sessionTypeId: other },
      selection,
    );
    expect(changed.session).toMatchObject({
      ...{ kind: "INTAKE", sessionType: { id: other } },
      endsAt: at(3, 9, 30).toISOString().replace(".000", ""),
    });
  });

  test("is changed in part, has a name of its own, and is booked no more once it is archived", async () => {
    const coach = await coachFrom(9, 12);
    const engagementId = apiId("engagement", await firm.engagement({ coaches: [coach] }));
    const id = await create({ horizonDays: 30, mostPerDay: 2 });
    for (const [name, code] of [
      [" ", "REQUIRED"],
      ["Review \ud83d", "INVALID"],
      ["a\0b", "INVALID"],
    ])
      expect((await change("createSessionType", { name, durationMinutes: 60 })).userErrors).toMatchObject([
        { code, field: ["input", "name"] },
      ]);
    expect((await change("createSessionType", { name: "Review", durationMinutes: 60 })).userErrors).toMatchObject([
      { code: "NAME_TAKEN", field: ["input", "name"] },
    ]);
    const other = await create({ name: "Other" });
    expect((await change("updateSessionType", { id: other, name: "Review" })).userErrors).toMatchObject([
      { code: "NAME_TAKEN" },
    ]);
    expect((await change("updateSessionType", { id, durationMinutes: 4 })).userErrors).toMatchObject([
      { code: "INVALID", field: ["input", "durationMinutes"] },
    ]);
    expect((await change("updateSessionType", { id, name: null })).userErrors).toMatchObject([{ code: "REQUIRED" }]);
    const all = "sessionType { name durationMinutes horizonDays mostPerDay }";
    expect(
      (await change("updateSessionType", { id, horizonDays: null, durationMinutes: 45 }, all)).sessionType,
    ).toEqual({
      ...{ name: "Review", durationMinutes: 45, horizonDays: null, mostPerDay: 2 },
    });
    expect((await change("archiveSessionType", { id })).sessionType.archivedAt).not.toBeNull();
    const booked = await change(
      "bookSession",
      { engagementId, sessionTypeId: id, startsAt: at(3, 9) },
      "session { id }",
    );
    expect(booked.userErrors).toMatchObject([{ code: "ARCHIVED", field: ["input", "sessionTypeId"] }]);
    const { errors } = await asManager.send(text, question([coach], { durationMinutes: null, sessionTypeId: id }));
    expect(errors?.[0]?.extensions.field).toEqual(["sessionTypeId"]);
    const asCoach = await as(coach);
    expect((await change("updateSessionType", { id, name: "Mine" }, undefined, asCoach)).userErrors).toMatchObject([
      { code: "FORBIDDEN" },
    ]);
    const { sessionTypes } = await asCoach.ask("{ sessionTypes(first: 9) { nodes { name } } }");
    expect(sessionTypes.nodes).toEqual([{ name: "Other" }, { name: "Review" }]);
  });
});

describe("The next free slot", () => {
  const next = `query($type: ID) { people(first: 100) { nodes {
    id roles nextFreeSlot(durationMinutes: 60) { startsAt coaches { id } } } } }`.replace("($type: ID)", "");

  test("of a page of people is found with one question, and is null for who is no coach or has no time", async () => {
    const soon = await coachFrom(0, 24);
    const limited = await coachFrom(0, 24, { minimum_notice_minutes: 43_200 });
    const never = await coachFrom(0, 24, { minimum_notice_minutes: 43_200, horizon_days: 1 });
    const unset = await firm.person(["COACH"]);
    const { people } = await asManager.ask(next);
    const slotOf = (id: string) => people.nodes.find((node: AnyData) => node.id === person(id)).nextFreeSlot;
    expect(slotOf(soon).coaches).toEqual([{ id: person(soon) }]);
    expect(Date.parse(slotOf(soon).startsAt) - Date.now()).toBeLessThan(3_600_000);
    const away = (Date.parse(slotOf(limited).startsAt) - Date.now()) / 86_400_000;
    expect([Math.floor(away), slotOf(never), slotOf(unset)]).toEqual([30, null, null]);
  });

  test("is null to who may see dates only, and says what is wrong with a length", async () => {
    const coach = await coachFrom(0, 24);
    const asFinance = await as(await firm.person(["FINANCE"]));
    const { people } = await asFinance.ask(
      "{ people(first: 9) { nodes { id nextFreeSlot(durationMinutes: 60) { startsAt } } } }",
    );
    expect(people.nodes.find(({ id }: AnyData) => id === person(coach)).nextFreeSlot).toBeNull();
    const { errors } = await asManager.send(`{ person(id: "${person(coach)}") { nextFreeSlot { startsAt } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", field: ["durationMinutes"] });
  });
});
