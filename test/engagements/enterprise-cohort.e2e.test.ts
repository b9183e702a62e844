import { expect, test } from "@jest/globals";
import { type AnyData, at, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

const ROLES = ["owner", "manager", "coach", "client", "sponsor", "stranger", "finance"] as const;
type Role = (typeof ROLES)[number];

/** Forty people of one organization, and ten for each of four coaches. */
const MEMBERS = 40;
const COACHES = 4;
/** Sessions of each engagement. */
const SESSIONS = 2;

const STATUSES = ["ENROLLED", "IN_PROGRESS", "COMPLETED", "DISCONTINUED"];
const count = (status: string) =>
  `${status}: cohortMembers(first: 1, filter: { cohortId: $cohort, status: ${status} }) { totalCount }`;
const QUERY = `query($cohort: ID!, $member: ID!) {
  ${STATUSES.map(count).join("\n")}
  pools(first: 1) { nodes { taken available } }
  node(id: $member) { ... on CohortMember { status } }
  engagements(first: 1, filter: { status: ACTIVE }) { totalCount }
  sessions(first: 1) { totalCount }
}`;

test("an enterprise cohort of forty: from a file of people to the last session", async () => {
  const firm = await FirmFactory.create(database.admin);
  const owner = await signedIn(firm, await firm.person(["OWNER"]));
  const made = async (name: string, input: object, noun: string): Promise<string> =>
    (await done(owner, name, input, { answer: `${noun} { id }` }))[noun].id;

  const line = (name: string, roles: string, organization = "") =>
    `${name},${name}@alder.example,${roles},${organization}`;
  const csv = [
    "name,email,roles,organization",
    ...Array.from({ length: MEMBERS }, (_, place) => line(`member-${place}`, "CLIENT", "Alder")),
    ...Array.from({ length: COACHES }, (_, place) => line(`coach-${place}`, "COACH")),
    ...[line("manager", "PROGRAM_MANAGER"), line("finance", "FINANCE")],
    ...[line("sponsor", "SPONSOR", "Alder"), line("stranger", "SPONSOR", "Birch")],
  ].join("\n");
  const { records } = await done(owner, "importPeople", { csv }, { answer: "records { person { id name } }" });
  const ids = new Map<string, string>(records.map(({ person }: AnyData) => [person.name, person.id]));
  const members = Array.from({ length: MEMBERS }, (_, place) => ids.get(`member-${place}`)!);
  const coaches = Array.from({ length: COACHES }, (_, place) => ids.get(`coach-${place}`)!);
  const coachOf = (place: number) => coaches[place % COACHES]!;

  const as = (name: string) => signedIn(firm, uuidOf(ids.get(name)!));
  const clients: Readonly<Record<Role, TestClient>> = {
    ...{ owner, manager: await as("manager"), coach: await as("coach-0"), client: await as("member-0") },
    ...{ sponsor: await as("sponsor"), stranger: await as("stranger"), finance: await as("finance") },
  };
  const { manager, coach } = clients;
  const organizations = await owner.ask("{ organizations(first: 9) { nodes { id name } } }");
  const organizationId = organizations.organizations.nodes.find(({ name }: AnyData) => name === "Alder").id;

  const terms = { kind: "COACHING", format: "INDIVIDUAL", weeks: 12 };
  const allocation = { allocationUnit: "SESSIONS", allocationAmount: SESSIONS };
  const programId = await made("createProgram", { name: "New leaders", ...terms, ...allocation }, "program");
  await done(owner, "activateProgram", { id: programId }, { type: "ProgramMoveInput" });
  const pool = { name: "Leaders at Alder", organizationId, unit: "SESSIONS", amount: MEMBERS * SESSIONS };
  const poolId = await made("createPool", pool, "pool");
  const cohort = { name: "Spring", programId, organizationId, startsOn: day(-20) };
  const cohortId = await made("createCohort", cohort, "cohort");
  await done(manager, "setCohortPool", { id: cohortId, poolId });

  const enrolled = await done(
    manager,
    "enrollInCohort",
    { cohortId, personIds: members, idempotencyKey: "spring" },
    { answer: "enrolled enrollments { member { id } }" },
  );
  expect(enrolled.enrolled).toBe(MEMBERS);
  const memberIds: string[] = enrolled.enrollments.map(({ member }: AnyData) => member.id);

  /** What a role sees: members by status, the pool, the first member, active engagements and sessions. */
  const seen = async (role: Role) => {
    const { pools, node, engagements, sessions, ...counts } = await clients[role].ask(QUERY, {
      cohort: cohortId,
      member: memberIds[0],
    });
    return {
      members: STATUSES.map((status) => counts[status].totalCount),
      pool: pools.nodes[0] ? [pools.nodes[0].taken, pools.nodes[0].available] : null,
      first: node?.status ?? null,
      engagements: engagements.totalCount,
      sessions: sessions.totalCount,
    };
  };
  const none = { members: [0, 0, 0, 0], pool: null, first: null, engagements: 0, sessions: 0 };
  /** What those who see the whole cohort see, and what coach and client see of their own. */
  const expectSeen = async (all: object, own: Partial<Record<Role, object>>) => {
    const others: Partial<Record<Role, object>> = { stranger: none, ...own };
    for (const role of ROLES) expect({ role, ...(await seen(role)) }).toEqual({ role, ...(others[role] ?? all) });
  };
  await expectSeen(
    { members: [MEMBERS, 0, 0, 0], pool: [0, 80], first: "ENROLLED", engagements: 0, sessions: 0 },
    { coach: none, client: { ...none, members: [1, 0, 0, 0], first: "ENROLLED" } },
  );

  const engagementIds: string[] = [];
  for (const [place, participant] of members.entries()) {
    const people = { coachIds: [coachOf(place)], participantIds: [participant] };
    const given = { cohortId, title: `Leading ${place}`, startsOn: day(-20), ...people };
    const { engagement } = await done(manager, "createEngagement", given, { answer: "engagement { id }" });
    await done(manager, "activateEngagement", { id: engagement.id }, { type: "EngagementStatusInput" });
    engagementIds.push(engagement.id);
  }
  const perCoach = MEMBERS / COACHES;
  await expectSeen(
    { members: [0, MEMBERS, 0, 0], pool: [80, 0], first: "IN_PROGRESS", engagements: MEMBERS, sessions: 0 },
    {
      coach: { ...none, members: [0, perCoach, 0, 0], first: "IN_PROGRESS", engagements: perCoach },
      client: { ...none, members: [0, 1, 0, 0], first: "IN_PROGRESS", engagements: 1 },
    },
  );

  // The coach hears of each session of theirs, and of no other.
  const told = coach.follow("subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type } }", {
    coach: coaches[0],
  });
  for (const [place, engagementId] of engagementIds.entries()) {
    const startsAt = at(-10, place % 20).toISOString();
    const endsAt = at(-10, (place % 20) + 1).toISOString();
    const coachIds = [coachOf(place)];
    if (place < 20) await done(manager, "logSession", { engagementId, coachIds, startsAt, endsAt });
  }
  await told.until(20 / COACHES);
  expect(told.received.map(({ data }) => data.scheduleChanged.type)).toEqual(
    Array.from({ length: 20 / COACHES }, () => "COMPLETED"),
  );

  // One leaves the organization: what is left of their sessions is the pool's again.
  await done(manager, "discontinueCohortMember", { id: memberIds[1], reason: "LEFT" });
  await expectSeen(
    { members: [0, 39, 0, 1], pool: [79, 1], first: "IN_PROGRESS", engagements: 39, sessions: 20 },
    {
      coach: { ...none, members: [0, 10, 0, 0], first: "IN_PROGRESS", engagements: 10, sessions: 5 },
      client: { ...none, members: [0, 1, 0, 0], first: "IN_PROGRESS", engagements: 1, sessions: 1 },
    },
  );

  for (const [place, engagementId] of engagementIds.entries()) {
    if (place === 1) continue;
    for (const [nth, days] of (place < 20 ? [-3] : [-7, -3]).entries()) {
      const hour = (place % 10) * 2 + nth;
      const times = { startsAt: at(days, hour).toISOString(), endsAt: at(days, hour + 1).toISOString() };
      await done(manager, "logSession", { engagementId, coachIds: [coachOf(place)], ...times });
    }
    const closing = { id: engagementId, closingReason: "TERM_ENDED" };
    await done(manager, "completeEngagement", closing, { type: "CloseEngagementInput" });
  }
  await expectSeen(
    { members: [0, 0, 39, 1], pool: [79, 1], first: "COMPLETED", engagements: 0, sessions: 79 },
    {
      coach: { ...none, members: [0, 0, 10, 0], first: "COMPLETED", sessions: 20 },
      client: { ...none, members: [0, 0, 1, 0], first: "COMPLETED", sessions: 2 },
    },
  );
  await until("the last session", () => told.received.length === 20);
});

const uuidOf = (id: string) => id.replace("person_", "");
