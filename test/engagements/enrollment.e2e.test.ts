import { beforeEach, describe, expect, test } from "@jest/globals";
import type { AnyData } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { type CohortWorld, cohortWorld, personId } from "./cohort-world.js";

let world: CohortWorld;
beforeEach(async () => {
  world = await cohortWorld();
});

const outcomes = ({ enrollments }: AnyData) => enrollments.map(({ outcome }: AnyData) => outcome);
const codes = ({ enrollments }: AnyData) => enrollments.map(({ error }: AnyData) => error?.code ?? null);

async function enrolledIn({ manager, cohortId }: CohortWorld, status?: string): Promise<number> {
  const query =
    "query($id: ID!, $status: CohortMemberStatus) { cohort(id: $id) { members(first: 1, filter: { status: $status }) { totalCount } } }";
  return (await manager.ask(query, { id: cohortId, status })).cohort.members.totalCount;
}

test("people are enrolled with a report of each, and enrolling them again changes nothing", async () => {
  const people = await world.clients(3);
  const report = await world.enroll(people);
  expect(report).toMatchObject({ userErrors: [], enrolled: 3, alreadyEnrolled: 0, refused: 0 });
  expect(report.enrollments.map(({ place, person }: AnyData) => [place, person.id])).toEqual(
    people.map((id, place) => [place, personId(id)]),
  );
  const again = await world.enroll(people);
  expect(again).toMatchObject({ userErrors: [], enrolled: 0, alreadyEnrolled: 3 });
  expect(again.enrollments.map(({ member }: AnyData) => member)).toEqual(
    report.enrollments.map(({ member }: AnyData) => member),
  );
  expect(await enrolledIn(world, "ENROLLED")).toBe(3);
});

test("a request that is sent again with its key is answered alike, and enrolls nobody twice", async () => {
  const people = await world.clients(2);
  const input = { idempotencyKey: "spring" };
  expect(await world.enroll(people, input)).toEqual(await world.enroll(people, input));
  expect(await enrolledIn(world)).toBe(2);
});

describe("who cannot be enrolled", () => {
  let people: string[];
  beforeEach(async () => {
    const { firm } = world;
    const [fine] = await world.clients(1);
    const elsewhere = await firm.person(["CLIENT"], { organization_id: await firm.organization() });
    people = [fine!, firm.firmId, fine!, await firm.person(["COACH"]), elsewhere];
  });
  const expected = [null, "NOT_FOUND", "NAMED_TWICE", "NOT_A_CLIENT", "NOT_IN_ORGANIZATION"];

  test("refuses all, and nothing is written", async () => {
    const report = await world.enroll(people);
    expect(report).toMatchObject({ cohort: null, userErrors: [refusal("PEOPLE_REFUSED", "personIds")], enrolled: 0 });
    expect(codes(report)).toEqual(expected);
    expect(outcomes(report)).toEqual(["SKIPPED", "REFUSED", "REFUSED", "REFUSED", "REFUSED"]);
    expect(report.enrollments[3].error.field).toEqual(["input", "personIds", "3"]);
    expect(report.enrollments[1]).toMatchObject({ person: null, member: null });
    expect(await enrolledIn(world)).toBe(0);
  });

  test("is left out if that is asked for", async () => {
    const report = await world.enroll(people, { partial: true });
    expect(report).toMatchObject({ userErrors: [], enrolled: 1, refused: 4 });
    expect(codes(report)).toEqual(expected);
    expect(outcomes(report)).toEqual(["ENROLLED", "REFUSED", "REFUSED", "REFUSED", "REFUSED"]);
    expect(await enrolledIn(world)).toBe(1);
  });
});

test("nobody is enrolled in an archived cohort, or one of an archived program", async () => {
  const people = await world.clients(1);
  const { manager, cohortId, programId } = world;
  await mutate(manager, "archiveCohort", { id: cohortId });
  expect(await world.enroll(people)).toMatchObject({ userErrors: [refusal("ARCHIVED", "cohortId")] });
  await mutate(manager, "restoreCohort", { id: cohortId });
  await mutate(manager, "archiveProgram", { id: programId }, { type: "ProgramMoveInput" });
  expect(await world.enroll(people)).toMatchObject({ userErrors: [refusal("PROGRAM_NOT_ACTIVE", "cohortId")] });
});

test("five hundred people are enrolled at once, and no more", async () => {
  const people = await world.clients(501);
  expect((await world.enroll(people)).userErrors).toEqual([refusal("INVALID", "personIds")]);
  const started = Date.now();
  const { enrolled, userErrors } = await world.enroll(people.slice(1));
  expect({ enrolled, userErrors }).toEqual({ enrolled: 500, userErrors: [] });
  // Under five seconds on a quiet machine; this one may be busy.
  expect(Date.now() - started).toBeLessThan(20_000);
  expect(await enrolledIn(world, "ENROLLED")).toBe(500);
});

test("of several who enroll the same people at once, one enrolls each", async () => {
  const people = await world.clients(20);
  const reports = await Promise.all(Array.from({ length: 6 }, () => world.enroll(people)));
  for (const { userErrors } of reports) expect(userErrors).toEqual([]);
  expect(reports.map(({ enrolled }) => enrolled).sort()).toEqual([0, 0, 0, 0, 0, 20]);
  expect(await enrolledIn(world)).toBe(20);
});

test("sponsors see the members of their organization, clients themselves, and others nobody", async () => {
  const { firm, organization, cohortId } = world;
  const [first, second] = await world.clients(2);
  await world.enroll([first!, second!]);
  const query =
    "query($id: ID!) { cohort(id: $id) { name version members(first: 9) { nodes { person { id } status version } } } }";
  const seenBy = async (who: string) => (await (await world.as(who)).ask(query, { id: cohortId })).cohort;
  const member = (id: string) => ({ person: { id: personId(id) }, status: "ENROLLED", version: null });
  expect(await seenBy(first!)).toEqual({ name: "Spring", version: null, members: { nodes: [member(first!)] } });
  const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
  const both = { nodes: [member(first!), member(second!)] };
  expect(await seenBy(sponsor)).toEqual({ name: "Spring", version: null, members: both });
  expect(await seenBy(await firm.person(["FINANCE"]))).toEqual({ name: "Spring", version: null, members: both });
  const others = [
    await firm.person(["SPONSOR"], { organization_id: await firm.organization() }),
    await firm.person(["COACH"]),
    await firm.person(["CLIENT"]),
  ];
  for (const other of others) expect(await seenBy(other)).toBeNull();
  const { userErrors } = await world.enroll([first!], {}, await world.as(sponsor));
  expect(userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
});
