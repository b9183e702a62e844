import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { pidOf, waitingFor } from "../support/locks.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let admin: TestClient;
let chris: string;
let personId: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  admin = await signedIn(firm, await firm.person(["ADMIN"]));
  chris = await firm.person(["CLIENT"], { name: "Chris" });
  personId = apiId("person", chris);
});

const profile = "clientProfile { id job level interests version manager { name } }";

const set = (by: TestClient, input: object) =>
  mutate(by, "setClientProfile", { personId, ...input }, { answer: profile });

const person = async (name: string) => apiId("person", await firm.person(["CLIENT"], { name }));

/** Says whom somebody reports to; gives the codes of the refusals. */
async function report(who: string, managerId: string | null): Promise<string[]> {
  const { userErrors } = await set(admin, { personId: who, managerId });
  return userErrors.map(({ code }: AnyData) => code);
}

describe("the profile of a client", () => {
  test("is written whole by an admin, and read with the person", async () => {
    const managerId = await person("Gwen");
    const { clientProfile, userErrors } = await set(admin, {
      ...{ job: "Head of payments", level: "Director", managerId, interests: ["Delegating", "Boards", "Boards"] },
    });
    expect(userErrors).toEqual([]);
    const { id, ...kept } = clientProfile;
    expect(kept).toEqual({
      ...{ job: "Head of payments", level: "Director", interests: ["Delegating", "Boards"], version: 1 },
      manager: { name: "Gwen" },
    });
    const read = await admin.ask(`query($id: ID!) { person(id: $id) { ${profile} } node(id: "${id}") { id } }`, {
      id: personId,
    });
    expect(read).toEqual({ person: { clientProfile }, node: { id } });
  });

  test("is the client's to write but for the manager, and nobody else's", async () => {
    const client = await signedIn(firm, chris);
    const { clientProfile, userErrors } = await set(client, { job: "Nurse", interests: ["Wards"] });
    expect([userErrors, clientProfile]).toEqual([[], expect.objectContaining({ job: "Nurse", manager: null })]);
    const managerId = personId;
    expect((await set(client, { managerId })).userErrors).toEqual([refusal("FORBIDDEN", "managerId")]);

    const coach = await firm.person(["COACH", "CLIENT"]);
    await firm.engagement({ coaches: [coach], participants: [chris] });
    const other = await signedIn(firm, coach);
    expect((await set(other, { job: "Not mine" })).userErrors).toEqual([refusal("FORBIDDEN", "personId")]);
    const owner = apiId("person", await firm.person(["OWNER"]));
    expect((await set(admin, { personId: owner, job: "Owner" })).userErrors).toEqual([
      refusal("NOT_A_CLIENT", "personId"),
    ]);
  });

  test("is not overwritten by somebody who has not seen its last change, and removed by an admin", async () => {
    const { clientProfile } = await set(admin, { job: "Nurse" });
    await set(admin, { level: "Senior", version: 1 });
    expect((await set(admin, { job: "Doctor", version: 1 })).userErrors).toEqual([refusal("CONFLICT", "version")]);
    const { id } = clientProfile;
    const removed = await mutate(admin, "removeClientProfile", { id }, { answer: "person { clientProfile { id } }" });
    expect(removed).toEqual({ person: { clientProfile: null }, userErrors: [] });
    const { rows } = await database.admin.query<{ type: string }>(
      "select type from event where firm_id = $1 and type like 'client_profile%' order by seq",
      [firm.firmId],
    );
    const told = ["client_profile.set", "client_profile.set", "client_profile.removed"];
    expect(rows.map(({ type }) => type)).toEqual(told);
  });

  test("shows a manager to those alone who see that person", async () => {
    const coach = await firm.person(["COACH"]);
    await firm.engagement({ coaches: [coach], participants: [chris] });
    await set(admin, { job: "Nurse", managerId: await person("Gwen") });
    const by = await signedIn(firm, coach);
    const { person: seen } = await by.ask(`query($id: ID!) { person(id: $id) { ${profile} } }`, { id: personId });
    expect(seen.clientProfile).toMatchObject({ job: "Nurse", manager: null, version: null });
  });
});

describe("nobody reports to themselves", () => {
  test("directly, or through others", async () => {
    const [gwen, hugo] = [await person("Gwen"), await person("Hugo")];
    expect(await report(personId, personId)).toEqual(["REPORTS_TO_SELF"]);
    expect(await report(personId, gwen)).toEqual([]);
    expect(await report(gwen, hugo)).toEqual([]);
    expect(await report(hugo, personId)).toEqual(["REPORTS_TO_SELF"]);
    expect(await report(gwen, null)).toEqual([]);
    expect(await report(hugo, personId)).toEqual([]);
  });

  test("however many change the line at once", async () => {
    const people = await Promise.all(["Ana", "Ben", "Cem", "Dee", "Eva", "Fay"].map(person));
    const next = (place: number) => people[(place + 1) % people.length]!;
    // All of them look at the line only once all have begun.
    const holder = await database.admin.connect();
    await holder.query("begin");
    await holder.query("select from person where firm_id = $1 for update", [firm.firmId]);
    const reports = Promise.all(people.map((who, place) => report(who, next(place))));
    const pid = await pidOf(holder);
    await until(
      "all to have begun",
      () => waitingFor(database.admin, pid),
      ({ length }) => length >= 3,
    );
    await holder.query("commit");
    holder.release();
    const codes = await reports;
    expect(codes.filter((each) => each.length > 0)).toEqual([["REPORTS_TO_SELF"]]);
  });

  test("nor to somebody who was deactivated", async () => {
    const gwen = await person("Gwen");
    await mutate(admin, "deactivatePerson", { personId: gwen });
    expect(await report(personId, gwen)).toEqual(["DEACTIVATED"]);
  });
});
