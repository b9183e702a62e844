import type { Actor } from "@coachwork/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory } from "@coachwork/testing";
import { type Inside, openInside } from "./inside.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let inside: Inside;
let firm: FirmFactory;
let engagement: string;
let owner: Actor;
let manager: Actor;
let coach: Actor;
let client: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  inside = await openInside(database);
});
afterAll(async () => {
  await inside.close();
  await database.drop();
});

/** Notes and sessions of ten days ago and of today, between a coach and a client who have been there for a month. */
beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await somebody("OWNER", "COACH", "CLIENT");
  manager = await somebody("PROGRAM_MANAGER");
  coach = await somebody("COACH");
  client = await somebody("CLIENT");
  engagement = await firm.engagement(
    { coaches: [coach.personId!], participants: [client.personId!] },
    { format: "GROUP" },
  );
  await write("early", at(-10, 9));
  await write("late", new Date());
  for (const days of [-10, 1]) {
    const session = { coaches: [coach.personId!], startsAt: at(days, 9) };
    await firm.session(engagement, session, { agenda: `AGENDA ${days < 0 ? "early" : "late"}` });
  }
});

async function somebody(...roles: string[]): Promise<Actor> {
  const personId = await firm.person(roles);
  return {
    firmId: firm.firmId,
    personId,
    actorId: personId,
    grants: roles,
    today: day(0),
    firmTimeZone: "UTC",
  };
}

async function write(when: string, createdAt: Date): Promise<void> {
  for (const visibility of ["COACHES", "SHARED"])
    await firm.note(engagement, coach.personId!, visibility, { text: `${visibility} ${when}`, created_at: createdAt });
}

/** What somebody reads of the engagement's notes and agendas. */
async function reads(actor: Actor): Promise<string[]> {
  const text = "{ notes(first: 100) { nodes { text } } sessions(first: 100) { nodes { agenda } } }";
  const { data } = await inside.ask(actor, text);
  const { notes, sessions } = data as {
    notes: { nodes: { text: string }[] };
    sessions: { nodes: { agenda: string | null }[] };
  };
  const agendas = sessions.nodes.flatMap(({ agenda }) => (agenda === null ? [] : [agenda]));
  return [...notes.nodes.map((note) => note.text), ...agendas].sort();
}

interface Done {
  readonly userErrors: readonly { readonly code: string }[];
  readonly joinRequest?: { readonly id: string; readonly status: string } | null;
}

/** What a mutation answers: the codes of its refusals, and a request to join if it is about one. */
async function mutate(actor: Actor, name: string, input: object): Promise<Done> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`.replace(/^(Confirm|Decline|Withdraw)(?=JoinRequest)/, "");
  const inputType = type.startsWith("AddEngagement") ? "AddToEngagement" : type;
  const request = name.includes("Join") ? "joinRequest { id status personName }" : "";
  const text = `mutation ($input: ${inputType}Input!) { ${name}(input: $input) { userErrors { code } ${request} } }`;
  const { data, errors } = await inside.ask(actor, text, { input });
  expect(errors).toBeUndefined();
  return (data as Record<string, Done>)[name]!;
}

const codes = async (actor: Actor, name: string, input: object) =>
  (await mutate(actor, name, input)).userErrors.map(({ code }) => code);
const of = ({ personId }: Actor) => ({
  engagementId: apiId("engagement", engagement),
  personId: apiId("person", personId!),
});
const add = (by: Actor, side: "Coach" | "Participant", who: Actor, joinedOn?: string) =>
  codes(by, `addEngagement${side}`, { ...of(who), joinedOn });
const ask = (by: Actor, side: string) =>
  mutate(by, "requestToJoinEngagement", { engagementId: apiId("engagement", engagement), side });

const late = ["AGENDA late", "COACHES late", "SHARED late"];
const all = ["AGENDA early", "AGENDA late", "COACHES early", "COACHES late", "SHARED early", "SHARED late"];

describe("Who joins an engagement", () => {
  test("reads what is shared from the day on which they were added, also where they joined from an earlier day", async () => {
    const [second, third] = [await somebody("COACH"), await somebody("CLIENT")];
    expect(await add(manager, "Coach", second)).toEqual([]);
    expect(await add(manager, "Participant", third, day(-20))).toEqual([]);
    expect([await reads(coach), await reads(second), await reads(third)]).toEqual([
      all,
      late,
      ["AGENDA late", "SHARED late"],
    ]);
  });

  test("reads earlier notes once a coach shares them, as far back as that coach reads", async () => {
    const [second, third] = [await somebody("COACH"), await somebody("CLIENT")];
    await add(manager, "Coach", second);
    await add(manager, "Participant", third);
    expect(await codes(second, "shareEarlierNotes", of(third))).toEqual(["NOTHING_EARLIER"]);
    expect(await codes(coach, "shareEarlierNotes", of(third))).toEqual([]);
    expect(await reads(third)).toEqual(["AGENDA early", "AGENDA late", "SHARED early", "SHARED late"]);
    expect(await reads(second)).toEqual(late);
    expect(await codes(coach, "shareEarlierNotes", of(second))).toEqual([]);
    expect(await reads(second)).toEqual(all);
  });

  test("is shared nothing with by themselves, by who runs the practice, nor by a participant", async () => {
    const second = await somebody("COACH", "OWNER");
    await add(manager, "Coach", second);
    expect(await codes(second, "shareEarlierNotes", of(second))).toEqual(["FORBIDDEN"]);
    expect(await codes(owner, "shareEarlierNotes", of(second))).toEqual(["FORBIDDEN"]);
    expect(await codes(client, "shareEarlierNotes", of(second))).toEqual(["FORBIDDEN"]);
    expect(await codes(coach, "shareEarlierNotes", of(owner))).toEqual(["NOT_FOUND"]);
    expect(await reads(second)).toEqual(late);
  });

  test("reads what was shared before their address was changed no more: whoever has the new mailbox may be somebody else", async () => {
    expect(await reads(client)).toEqual(["AGENDA early", "AGENDA late", "SHARED early", "SHARED late"]);
    const id = apiId("person", client.personId!);
    expect(await codes(owner, "updatePerson", { id, email: `${id}@elsewhere.example` })).toEqual([]);
    expect(await reads(client)).toEqual(["AGENDA late", "SHARED late"]);
    expect(await codes(coach, "shareEarlierNotes", of(client))).toEqual([]);
    expect(await reads(client)).toEqual(["AGENDA early", "AGENDA late", "SHARED early", "SHARED late"]);
  });

  test("goes on reading what was written while they were there before, and their own notes", async () => {
    const second = await somebody("COACH");
    const before = { joined_on: day(-12), left_on: day(-8) };
    await firm.coach(engagement, second.personId!, before);
    await firm.note(engagement, second.personId!, "SHARED", { text: "OWN", created_at: at(-5, 9) });
    expect(await reads(second)).toEqual([]);
    await write("between", at(-5, 9));
    expect(await add(manager, "Coach", second)).toEqual([]);
    expect(await reads(second)).toEqual([...all, "OWN"].sort());
  });
});

describe("Who adds themselves to an engagement", () => {
  test("is refused, on either side and from whatever day", async () => {
    expect(await add(owner, "Coach", owner)).toEqual(["NEEDS_CONSENT"]);
    expect(await add(owner, "Participant", owner, day(5))).toEqual(["NEEDS_CONSENT"]);
  });

  test("asks, and is in it when another person consents, and reads nothing from before", async () => {
    const { joinRequest } = await ask(owner, "COACH");
    expect(joinRequest).toMatchObject({ status: "WAITING", personName: "Somebody" });
    const { id } = joinRequest!;
    expect((await ask(owner, "COACH")).userErrors).toEqual([{ code: "ALREADY_REQUESTED" }]);
    expect(await codes(owner, "confirmJoinRequest", { id })).toEqual(["FORBIDDEN"]);
    expect(await codes(owner, "declineJoinRequest", { id })).toEqual(["FORBIDDEN"]);
    expect(await codes(await somebody("COACH"), "confirmJoinRequest", { id })).toEqual(["NOT_FOUND"]);
    expect(await reads(owner)).toEqual([]);

    const confirmed = await mutate(client, "confirmJoinRequest", { id });
    expect(confirmed).toMatchObject({ userErrors: [], joinRequest: { status: "CONFIRMED" } });
    expect(await reads(owner)).toEqual(late);
    expect(await codes(manager, "declineJoinRequest", { id })).toEqual(["ALREADY_DECIDED"]);
  });

  test("is told no, takes a request back, and asks again", async () => {
    const first = (await ask(owner, "PARTICIPANT")).joinRequest!;
    expect(await codes(manager, "withdrawJoinRequest", { id: first.id })).toEqual(["FORBIDDEN"]);
    expect(await codes(manager, "declineJoinRequest", { id: first.id })).toEqual([]);
    const second = (await ask(owner, "PARTICIPANT")).joinRequest!;
    expect(await codes(owner, "withdrawJoinRequest", { id: second.id })).toEqual([]);
    expect((await ask(owner, "PARTICIPANT")).userErrors).toEqual([]);
    expect(await reads(owner)).toEqual([]);
  });

  test("waits no longer when the engagement has ended", async () => {
    const { id } = (await ask(owner, "COACH")).joinRequest!;
    await database.admin.query("update engagement set status = 'COMPLETED' where id = $1", [engagement]);
    const { data } = await inside.ask(manager, `{ node(id: "${id}") { ... on JoinRequest { status } } }`);
    expect(data).toEqual({ node: { status: "EXPIRED" } });
    expect(await codes(manager, "confirmJoinRequest", { id })).toEqual(["WRONG_STATUS"]);
  });

  test("needs nobody where nobody else is or was in it", async () => {
    engagement = await firm.engagement({});
    expect((await ask(owner, "COACH")).userErrors).toEqual([{ code: "NEEDS_NO_CONSENT" }]);
    expect(await add(owner, "Coach", owner)).toEqual([]);
  });

  test("is in the audit with who did it", async () => {
    const { id } = (await ask(owner, "COACH")).joinRequest!;
    await mutate(coach, "confirmJoinRequest", { id });
    const { rows } = await database.admin.query<{ type: string; actor: string }>(
      "select type, actor_id as actor from event where firm_id = $1 order by seq",
      [firm.firmId],
    );
    expect(rows).toEqual([
      { type: "join_request.made", actor: owner.personId },
      { type: "engagement.coach_joined", actor: coach.personId },
      { type: "join_request.confirmed", actor: coach.personId },
    ]);
  });
});
