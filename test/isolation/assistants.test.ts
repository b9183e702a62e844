import { expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { type ViewerName, viewersOf } from "./viewers.js";

const { world, inside } = await insideWorld();

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each question reads another shape
type Data = any;

async function ask(query: string, viewer: ViewerName = "ASSISTANT"): Promise<Data> {
  const { data, errors } = await inside.ask(viewersOf(world)[viewer], query);
  expect(errors).toBeUndefined();
  return data;
}

test("An assistant sees when, where and with whom the sessions of their principal are", async () => {
  const id = apiId("session", world.near.sessions.group);
  const { sessions, session } = await ask(`{ sessions(first: 100) { totalCount } session(id: "${id}") {
    date kind startsAt place coaches { coach { name } } attendance { status } agenda cancellationReason
    engagement { title participants(first: 9) { nodes { person { name email } } } }
  } }`);
  expect(sessions.totalCount).toBe(4);
  session.coaches.sort((a: Data, b: Data) => (a.coach.name < b.coach.name ? -1 : 1));
  session.engagement.participants.nodes.sort((a: Data, b: Data) => (a.person.name < b.person.name ? -1 : 1));
  const member = (name: string) => ({ person: { name, email: null } });
  expect(session).toEqual({
    ...{ date: day(11), kind: "CHEMISTRY", startsAt: `${day(11)}T09:37:41.617Z`, place: "NEAR PLACE" },
    coaches: [{ coach: { name: "NEAR coach" } }, { coach: { name: "NEAR second coach" } }],
    ...{ attendance: [], agenda: null, cancellationReason: null },
    engagement: {
      title: "NEAR group",
      participants: { nodes: ["NEAR OUTSIDER", "NEAR client", "NEAR fellow client"].map(member) },
    },
  });
});

test("An assistant sees the people of these engagements by name, and all of themselves", async () => {
  const { people, me } = await ask("{ people(first: 100) { nodes { name roles } } me { email roles permissions } }");
  const names: Data = people.nodes.map(({ name }: Data) => name).sort();
  expect(names).toEqual(
    ["NEAR OUTSIDER", "NEAR assistant", "NEAR client", "NEAR coach", "NEAR fellow client", "NEAR second coach"].sort(),
  );
  expect(people.nodes.flatMap(({ roles }: Data) => roles)).toEqual(["ASSISTANT"]);
  expect(me).toMatchObject({ email: "assistant@near.mail-mark.example", roles: ["ASSISTANT"] });
  expect(me.permissions).toContain("bookSession");
  expect(me.permissions).not.toContain("recordAttendance");
});

test("Of a delegation learn the two, while it holds, and those who run the practice", async () => {
  const seen = async (viewer: ViewerName) => {
    const { delegations } = await ask("{ delegations(first: 9) { nodes { principal { name } status } } }", viewer);
    return delegations.nodes.map(({ principal, status }: Data) => `${principal.name} ${status}`).sort();
  };
  expect(await seen("ASSISTANT")).toEqual(["NEAR coach ACTIVE"]);
  expect(await seen("COACH")).toEqual(["NEAR coach ACTIVE"]);
  expect(await seen("CLIENT")).toEqual([]);
  expect(await seen("SPONSOR")).toEqual([]);
  expect(await seen("FINANCE")).toEqual([]);
  expect(await seen("PROGRAM_MANAGER")).toContain("NEAR second coach ENDED");
});

test("An assistant cannot guess what is hidden by asking for it", async () => {
  const program = apiId("program", world.near.program);
  const organization = apiId("organization", world.near.organization);
  for (const filter of [
    `programId: "${program}"`,
    `organizationId: "${organization}"`,
    `updatedSince: "2000-01-01T00:00:00Z"`,
  ]) {
    const { engagements } = await ask(`{ engagements(first: 9, filter: { ${filter} }) { totalCount } }`);
    expect([filter, engagements.totalCount]).toEqual([filter, 0]);
  }
  const left = apiId("person", world.near.leaver);
  const { engagements } = await ask(`{ engagements(first: 9, filter: { coachId: "${left}" }) { totalCount } }`);
  expect(engagements.totalCount).toBe(0);
});
