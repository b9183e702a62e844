import { beforeEach, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import { mergePeople } from "./merge-people.ts";

let firm: FirmFactory;
let owner: TestClient;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

async function refusal(keep: string, duplicate: string, by = owner) {
  const [error] = (await mergePeople(by, keep, duplicate)).userErrors;
  return error;
}

async function rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await database.admin.query<Row>(text, [firm.firmId, ...values])).rows;
}

const people = (...names: string[]) => Promise.all(names.map((name) => firm.person(["CLIENT"], { name })));

test("refuses two sign-ins, and a duplicate who signs in", async () => {
  const [one, two, three] = await people("One", "Two", "Three");
  await signedIn(firm, one!);
  await signedIn(firm, two!);
  expect(await refusal(one!, two!)).toMatchObject({
    code: "TWO_SIGN_INS",
    message: expect.stringContaining("Deactivate"),
  });
  expect(await refusal(three!, two!)).toMatchObject({
    code: "DUPLICATE_SIGNS_IN",
    message: expect.stringContaining("Keep this one"),
  });
  expect(await refusal(two!, three!)).toBeUndefined();
});

test("refuses sessions of both at one time, by name; not those that are over, for participants", async () => {
  const [coach, other] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
  const [keep, duplicate] = await people("One", "Two");
  const mine = await firm.engagement({ coaches: [coach], participants: [keep!] }, { title: "Mine" });
  const theirs = await firm.engagement({ coaches: [other], participants: [duplicate!] }, { title: "Theirs" });
  for (const [engagement, by, person] of [
    [mine, coach, keep],
    [theirs, other, duplicate],
  ] as const) {
    await firm.session(
      engagement,
      { coaches: [by], participants: [person!], startsAt: at(-3, 9) },
      { status: "COMPLETED" },
    );
    await firm.session(engagement, { coaches: [by], participants: [person!], startsAt: at(3, 9) });
  }
  const message = `Both have sessions at the same time: Mine at ${at(3, 9).toISOString().replace(".000", "")} and Theirs at ${at(3, 9).toISOString().replace(".000", "")}. Move or cancel one of each.`;
  expect(await refusal(keep!, duplicate!)).toEqual({ code: "DOUBLE_BOOKED", message });
  expect(await refusal(coach, other)).toMatchObject({ code: "DOUBLE_BOOKED" });
  await database.admin.query(
    "update session set status = 'CANCELLED' where firm_id = $1 and engagement_id = $2 and starts_at > now()",
    [firm.firmId, theirs],
  );
  expect(await refusal(keep!, duplicate!)).toBeUndefined();
});

test("refuses a coach and a participant of one engagement", async () => {
  const [keep, duplicate] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  await firm.engagement({ coaches: [keep], participants: [duplicate] }, { title: "Odd" });
  expect(await refusal(keep, duplicate)).toMatchObject({
    code: "BOTH_SIDES",
    message: expect.stringContaining("Odd"),
  });
});

test("refuses somebody who reports to the other through a third", async () => {
  const [keep, boss, duplicate] = await people("Ann", "Ben", "Ann A.");
  for (const [person, manager] of [
    [keep, boss],
    [boss, duplicate],
  ])
    await firm.row("client_profile", { person_id: person, manager_id: manager, job: "Head" });
  expect(await refusal(keep!, duplicate!)).toMatchObject({
    code: "REPORTS_TO",
    message: expect.stringContaining("Ann reports to Ann A."),
  });
  expect(await refusal(duplicate!, keep!)).toMatchObject({ code: "REPORTS_TO" });
  await database.admin.query("delete from client_profile where firm_id = $1 and person_id = $2", [firm.firmId, boss]);
  expect(await refusal(keep!, duplicate!)).toBeUndefined();
  expect(await rows("select person_id, manager_id from client_profile where firm_id = $1")).toEqual([
    { person_id: keep, manager_id: boss },
  ]);
});

test("refuses oneself, an owner by an admin, somebody erased, a deactivated person with an active duplicate, strangers", async () => {
  const [one, two, gone] = await people("One", "Two", "Gone");
  const second = await firm.person(["OWNER"]);
  const admin = await firm.person(["ADMIN"]);
  const asAdmin = await signedIn(firm, admin);
  expect(await refusal(admin, one!, asAdmin)).toMatchObject({ code: "FORBIDDEN" });
  expect(await refusal(one!, admin, asAdmin)).toMatchObject({ code: "FORBIDDEN" });
  expect(await refusal(one!, second, asAdmin)).toEqual({
    code: "FORBIDDEN",
    message: "Only an owner can merge an owner.",
  });
  expect(await refusal(one!, two!, await signedIn(firm, await firm.person(["PROGRAM_MANAGER"])))).toMatchObject({
    code: "FORBIDDEN",
  });
  const deactivate = `mutation($id: ID!) { deactivatePerson(input: { personId: $id }) { userErrors { code } } }`;
  await owner.ask(deactivate, { id: apiId("person", one!) });
  expect(await refusal(one!, two!)).toMatchObject({ code: "DEACTIVATED" });
  await owner.ask(deactivate, { id: apiId("person", gone!) });
  await owner.ask(`mutation($id: ID!) { erasePerson(input: { personId: $id }) { userErrors { code } } }`, {
    id: apiId("person", gone!),
  });
  expect(await refusal(two!, gone!)).toMatchObject({ code: "ERASED" });
  expect(await refusal(gone!, two!)).toMatchObject({ code: "ERASED" });
  const stranger = await (await FirmFactory.create(database.admin)).person(["CLIENT"]);
  expect(await refusal(two!, stranger)).toMatchObject({ code: "NOT_FOUND" });
  expect(await refusal(stranger, two!)).toMatchObject({ code: "NOT_FOUND" });
  expect(await refusal(two!, two!)).toMatchObject({ code: "INVALID" });
  expect(await rows("select id from merged_person where firm_id = $1")).toEqual([]);
  expect(await refusal(two!, one!)).toBeUndefined();
});
