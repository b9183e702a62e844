import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { spell } from "../support/spelling.ts";
import { sharedStage } from "../support/stage.ts";

/** Whatever changes a name or an address changes by which words it is found, in the same transaction. */
const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Nora" }));
});

async function found(list: string, search: string): Promise<string[]> {
  const { [list]: answer } = await owner.ask(
    `query ($search: String!) { ${list}(first: 9, filter: { search: $search }) { nodes { id } } }`,
    { search },
  );
  return answer.nodes.map(({ id }: AnyData) => id);
}

/** What is kept of all people of the firm, and what would be if all were written anew. */
async function kept(): Promise<[before: unknown[], anew: unknown[]]> {
  const client = await database.admin.connect();
  const spellings = async () => {
    const text = `select record_id, spelling, field, form from spelling where firm_id = $1 and type = 'person'
      and record_id in (select id from person where firm_id = $1 and name <> 'Nora') order by 1, 2`;
    return (await client.query(text, [firm.firmId])).rows;
  };
  try {
    await client.query("begin");
    const before = await spellings();
    await client.query("delete from spelling where firm_id = $1", [firm.firmId]);
    await spell(client, firm.firmId);
    return [before, await spellings()];
  } finally {
    await client.query("rollback");
    client.release();
  }
}

describe("people are found by what they are called now", () => {
  const zoe = { name: "Zoë Müller", email: "zoe.m@alder.example", timeZone: "UTC", roles: ["CLIENT"] };

  test("once they were added, and by their new name and address once those are changed", async () => {
    const added = (await mutate(owner, "createPerson", zoe, { answer: "person { id }" })).person.id;
    expect(await found("people", "muller")).toEqual([added]);
    await mutate(owner, "updatePerson", { id: added, name: "Zoë Berg" });
    expect([await found("people", "muller"), await found("people", "berg")]).toEqual([[], [added]]);
    expect(await found("people", "zoe.m@alder.example")).toEqual([added]);
    await mutate(owner, "updatePerson", { id: added, email: "berg@birch.example" });
    expect([await found("people", "alder"), await found("people", "birch")]).toEqual([[], [added]]);
    const [before, anew] = await kept();
    expect(before.length).toBeGreaterThan(5);
    expect(before).toEqual(anew);
  });

  test("and nothing is kept of an addition that was refused", async () => {
    await mutate(owner, "createPerson", zoe);
    expect(await mutate(owner, "createPerson", { ...zoe, name: "Zoltan" })).toMatchObject({
      userErrors: [{ code: "EMAIL_TAKEN" }],
    });
    expect(await found("people", "zoltan")).toEqual([]);
  });

  test("once they call themselves otherwise", async () => {
    const person = await firm.person(["CLIENT"], { name: "Somebody" });
    const self = await signedIn(firm, person);
    await mutate(self, "updateMe", { name: "Ines Calder" });
    expect(await found("people", "calder")).toEqual([apiId("person", person)]);
    expect(await found("people", "somebody")).toEqual([]);
  });

  test("once they were imported, and imported again", async () => {
    const importPeople = (csv: string) => mutate(owner, "importPeople", { csv }, { answer: "created updated" });
    await importPeople("external_id,name,email\n1,Ines Calder,ines@alder.example\n2,Jonas Berg,jonas@alder.example");
    const [ines] = await found("people", "calder");
    expect(ines).toBeDefined();
    await importPeople(
      "external_id,name,email,locale\n1,Ines Wood,ines@alder.example,de\n2,Jonas Berg,jonas@alder.example,de",
    );
    expect([await found("people", "calder"), await found("people", "wood")]).toEqual([[], [ines]]);
    expect(await found("people", "berg")).toHaveLength(1);
    const [before, anew] = await kept();
    expect(before).toEqual(anew);
  });
});

test("nothing is found by the name of somebody who was erased", async () => {
  const input = { name: "Zoë Müller", email: "zoe.m@alder.example", timeZone: "UTC", roles: ["CLIENT"] };
  const personId = (await mutate(owner, "createPerson", input, { answer: "person { id }" })).person.id;
  const mentoring = { kind: "MENTORING", mentoringForm: "INFORMAL", format: "INDIVIDUAL", startsOn: "2026-01-01" };
  await mutate(owner, "createEngagement", { ...mentoring, title: "Talks with Zoë Müller" });
  expect(await found("engagements", "muller")).toHaveLength(1);
  await mutate(owner, "deactivatePerson", { personId });
  expect(await mutate(owner, "erasePerson", { personId })).toMatchObject({ userErrors: [] });
  for (const list of ["people", "engagements"]) expect([list, await found(list, "muller")]).toEqual([list, []]);
  const kept = "select spelling from spelling where firm_id = $1 and spelling like 'mu%'";
  expect((await database.admin.query(kept, [firm.firmId])).rows).toEqual([]);
  expect(await found("engagements", "talks")).toHaveLength(1);
});

test("organizations, teams and engagements are found by what they are called now", async () => {
  const made = async (name: string, input: object, type: string) =>
    (await mutate(owner, name, input, { answer: `${type} { id }` }))[type].id;
  const organizationId = await made("createOrganization", { name: "Alder" }, "organization");
  const team = await made("createTeam", { organizationId, name: "Vertrieb" }, "team");
  const engagement = await made(
    "createEngagement",
    {
      title: "Leading a team",
      kind: "MENTORING",
      mentoringForm: "INFORMAL",
      format: "INDIVIDUAL",
      startsOn: "2026-01-01",
    },
    "engagement",
  );
  await mutate(owner, "updateOrganization", { id: organizationId, name: "Birch" });
  await mutate(owner, "updateTeam", { id: team, name: "Einkauf" });
  await mutate(owner, "updateEngagement", { id: engagement, title: "Speaking" });
  expect(await found("organizations", "birch")).toEqual([organizationId]);
  expect(await found("teams", "einkauf")).toEqual([team]);
  expect(await found("engagements", "speaking")).toEqual([engagement]);
  expect([
    ...(await found("organizations", "alder")),
    ...(await found("teams", "vertrieb")),
    ...(await found("engagements", "leading")),
  ]).toEqual([]);
});
