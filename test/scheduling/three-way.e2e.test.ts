import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { CLIENT, COACH, hourFrom, MailWorld } from "./mail-world.ts";

/** A three-way session is with the sponsors of the organization that pays for the engagement, too. */
const SPONSOR = "sponsor@alder.example";
const OTHER = "sponsor@birch.example";

let world: MailWorld;
let alder: string;
let sponsor: string;
let asSponsor: TestClient;

beforeAll(async () => {
  world = await MailWorld.open();
});
afterAll(() => world?.close());

beforeEach(async () => {
  await world.newFirm();
  const { firm } = world;
  alder = await firm.organization({ name: "Alder" });
  const birch = await firm.organization({ name: "Birch" });
  sponsor = await firm.person(["SPONSOR"], { name: "Petra Ek", email: SPONSOR, organization_id: alder });
  await firm.person(["SPONSOR"], { name: "Other", email: OTHER, organization_id: birch });
  await firm.person(["CLIENT"], { name: "Colleague", email: "colleague@alder.example", organization_id: alder });
  await world.stored.admin.query("update engagement set organization_id = $2 where id = $1", [world.engagement, alder]);
  asSponsor = await world.signedIn(sponsor);
});

async function book(kind: string, startsAt: Date, more = {}): Promise<string> {
  const input = { engagementId: apiId("engagement", world.engagement), kind, place: "Room 4", ...more };
  const { session, userErrors } = await mutate(
    world.manager,
    "bookSession",
    { ...input, ...hourFrom(startsAt) },
    { answer: "session { id }" },
  );
  expect(userErrors).toEqual([]);
  return session.id;
}

const DETAILS = `id date kind status startsAt endsAt timeZone place sequence agenda cancellationReason createdAt
  coaches { coach { name } } attendance { status }`;

const seen = async (id: string, by = asSponsor): Promise<AnyData> =>
  (await by.ask(`query($id: ID!) { session(id: $id) { ${DETAILS} } }`, { id })).session;

describe("The sponsors of an engagement", () => {
  test("are invited to its three-way sessions, and told when one is moved or cancelled", async () => {
    const id = await book("THREE_WAY", at(3, 9));
    const [invited] = await world.lettersTo(SPONSOR, 1);
    expect(invited!.text).toContain("Three-way session");
    expect(invited!.text).toContain("Room 4");
    expect(invited!.text).toContain("Amara Osei");
    expect(invited!.text).not.toContain("Jörg");
    expect(invited!.calendar).toContain("METHOD:REQUEST");
    expect(invited!.calendar).not.toContain(CLIENT);
    expect(invited!.text).toMatch(/\/sessions\/see\//);
    expect(invited!.text).not.toMatch(/\/sessions\/(move|cancel)\//);

    await world.move(id, at(4, 9));
    const [, moved] = await world.lettersTo(SPONSOR, 2);
    expect(moved!.calendar).toContain("SEQUENCE:1");
    await mutate(world.manager, "cancelSession", { id, reason: "Jörg is ill" });
    const [, , cancelled] = await world.lettersTo(SPONSOR, 3);
    expect(cancelled!.calendar).toContain("METHOD:CANCEL");
    expect(cancelled!.text).not.toContain("ill");
    expect((await world.lettersTo(CLIENT, 3))[2]!.text).toContain("ill");
    for (const nobody of [OTHER, "colleague@alder.example"]) expect(await world.lettersTo(nobody, 0)).toEqual([]);
  });

  test("see its time and place, and nothing of what is said there", async () => {
    const id = await book("THREE_WAY", at(3, 9));
    await world.stored.admin.query("update session set agenda = 'Whether to go on' where firm_id = $1", [
      world.firm.firmId,
    ]);
    expect(await seen(id)).toMatchObject({
      kind: "THREE_WAY",
      status: "CONFIRMED",
      startsAt: at(3, 9).toISOString().replace(".000", ""),
      place: "Room 4",
      sequence: 0,
      agenda: null,
      createdAt: null,
      cancellationReason: null,
      coaches: [],
      attendance: [],
    });
    const other = await world.rows<{ id: string }>("select id from person where firm_id = $1 and email = $2", [
      world.firm.firmId,
      OTHER,
    ]);
    expect(await seen(id, await world.signedIn(other[0]!.id))).toBeNull();
  });

  test("see the date alone of all others, are told nothing of them, and find them by nothing else", async () => {
    const id = await book("REVIEW", at(3, 11));
    await world.lettersTo(COACH, 1);
    const nothing = { kind: null, status: null, startsAt: null, endsAt: null, timeZone: null, place: null };
    expect(await seen(id)).toMatchObject({ ...nothing, sequence: null });
    const threeWay = await book("THREE_WAY", at(5, 11));
    await world.lettersTo(SPONSOR, 1);
    const found = async (filter: string) =>
      (await asSponsor.ask(`{ sessions(first: 9, filter: { ${filter} }) { nodes { id } } }`)).sessions.nodes.map(
        (node: AnyData) => node.id,
      );
    for (const filter of ["kind: REVIEW", `startsBefore: "${at(4, 0).toISOString()}"`])
      expect(await found(filter)).toEqual([]);
    for (const filter of ["kind: THREE_WAY", "status: CONFIRMED", `startsFrom: "${at(2, 0).toISOString()}"`])
      expect(await found(filter)).toEqual([threeWay]);
    expect(await world.lettersTo(SPONSOR, 1)).toHaveLength(1);
  });

  test("hear no more of a session that becomes one between coach and client", async () => {
    const id = await book("THREE_WAY", at(3, 9));
    await world.lettersTo(SPONSOR, 1);
    await mutate(world.manager, "changeSessionKind", { id, kind: "REGULAR" });
    const [, farewell] = await world.lettersTo(SPONSOR, 2);
    expect(farewell!.text).toContain("You no longer take part");
    expect(farewell!.calendar).toContain("METHOD:CANCEL");
    expect(farewell!.text).not.toContain("Room 4");
    expect(await seen(id)).toMatchObject({ kind: null, startsAt: null });
  });

  test("can neither move nor cancel it", async () => {
    const id = await book("THREE_WAY", at(3, 9));
    for (const [name, more] of [
      ["cancelSession", {}],
      ["rescheduleSession", hourFrom(at(4, 9))],
    ] as const)
      expect(await mutate(asSponsor, name, { id, ...more })).toMatchObject({ userErrors: [{ code: "FORBIDDEN" }] });
  });

  test("see no time that is only held", async () => {
    const engagementId = apiId("engagement", world.engagement);
    const input = { engagementId, kind: "THREE_WAY", ...hourFrom(at(3, 9)) };
    const { session } = await mutate(world.manager, "holdSlot", input, { answer: "session { id }" });
    expect(await seen(session.id)).toMatchObject({ kind: null, startsAt: null, status: null });
  });

  test("are invited to a series of them in one letter, without a way to cancel it", async () => {
    const input = {
      engagementId: apiId("engagement", world.engagement),
      kind: "THREE_WAY",
      rule: "FREQ=WEEKLY;COUNT=3",
    };
    const { userErrors } = await mutate(world.manager, "bookSeries", {
      ...input,
      ...{ firstStart: `${day(3)}T09:00`, durationMinutes: 60, timeZone: "Europe/London" },
    });
    expect(userErrors).toEqual([]);
    const [invited] = await world.lettersTo(SPONSOR, 1);
    expect(invited!.calendar).toContain("RRULE");
    expect(invited!.text).not.toMatch(/\/sessions\/(move|cancel)\//);
    expect(invited!.text).toContain("does not cancel");
  });
});
