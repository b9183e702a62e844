import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId } from "@coachwork/testing";
import { refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type IntroductionsWorld, introductionsWorld, OUTSIDER } from "./introductions-world.ts";

const stage = await sharedStage();
let world: IntroductionsWorld;

beforeEach(async () => {
  world = await introductionsWorld(stage);
});

const atAddress = (code: string) => ({ code, field: ["input", "outsider", "email"] });

describe("somebody who is asked", () => {
  test("is not asked again for the same mentee, by id or by address", async () => {
    const { introduce, asked, ids, addressOf, database } = world;
    const engagement = await world.engagement();
    const told = async (input?: object) => (await introduce(engagement, input)).userErrors;
    await asked(engagement, { outsider: { name: "Noor", email: addressOf("Noor") } });
    // They join the firm, and the mentor sees them.
    const change = "update person set email = $2 where id = $1";
    await database.admin.query(change, [ids.other, addressOf("Noor").toUpperCase()]);
    expect(await told()).toEqual([refusal("ALREADY_ASKED", "introducedId")]);
    await database.admin.query(change, [ids.other, addressOf("Ida")]);
    expect(await told()).toEqual([]);
    expect(await told()).toEqual([refusal("ALREADY_ASKED", "introducedId")]);
    // Somebody whom the mentor sees no more is asked already, too.
    await database.admin.query("delete from engagement_coach where person_id = $1", [ids.other]);
    const byAddress = { name: "I.", email: addressOf("Ida").toUpperCase() };
    expect(await told({ outsider: byAddress })).toEqual([refusal("ALREADY_ASKED", "outsider")]);
    expect(await told({ menteeId: apiId("person", ids.fellow), outsider: byAddress })).toEqual([]);
  });

  test("is named by id if the mentor sees them, and whoever the mentor does not see is somebody outside", async () => {
    const { introduce, firm, addressOf } = world;
    const engagement = await world.engagement();
    const told = async (name: string) =>
      (await introduce(engagement, { outsider: { name, email: addressOf(name).toUpperCase() } })).userErrors;
    expect(await told("Ida")).toEqual([atAddress("PERSON_OF_FIRM")]);
    await firm.person(["COACH"], { name: "Zed", email: addressOf("Zed"), status: "ACTIVE" });
    expect(await told("Zed")).toEqual([]);
    // They could not answer in Coachwork.
    const { ids } = world;
    const invited = await firm.person(["CLIENT"], { name: "Ivo", email: addressOf("Ivo"), status: "INVITED" });
    await firm.engagement({ coaches: [ids.mentor], participants: [invited] });
    expect(await told("Ivo")).toEqual([]);
  });

  test("is named by address if the mentor sees the person and not the address", async () => {
    const { introduce, firm, addressOf } = world;
    const mentor = await firm.person(["COACH", "FINANCE"], { status: "ACTIVE" });
    const by = await stage.signedIn(firm, mentor);
    const person = await firm.person(["CLIENT"], { name: "Zed", email: addressOf("Zed"), status: "ACTIVE" });
    const engagement = await world.engagement({}, mentor);
    const outsider = { name: "Zed", email: addressOf("Zed") };
    const told = async (input: object) => (await introduce(engagement, input, by)).userErrors;
    expect(await told({ outsider })).toEqual([]);
    expect(await told({ introducedId: apiId("person", person) })).toEqual([]);
  });
});

describe("somebody who declined", () => {
  const later = (days: number) =>
    world.database.admin.query(
      "update introduction set decided_at = decided_at - make_interval(days => $2) where firm_id = $1",
      [world.firm.firmId, days],
    );

  test.each(["mentee", "other"] as const)("is asked again after 30 days at the earliest (%s)", async (who) => {
    const { asked, introduce, by, act, ids } = world;
    const engagement = await world.engagement();
    await act(by[who], "decline", await asked(engagement));
    const told = async (input?: object) => (await introduce(engagement, input)).userErrors;
    expect(await told()).toEqual([refusal("DECLINED_BEFORE", "introducedId")]);
    expect(await told({ introducedId: apiId("person", ids.other), menteeId: apiId("person", ids.fellow) })).toEqual([]);
    await later(29);
    expect(await told()).toEqual([refusal("DECLINED_BEFORE", "introducedId")]);
    await later(1);
    expect(await told()).toEqual([]);
  });

  test("is known by the name alone, outside the firm", async () => {
    const { asked, introduce, by, act, storedOf } = world;
    const engagement = await world.engagement();
    const id = await asked(engagement, { outsider: OUTSIDER });
    await act(by.mentee, "decline", id);
    expect(await storedOf(id)).toMatchObject({ email: null });
    const told = async (outsider: object) => (await introduce(engagement, { outsider })).userErrors;
    expect(await told({ ...OUTSIDER, name: "NOOR" })).toEqual([refusal("DECLINED_BEFORE", "outsider")]);
    expect(await told({ name: "Nora", email: "nora@outside.example" })).toEqual([]);
    await later(30);
    expect(await told(OUTSIDER)).toEqual([]);
  });
});

test("two who were introduced are not introduced again", async () => {
  const { asked, introduce, by, act, database } = world;
  const engagement = await world.engagement();
  const told = async (input?: object) => (await introduce(engagement, input)).userErrors;
  const id = await asked(engagement);
  for (const who of [by.mentee, by.other]) await act(who, "accept", id);
  expect(await told()).toEqual([refusal("ALREADY_INTRODUCED", "introducedId")]);
  const outside = await asked(engagement, { outsider: OUTSIDER });
  const both = "status = 'ACCEPTED', mentee_answer = 'ACCEPTED', introduced_answer = 'ACCEPTED', decided_at = now()";
  await database.admin.query(`update introduction set ${both} where id = $1::uuid`, [
    outside.replace("introduction_", ""),
  ]);
  const other = { name: "N.", email: OUTSIDER.email.toUpperCase() };
  expect(await told({ outsider: other })).toEqual([refusal("ALREADY_INTRODUCED", "outsider")]);
});
