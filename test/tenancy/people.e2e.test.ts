import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let owner: TestClient;
let ownerId: string;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  ownerId = await firm.person(["OWNER"]);
  owner = await signedIn(firm, ownerId);
});

const person = { name: "Somebody", email: "one@alder.example", roles: ["CLIENT"], timeZone: "UTC" };
const create = (input: object) => mutate(owner, "createPerson", { ...person, ...input }, { answer: "person { id }" });
const update = (id: string, input: object) => mutate(owner, "updatePerson", { id: apiId("person", id), ...input });

describe("a new person", () => {
  test("is refused the e-mail address of somebody else in the firm, however it is written", async () => {
    expect((await create({})).userErrors).toEqual([]);
    for (const email of [person.email, "ONE@Alder.Example"]) {
      const refused = await create({ email });
      expect(refused).toEqual({ person: null, userErrors: [refusal("EMAIL_TAKEN", "email")] });
    }
  });

  test("is refused the external id of somebody else in the firm", async () => {
    expect((await create({ externalId: "hr-1" })).userErrors).toEqual([]);
    const refused = await create({ externalId: "hr-1", email: "two@alder.example" });
    expect(refused).toEqual({ person: null, userErrors: [refusal("EXTERNAL_ID_TAKEN", "externalId")] });
  });

  test("may have the e-mail address and the external id of somebody in another firm", async () => {
    const other = await FirmFactory.create(database.admin);
    await other.person(["CLIENT"], { email: person.email, external_id: "hr-1" });
    expect((await create({ externalId: "hr-1" })).userErrors).toEqual([]);
  });
});

describe("a person who is changed", () => {
  test("is refused the e-mail address of somebody else in the firm", async () => {
    const id = await firm.person(["CLIENT"]);
    await firm.person(["CLIENT"], { email: person.email });
    expect((await update(id, { email: person.email })).userErrors).toEqual([refusal("EMAIL_TAKEN", "email")]);
  });
});

test("an admin does not choose the mailbox to which an owner is invited", async () => {
  const second = await firm.person(["OWNER"], { external_id: "hr-2" });
  const admin = await signedIn(firm, await firm.person(["ADMIN"]));
  const input = { id: apiId("person", second), email: "admins@own.example" };
  const refused = [refusal("FORBIDDEN", "email")];
  expect((await mutate(admin, "updatePerson", input)).userErrors).toEqual(refused);
  const csv = "external_id,name,email\nhr-2,Olga,admins@own.example";
  const imported = await mutate(admin, "importPeople", { csv }, { answer: "records { errors { code field } }" });
  expect(imported.records[0].errors).toEqual([{ code: "INVALID", field: "email" }]);
  expect((await update(second, { email: "olga@own.example" })).userErrors).toEqual([]);
});

describe("the last owner", () => {
  test("keeps the role", async () => {
    expect((await update(ownerId, { roles: ["ADMIN"] })).userErrors).toEqual([refusal("LAST_OWNER", "roles")]);
    const { rows } = await database.admin.query("select role from person_role where firm_id = $1", [firm.firmId]);
    expect(rows).toEqual([{ role: "OWNER" }]);
  });

  test("may give up the role once somebody else has it who can sign in", async () => {
    const second = await firm.person(["CLIENT"]);
    expect((await update(second, { roles: ["OWNER"] })).userErrors).toEqual([]);
    const tooEarly = [refusal("LAST_OWNER", "roles")];
    expect((await update(ownerId, { roles: ["ADMIN"] })).userErrors).toEqual(tooEarly);
    await signedIn(firm, second);
    expect((await update(ownerId, { roles: ["ADMIN"] })).userErrors).toEqual([]);
  });

  test("is still there when two owners take the role from each other at once", async () => {
    const second = await firm.person(["OWNER"]);
    const other = await signedIn(firm, second);
    const answers = await Promise.all([
      update(second, { roles: ["ADMIN"] }),
      mutate(other, "updatePerson", { id: apiId("person", ownerId), roles: ["ADMIN"] }),
    ]);
    const { rows } = await database.admin.query(
      "select count(*)::int as owners from person_role where firm_id = $1 and role = 'OWNER'",
      [firm.firmId],
    );
    expect({ rows, answers }).toMatchObject({ rows: [{ owners: 1 }] });
  });
});
