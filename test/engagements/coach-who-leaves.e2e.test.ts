import { expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

const ROLES = ["owner", "manager", "leaver", "successor", "client", "sponsor", "finance"] as const;
type Role = (typeof ROLES)[number];

const QUERY = `query($id: ID!) { engagement(id: $id) {
  status allocationAvailable
  sessions(first: 9, orderBy: DATE) { nodes { status coaches { coach { name } } } }
  notes(first: 9, orderBy: CREATED) { nodes { text } }
  rematches(first: 9) { nodes { fromCoach { name } toCoach { name } reason } }
} }`;

test("a coach leaves in the middle: another goes on from then, and everybody sees what is theirs", async () => {
  const firm = await FirmFactory.create(database.admin);
  const organization = await firm.organization();
  const persons: Readonly<Record<Role, string>> = {
    owner: await firm.person(["OWNER"]),
    manager: await firm.person(["PROGRAM_MANAGER"]),
    leaver: await firm.person(["COACH"], { name: "Carla" }),
    successor: await firm.person(["COACH"], { name: "Sana" }),
    client: await firm.person(["CLIENT"], { name: "Chris", organization_id: organization }),
    sponsor: await firm.person(["SPONSOR"], { organization_id: organization }),
    finance: await firm.person(["FINANCE"]),
  };
  for (const coach of [persons.leaver, persons.successor]) await firm.availability(coach);
  const clients = {} as Record<Role, TestClient>;
  for (const role of ROLES) clients[role] = await signedIn(firm, persons[role]);
  const { manager, leaver, successor, client } = clients;
  const people = { coaches: [persons.leaver], participants: [persons.client] };
  const engagement = await firm.engagement(people, { organization_id: organization });
  const engagementId = apiId("engagement", engagement);
  const doneWhole = async (by: TestClient, name: string, input: object) => {
    await done(by, name, input);
    await allDone(database, firm.firmId);
  };
  const seen = async (role: Role) => {
    const found = (await clients[role].ask(QUERY, { id: engagementId })).engagement;
    if (!found) return null;
    const { sessions, notes, rematches, ...own } = found;
    return {
      ...own,
      sessions: sessions.nodes.map(({ status, coaches }: AnyData) =>
        [status, ...(coaches ?? []).map(({ coach }: AnyData) => coach?.name)].filter(Boolean).join(" "),
      ),
      notes: notes.nodes.map(({ text }: AnyData) => text),
      rematches: rematches.nodes.map(({ fromCoach, toCoach, reason }: AnyData) =>
        [fromCoach?.name, toCoach?.name, reason].filter(Boolean).join(", "),
      ),
    };
  };
  /** What all see, and what some see otherwise. Null is nothing at all. */
  const expectSeen = async (all: object, some: Partial<Record<Role, object | null>>) => {
    for (const role of ROLES) {
      const wanted = some[role] === null ? null : { ...all, ...some[role] };
      expect([role, await seen(role)]).toEqual([role, wanted]);
    }
  };

  const book = (days: number) =>
    doneWhole(client, "bookSession", {
      engagementId,
      startsAt: at(days, 9).toISOString(),
      endsAt: at(days, 10).toISOString(),
    });
  await book(3);
  await book(9);
  await doneWhole(leaver, "createNote", { engagementId, visibility: "SHARED", text: "Our aim" });
  await doneWhole(leaver, "createNote", { engagementId, visibility: "COACHES", text: "Ask about the board" });
  const dates = { sessions: ["", ""] };
  const before = { status: "ACTIVE", allocationAvailable: 10, notes: [], rematches: [] };
  await expectSeen(
    { ...before, sessions: ["CONFIRMED Carla", "CONFIRMED Carla"] },
    {
      leaver: { notes: ["Our aim", "Ask about the board"] },
      ...{ successor: null, client: { notes: ["Our aim"] }, sponsor: dates, finance: dates },
    },
  );

  const change = {
    ...{ engagementId, fromCoachId: apiId("person", persons.leaver), toCoachId: apiId("person", persons.successor) },
    ...{ startsOn: day(5), sessions: "MOVE", reason: "A long illness" },
  };
  await doneWhole(manager, "rematchEngagement", change);
  const why = { rematches: ["Carla, Sana, A long illness"] };
  const unseen = { rematches: [], ...dates };
  const handedOver = { ...before, sessions: ["CONFIRMED Carla", "CONFIRMED Sana"], rematches: ["Carla, Sana"] };
  await expectSeen(handedOver, {
    ...{ owner: why, manager: why, sponsor: unseen, finance: unseen },
    leaver: { notes: ["Our aim", "Ask about the board"] },
    ...{ successor: null, client: { notes: ["Our aim"] } },
  });

  // The day comes.
  await database.admin.query(
    "update engagement_coach set left_on = current_date where firm_id = $1 and person_id = $2",
    [...[firm.firmId, persons.leaver]],
  );
  await database.admin.query(
    "update engagement_coach set joined_on = current_date, notes_from = current_date + 1 where firm_id = $1 and person_id = $2",
    [firm.firmId, persons.successor],
  );
  await doneWhole(successor, "createNote", { engagementId, visibility: "SHARED", text: "Where we are" });
  await expectSeen(handedOver, {
    ...{ owner: why, manager: why, sponsor: unseen, finance: unseen, leaver: null },
    ...{ successor: { notes: ["Where we are"] }, client: { notes: ["Our aim", "Where we are"] } },
  });
});
