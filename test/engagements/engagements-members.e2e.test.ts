import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
});

const ids = (...people: readonly string[]) => people.map((id) => apiId("person", id));

describe("an engagement that is activated", () => {
  const activate = async (
    people: { coaches?: string[]; participants?: string[] },
    left: Record<string, unknown> = {},
  ) => {
    const engagement = await firm.engagement({}, { status: "DRAFT" });
    for (const id of people.coaches ?? []) await firm.coach(engagement, id, left);
    for (const id of people.participants ?? []) await firm.participant(engagement, id);
    const input = { id: apiId("engagement", engagement) };
    return mutate(manager, "activateEngagement", input, {
      type: "EngagementStatusInput",
      answer: "engagement { status }",
    });
  };

  test("needs a coach", async () => {
    const refused = { engagement: null, userErrors: [refusal("NEEDS_COACH", "id")] };
    expect(await activate({ participants: [client] })).toEqual(refused);
  });

  test("needs a coach who has not left", async () => {
    const refused = { engagement: null, userErrors: [refusal("NEEDS_COACH", "id")] };
    expect(await activate({ coaches: [coach], participants: [client] }, { left_on: day(-1) })).toEqual(refused);
  });

  test("needs a participant", async () => {
    const refused = { engagement: null, userErrors: [refusal("NEEDS_PARTICIPANT", "id")] };
    expect(await activate({ coaches: [coach] })).toEqual(refused);
  });

  test("is active once it has both", async () => {
    const activated = { engagement: { status: "ACTIVE" }, userErrors: [] };
    expect(await activate({ coaches: [coach], participants: [client] })).toEqual(activated);
  });
});

describe("whoever is to take part in an engagement", () => {
  const add = (engagement: string, person: string) =>
    mutate(
      manager,
      "addEngagementParticipant",
      { engagementId: apiId("engagement", engagement), personId: apiId("person", person) },
      { type: "AddToEngagementInput" },
    );

  test("needs the role CLIENT, in a new engagement as in one that runs", async () => {
    const engagement = await firm.engagement({ coaches: [coach], participants: [client] }, { format: "GROUP" });
    const another = await firm.person(["COACH"]);
    expect((await add(engagement, another)).userErrors).toEqual([refusal("NOT_A_CLIENT", "personId")]);

    const draft = {
      ...{ title: "New", kind: "COACHING", format: "INDIVIDUAL", startsOn: day(0), endsOn: day(90) },
      ...{ allocationUnit: "SESSIONS", allocationAmount: 6 },
    };
    const created = await mutate(manager, "createEngagement", { ...draft, participantIds: ids(another) });
    expect(created.userErrors).toMatchObject([{ code: "NOT_A_CLIENT" }]);
  });

  test("needs to be in the team of a team's engagement", async () => {
    const organization = await firm.organization();
    const [team, other] = [await firm.team(organization), await firm.team(organization)];
    const of = (team_id: string) => firm.person(["CLIENT"], { organization_id: organization, team_id });
    const people = { coaches: [coach], participants: [await of(team)] };
    const values = { format: "TEAM", team_id: team, organization_id: organization };
    const engagement = await firm.engagement(people, values);
    expect((await add(engagement, await of(other))).userErrors).toEqual([refusal("NOT_IN_TEAM", "personId")]);
    expect((await add(engagement, await of(team))).userErrors).toEqual([]);
  });
});

describe("a membership", () => {
  test("that has ended stays as it was", async () => {
    const engagement = await firm.engagement({ coaches: [coach] }, { format: "GROUP" });
    const id = apiId("engagement_participant", await firm.participant(engagement, client));
    const end = (leftOn: string) =>
      mutate(manager, "endEngagementParticipant", { id, leftOn }, { type: "EndMembershipInput" });
    expect((await end(day(-1))).userErrors).toEqual([]);
    expect((await end(day(9))).userErrors).toEqual([refusal("ALREADY_ENDED", "id")]);
    const { rows } = await database.admin.query(
      "select left_on::text from engagement_participant where firm_id = $1 and engagement_id = $2",
      [firm.firmId, engagement],
    );
    expect(rows).toEqual([{ left_on: day(-1) }]);
  });
});
