import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;
let organization: string;
let organizationId: string;
let teamId: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
  organization = await firm.organization({ name: "Alder" });
  organizationId = apiId("organization", organization);
  teamId = apiId("team", await firm.team(organization, { name: "Risk" }));
});

const createPerson = (input: object) =>
  mutate(owner, "createPerson", {
    ...{ name: "Ines", email: "ines@alder.example", roles: ["CLIENT"], timeZone: "UTC", organizationId },
    ...input,
  });

const createEngagement = (input: object) =>
  mutate(owner, "createEngagement", {
    ...{ title: "Together", kind: "COACHING", format: "TEAM", startsOn: day(0), endsOn: day(90) },
    ...{ allocationUnit: "SESSIONS", allocationAmount: 6, organizationId, teamId },
    ...input,
  });

const importPeople = (...records: string[]) =>
  mutate(
    owner,
    "importPeople",
    { csv: ["external_id,name,email,roles,organization,team,time_zone,locale", ...records].join("\n") },
    { answer: "records { outcome errors { field code message } }" },
  );

describe("an archived organization", () => {
  test("keeps its people and its engagements", async () => {
    await firm.person(["CLIENT"], { organization_id: organization, name: "Jonah" });
    expect((await createEngagement({})).userErrors).toEqual([]);
    await mutate(owner, "archiveOrganization", { id: organizationId });
    expect(
      await owner.ask(
        `query($id: ID!) { organization(id: $id) { name people(first: 9) { nodes { name } } }
           engagements(first: 9) { nodes { title organization { name } } } }`,
        { id: organizationId },
      ),
    ).toEqual({
      organization: { name: "Alder", people: { nodes: [{ name: "Jonah" }] } },
      engagements: { nodes: [{ title: "Together", organization: { name: "Alder" } }] },
    });
  });

  test("keeps engagements in which work goes on", async () => {
    const coach = await firm.person(["COACH"]);
    const people = { coaches: [coach], participants: [await firm.person(["CLIENT"])] };
    const engagement = await firm.engagement(people, { organization_id: organization, status: "ACTIVE" });
    const engagementId = apiId("engagement", engagement);
    await firm.availability(coach);
    await mutate(owner, "archiveOrganization", { id: organizationId });
    const asCoach = await signedIn(firm, coach);
    const note = { engagementId, visibility: "SHARED", text: "We go on." };
    expect(await mutate(asCoach, "createNote", note)).toEqual({ userErrors: [] });
    const times = { startsAt: `${day(2)}T09:00:00Z`, endsAt: `${day(2)}T10:00:00Z` };
    expect(await mutate(asCoach, "bookSession", { engagementId, ...times })).toEqual({ userErrors: [] });
  });

  test("is chosen for nobody and nothing, nor is a team of it, until it is restored", async () => {
    await mutate(owner, "archiveOrganization", { id: organizationId });
    expect((await createPerson({})).userErrors).toEqual([refusal("ARCHIVED", "organizationId")]);
    expect((await createEngagement({})).userErrors).toEqual([refusal("ARCHIVED", "organizationId")]);
    expect((await createEngagement({ organizationId: null })).userErrors).toEqual([refusal("ARCHIVED", "teamId")]);
    await mutate(owner, "restoreOrganization", { id: organizationId });
    expect((await createPerson({})).userErrors).toEqual([]);
    expect((await createEngagement({})).userErrors).toEqual([]);
  });

  test("keeps those whom a roster finds there, and takes nobody new from it", async () => {
    const ines = "hr-1,Ines,ines@alder.example,CLIENT,Alder,Risk,UTC,en";
    expect((await importPeople(ines)).userErrors).toEqual([]);
    await mutate(owner, "archiveOrganization", { id: organizationId });
    expect((await importPeople(ines.replace("Ines,", "Ines Calder,"))).records).toMatchObject([{ outcome: "UPDATED" }]);
    const { records, userErrors } = await importPeople("hr-2,Jonah,jonah@alder.example,CLIENT,alder,Risk,UTC,en");
    expect(userErrors).toEqual([refusal("RECORDS_REFUSED", "csv")]);
    const message = '"alder" is archived. Restore it, or give another.';
    expect(records).toEqual([{ outcome: "REFUSED", errors: [{ field: "organization", code: "ARCHIVED", message }] }]);
  });
});

describe("an archived team", () => {
  test("is chosen for nobody and nothing, and its organization is", async () => {
    await mutate(owner, "archiveTeam", { id: teamId });
    expect((await createPerson({ teamId })).userErrors).toEqual([refusal("ARCHIVED", "teamId")]);
    expect((await createEngagement({})).userErrors).toEqual([refusal("ARCHIVED", "teamId")]);
    const { records } = await importPeople("hr-2,Jonah,jonah@alder.example,CLIENT,Alder,Risk,UTC,en");
    expect(records).toMatchObject([{ outcome: "REFUSED", errors: [{ field: "team", code: "ARCHIVED" }] }]);
    expect((await createPerson({})).userErrors).toEqual([]);
  });
});
