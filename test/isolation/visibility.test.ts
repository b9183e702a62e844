import { describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { type ViewerName, viewersOf } from "./viewers.js";

const { world, inside } = await insideWorld();

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each row of the tables reads another shape
type Data = any;

async function ask(viewer: ViewerName, query: string): Promise<Data> {
  const { data, errors } = await inside.ask(viewersOf(world)[viewer], query);
  expect(errors).toBeUndefined();
  return data;
}

const sorted = (values: readonly string[]) => [...values].sort();
const everyRole = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "FINANCE"] as const;
type Row<T> = Readonly<Record<(typeof everyRole)[number], T>>;
const cells = <T>(row: Row<T>) => everyRole.map((role) => [role, row[role]] as const);

describe("A note of an engagement is read", () => {
  const own = (coach: readonly string[], client: readonly string[]): Row<readonly string[]> => ({
    OWNER: [],
    ADMIN: [],
    PROGRAM_MANAGER: [],
    COACH: coach,
    CLIENT: client,
    SPONSOR: [],
    FINANCE: [],
  });
  const byVisibility: Readonly<Record<string, Row<readonly string[]>>> = {
    PRIVATE: own(["NEAR NOTE PRIVATE by coach"], []),
    COACHES: own(["NEAR NOTE COACHES by coach", "NEAR NOTE COACHES by leaver"], []),
    SHARED: own(["NEAR NOTE SHARED by coach"], ["NEAR NOTE SHARED by coach"]),
  };
  const table = Object.entries(byVisibility).flatMap(([visibility, row]) =>
    cells(row).map(([role, seen]) => [visibility, role, seen] as const),
  );

  test.each(table)("%s by %s: %j", async (visibility, role, seen) => {
    const { notes } = await ask(role, "{ notes(first: 100) { nodes { visibility text } } }");
    const texts = notes.nodes.filter((note: Data) => note.visibility === visibility).map((note: Data) => note.text);
    expect(sorted(texts)).toEqual(sorted(seen));
  });
});

const nearEngagements = ["NEAR alone", "NEAR group", "NEAR teamwork"];
const allEngagements = [
  ...nearEngagements,
  "FARA alone",
  "FARA group",
  "FARA teamwork",
  "FELLOWX engagement",
  "COMING work",
  "COMING group",
];

describe("An engagement, with its status, dates and count of sessions, is seen", () => {
  const seen: Row<readonly string[]> = {
    OWNER: allEngagements,
    ADMIN: allEngagements,
    PROGRAM_MANAGER: allEngagements,
    COACH: nearEngagements,
    CLIENT: nearEngagements,
    SPONSOR: nearEngagements,
    FINANCE: allEngagements,
  };
  test.each(cells(seen))("by %s: %j", async (role, titles) => {
    const { engagements } = await ask(
      role,
      "{ engagements(first: 100) { totalCount nodes { title status startsOn endsOn sessionCount } } }",
    );
    expect(sorted(engagements.nodes.map(({ title }: Data) => title))).toEqual(sorted(titles));
    expect(engagements.totalCount).toBe(titles.length);
    const group = engagements.nodes.find(({ title }: Data) => title === "NEAR group");
    expect(group).toEqual({
      title: "NEAR group",
      status: "ACTIVE",
      startsOn: day(-30),
      endsOn: day(90),
      sessionCount: 1,
    });
  });
});

describe("A session is seen", () => {
  const whole = { date: day(11), kind: "CHEMISTRY", startsAt: `${day(11)}T09:37:41.617Z`, coaches: 2 };
  const both = ["NEAR client LATE", "NEAR fellow client EXCUSED"];
  const dated = { date: day(11), kind: null, startsAt: null, coaches: 0 };
  const seen: Row<readonly [count: number, group: object]> = {
    OWNER: [13, { ...whole, attendance: both }],
    ADMIN: [13, { ...whole, attendance: both }],
    PROGRAM_MANAGER: [13, { ...whole, attendance: both }],
    COACH: [4, { ...whole, attendance: both }],
    CLIENT: [4, { ...whole, attendance: ["NEAR client LATE"] }],
    SPONSOR: [4, { ...dated, attendance: [] }],
    FINANCE: [13, { ...dated, attendance: both }],
  };
  test.each(cells(seen))("by %s: %j", async (role, [count, group]) => {
    const fields = "date kind startsAt coaches { coach { id } } attendance { status person { name } }";
    const id = apiId("session", world.near.sessions.group);
    const { sessions, session } = await ask(
      role,
      `{ sessions(first: 100) { totalCount } session(id: "${id}") { ${fields} } }`,
    );
    expect(sessions.totalCount).toBe(count);
    const attendance = sorted(session.attendance.map(({ status, person }: Data) => `${person.name} ${status}`));
    expect({ ...session, coaches: session.coaches.length, attendance }).toEqual(group);
  });
});

describe("What a session is to be about is read, and when somebody noted who came", () => {
  const noted = `${day(-29)}T01:02:54.659Z`;
  const seen: Row<readonly [agenda: string | null, noted: readonly (string | null)[]]> = {
    OWNER: [null, [noted, noted]],
    ADMIN: [null, [noted, noted]],
    PROGRAM_MANAGER: [null, [noted, noted]],
    COACH: ["NEAR AGENDA", [noted, noted]],
    CLIENT: ["NEAR AGENDA", [noted]],
    SPONSOR: [null, []],
    FINANCE: [null, [null, null]],
  };
  test.each(cells(seen))("by %s: %j", async (role, [agenda, times]) => {
    const id = apiId("session", world.near.sessions.group);
    const { session } = await ask(role, `{ session(id: "${id}") { agenda attendance { recordedAt } } }`);
    expect(session.agenda).toBe(agenda);
    expect(session.attendance.map(({ recordedAt }: Data) => recordedAt)).toEqual(times);
  });
});

describe("Coaching hours are seen", () => {
  const seen: Row<readonly [coach: boolean, far: boolean]> = {
    OWNER: [true, true],
    ADMIN: [true, true],
    PROGRAM_MANAGER: [true, true],
    COACH: [true, false],
    CLIENT: [false, false],
    SPONSOR: [false, false],
    FINANCE: [false, false],
  };
  test.each(cells(seen))("by %s, of the coach of the circle and of a far one: %j", async (role, [near, far]) => {
    const hours = (coach: string) =>
      `coachingHours(coachId: "${apiId("person", coach)}", from: "${day(-99)}", until: "${day(99)}") { minutes }`;
    const told = await ask(role, `{ near: ${hours(world.near.coach)} far: ${hours(world.far.coach)} }`);
    expect([told.near !== null, told.far !== null]).toEqual([near, far]);
  });
});

describe("A seat is seen", () => {
  const all = ["NEAR client TAKEN null", "NEAR fellow client OFFERED null", "NEAR OUTSIDER WAITING 1"];
  const seen: Row<readonly string[]> = {
    OWNER: all,
    ADMIN: all,
    PROGRAM_MANAGER: all,
    COACH: all,
    CLIENT: ["NEAR client TAKEN null"],
    SPONSOR: [],
    FINANCE: [],
  };
  test.each(cells(seen))("by %s: %j", async (role, seats) => {
    const fields = "capacity minimum seatsTaken seats { status placeInLine person { name } }";
    const { session } = await ask(
      role,
      `{ session(id: "${apiId("session", world.near.sessions.group)}") { ${fields} } }`,
    );
    const told = session.seats.map(
      ({ status, placeInLine, person }: Data) => `${person.name} ${status} ${placeInLine}`,
    );
    expect({ ...session, seats: told }).toEqual({ capacity: 491, minimum: 487, seatsTaken: 0, seats });
  });
});

describe("A session type is seen", () => {
  const seen: Row<boolean> = {
    OWNER: true,
    ADMIN: true,
    PROGRAM_MANAGER: true,
    COACH: true,
    CLIENT: true,
    SPONSOR: false,
    FINANCE: false,
  };
  test.each(cells(seen))("by %s, among those offered and with a session: %s", async (role, isSeen) => {
    const id = apiId("session", world.near.sessions.group);
    const text = `{ sessionTypes(first: 9) { nodes { name } } session(id: "${id}") { sessionType { name } heldUntil heldBy { name } } }`;
    const { sessionTypes, session } = await ask(role, text);
    const type = { name: "STAFF SESSION TYPE" };
    expect(sessionTypes.nodes).toEqual(isSeen ? [type] : []);
    expect([session.sessionType, session.heldUntil !== null, session.heldBy !== null]).toEqual([
      isSeen ? type : null,
      isSeen,
      isSeen,
    ]);
  });

  test("by a coach who bills too with the coach's own sessions alone", async () => {
    const of = (session: string) => `session(id: "${apiId("session", session)}") { date sessionType { name } }`;
    const { near, far } = world;
    const told = await ask("coach and finance", `{ near: ${of(near.sessions.group)} far: ${of(far.sessions.group)} }`);
    expect([told.near.sessionType, told.far.sessionType, told.far.date !== null]).toEqual([
      { name: "STAFF SESSION TYPE" },
      null,
      true,
    ]);
  });
});

describe("When a coach is away is seen", () => {
  const all = ["NEAR REASON of coach", "NEAR REASON of second"];
  const seen: Row<readonly string[]> = {
    OWNER: all,
    ADMIN: all,
    PROGRAM_MANAGER: all,
    COACH: all.slice(0, 1),
    CLIENT: [],
    SPONSOR: [],
    FINANCE: [],
  };
  test.each(cells(seen))("by %s, with its reason: %j", async (role, reasons) => {
    const absences =
      "timeOff(first: 9) { nodes { reason } } travel(first: 9) { totalCount } availability { overrides { date } }";
    const ids = [world.near.coach, world.near.second].map((id) => apiId("person", id));
    const nodes = await Promise.all(
      ids.map(async (id) => (await ask(role, `{ person(id: "${id}") { ${absences} } }`)).person),
    );
    const people = nodes.filter((person) => person !== null);
    expect(people.flatMap(({ timeOff }) => timeOff.nodes.map(({ reason }: Data) => reason))).toEqual(reasons);
    expect(people.reduce((sum, { travel }) => sum + travel.totalCount, 0)).toBe(reasons.length);
    expect(people.flatMap(({ availability }) => availability?.overrides ?? [])).toHaveLength(reasons.length);
  });
});

describe("A person is seen", () => {
  const circle = [
    "NEAR client",
    "NEAR coach",
    "NEAR coach who left",
    "NEAR fellow client",
    "NEAR former client",
    "NEAR OUTSIDER",
    "NEAR second coach",
  ];
  const seen: Row<readonly [people: readonly string[] | number, profile: boolean]> = {
    OWNER: [27, true],
    ADMIN: [27, true],
    PROGRAM_MANAGER: [27, true],
    // And who arranges their sessions.
    COACH: [[...circle, "NEAR assistant"], true],
    CLIENT: [circle, true],
    SPONSOR: [["NEAR client", "NEAR fellow client", "NEAR former client", "NEAR sponsor"], true],
    FINANCE: [27, false],
  };
  test.each(cells(seen))("by %s: %j", async (role, [people, profile]) => {
    const fields = "name externalId email timeZone locale roles createdAt";
    const answer = await ask(
      role,
      `{ people(first: 100) { totalCount nodes { ${fields} organization { name } team { name } } } }`,
    );
    if (typeof people === "number") expect(answer.people.totalCount).toBe(people);
    else expect(sorted(answer.people.nodes.map(({ name }: Data) => name))).toEqual(sorted(people));
    const client = answer.people.nodes.find(({ name }: Data) => name === "NEAR client");
    const nothing = {
      externalId: null,
      email: null,
      timeZone: null,
      locale: null,
      roles: [],
      createdAt: null,
      organization: null,
      team: null,
    };
    if (profile) expect(client).toMatchObject({ email: "client@near.mail-mark.example", roles: ["CLIENT"] });
    else expect(client).toEqual({ name: "NEAR client", ...nothing });
  });

  test("and whether they can sign in by those who run the practice alone", async () => {
    for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "FINANCE"] as const) {
      const isManager = ["OWNER", "ADMIN", "PROGRAM_MANAGER"].includes(role);
      const { people } = await ask(role, `{ people(first: 100) { nodes { status } } }`);
      expect(new Set(people.nodes.map(({ status }: Data) => status))).toEqual(
        new Set([isManager ? "NOT_INVITED" : null]),
      );
    }
  });

  test("by their sponsor with the company and team they work in, by their coach likewise", async () => {
    for (const role of ["SPONSOR", "COACH"] as const) {
      const { person } = await ask(
        role,
        `{ person(id: "${apiId("person", world.near.client)}") { organization { name } team { name } } }`,
      );
      expect(person).toEqual({ organization: { name: "NEAR ORGANIZATION" }, team: { name: "NEAR TEAM" } });
    }
  });
});
