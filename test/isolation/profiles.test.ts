import { describe, expect, test } from "@jest/globals";
import { apiId } from "@coachwork/testing";
import { insideWorld } from "./inside-world.js";
import { type ViewerName, viewersOf } from "./viewers.js";

const { world, inside } = await insideWorld();

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each question reads another shape
type Data = any;

async function ask(viewer: ViewerName, person: string, fields: string): Promise<Data> {
  const query = `{ person(id: "${apiId("person", person)}") { ${fields} } }`;
  const { data, errors } = await inside.ask(viewersOf(world)[viewer], query);
  expect(errors).toBeUndefined();
  return (data as Data).person;
}

const terms = "capacity hourlyRateAmount hourlyRateCurrency version";

/** What a viewer sees of a coach's profile: nothing, what the coach says, or the terms too. */
async function seenOfCoach(viewer: ViewerName, coach: string): Promise<string> {
  const person = await ask(viewer, coach, `coachProfile { bio ${terms} specialities { speciality { name } } }`);
  if (!person?.coachProfile) return "nothing";
  const { bio, specialities, ...agreed } = person.coachProfile;
  expect([bio, specialities]).toEqual([
    expect.stringContaining(" BIO of "),
    [{ speciality: { name: "STAFF SPECIALITY" } }],
  ]);
  const seen = new Set(Object.values(agreed).map((value) => value !== null));
  expect(seen.size).toBe(1);
  return seen.has(true) ? "all" : "no terms";
}

describe("The profile of a coach is seen", () => {
  test.each<[ViewerName, own: string, second: string, far: string]>([
    ["OWNER", "all", "all", "all"],
    ["ADMIN", "all", "all", "all"],
    ["PROGRAM_MANAGER", "all", "all", "all"],
    ["COACH", "all", "no terms", "nothing"],
    ["CLIENT", "no terms", "no terms", "nothing"],
    ["SPONSOR", "nothing", "nothing", "nothing"],
    ["FINANCE", "nothing", "nothing", "nothing"],
    ["coach and finance", "all", "no terms", "nothing"],
    ["coach who left", "nothing", "nothing", "nothing"],
    ["client who left", "nothing", "nothing", "nothing"],
    ["people:read", "no terms", "no terms", "no terms"],
  ])("by %s: of the near coach %s, of the second one %s, of one far away %s", async (viewer, ...seen) => {
    const coaches = [world.near.coach, world.near.second, world.far.coach];
    expect(await Promise.all(coaches.map((coach) => seenOfCoach(viewer, coach)))).toEqual(seen);
  });
});

describe("The profile of a client is seen", () => {
  const managed = { job: "NEAR JOB of client", manager: { name: "NEAR sponsor" }, version: 109 };
  test.each<[ViewerName, object | null]>([
    ["OWNER", managed],
    ["PROGRAM_MANAGER", managed],
    ["COACH", { ...managed, manager: null, version: null }],
    ["CLIENT", { ...managed, manager: null }],
    ["SPONSOR", { ...managed, version: null }],
    ["FINANCE", null],
    ["client who left", null],
    ["people:read", managed],
  ])("by %s: %j", async (viewer, profile) => {
    const person = await ask(viewer, world.near.client, "clientProfile { job manager { name } version }");
    expect(person?.clientProfile ?? null).toEqual(profile);
  });
});
