import { beforeEach, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { done, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type IntroductionsWorld, introductionsWorld, OUTSIDER } from "./introductions-world.ts";

const stage = await sharedStage();
let world: IntroductionsWorld;

beforeEach(async () => {
  world = await introductionsWorld(stage);
});

const deactivate = (person: string) => done(world.by.owner, "deactivatePerson", { personId: apiId("person", person) });
const erase = async (person: string) => {
  await deactivate(person);
  await done(world.by.owner, "erasePerson", { personId: apiId("person", person) });
};
const accepted = async (id: string) => {
  for (const by of [world.by.mentee, world.by.other]) await world.act(by, "accept", id);
  return id;
};

test("an introduction expires when the mentee or the other person is deactivated", async () => {
  const { asked, ids, by, act, stateOf } = world;
  const engagement = await world.engagement();
  const toIda = await asked(engagement);
  await deactivate(ids.other);
  expect(await stateOf(by.mentor, toIda)).toMatchObject({ status: "EXPIRED" });
  const outside = await asked(engagement, { outsider: OUTSIDER });
  await act(by.mentee, "accept", outside);
  await deactivate(ids.mentee);
  expect(await stateOf(by.manager, outside)).toMatchObject({ status: "EXPIRED" });
});

test.each(["other", "mentee", "mentor"] as const)(
  "an introduction that expired when the %s was deactivated stays so when they are back",
  async (who) => {
    const { asked, ids, by, act, storedOf, eventsOf, stateOf, firm, database } = world;
    const engagement = await world.engagement();
    const id = await asked(engagement);
    // As a number: texts of instants have as many digits as they need, so they do not sort.
    const changed = async () => {
      const query = "query ($id: ID!) { node(id: $id) { ... on Introduction { updatedAt } } }";
      return Date.parse((await by.owner.ask(query, { id })).node.updatedAt as string);
    };
    const before = await changed();
    await deactivate(ids[who]);
    expect(await storedOf(id)).toMatchObject({ status: "EXPIRED" });
    expect(await eventsOf()).toEqual(["asked", "expired"]);
    const after = await changed();
    expect(after > before).toBe(true);
    await done(by.owner, "reactivatePerson", { personId: apiId("person", ids[who]) });
    await database.admin.query("update person set status = 'ACTIVE' where firm_id = $1", [firm.firmId]);
    for (const table of ["engagement_coach", "engagement_participant"])
      await database.admin.query(`update ${table} set left_on = null where firm_id = $1`, [firm.firmId]);
    expect(await stateOf(by.manager, id)).toMatchObject({ status: "EXPIRED" });
    expect(await changed()).toBe(after);
    const answering = who === "mentee" ? by.other : by.mentee;
    expect((await act(answering, "accept", id)).userErrors).toEqual([refusal("ALREADY_DECIDED", "id")]);
  },
);

const memberOf = async (table: string, engagement: string, person: string): Promise<string> => {
  const text = `select id from ${table} where engagement_id = $1 and person_id = $2`;
  return (await world.database.admin.query(text, [engagement, person])).rows[0].id;
};

test.each([
  ["mentee", "Participant", "engagement_participant"],
  ["mentor", "Coach", "engagement_coach"],
] as const)(
  "an introduction to somebody outside expires and is forgotten when the %s leaves",
  async (who, side, table) => {
    const { asked, by, ids, storedOf, eventsOf, lettersTo, database, firm } = world;
    const engagement = await world.engagement();
    const id = await asked(engagement, { outsider: OUTSIDER });
    const member = apiId(table, await memberOf(table, engagement, ids[who]));
    const leave = (leftOn: string) =>
      done(by.manager, `endEngagement${side}`, { id: member, leftOn }, { type: "EndMembershipInput" });
    await leave(day(2));
    await lettersTo(OUTSIDER.email);
    expect(await storedOf(id)).toMatchObject({ status: "ASKED", email: OUTSIDER.email });
    const { rows } = await database.admin.query<{ ahead: boolean }>(
      `select j.run_at > now() + interval '12 hours' as ahead from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'expireIntroductionsAfterLeaving' and payload->>'firmId' = $1`,
      [firm.firmId],
    );
    expect(rows).toEqual([{ ahead: true }]);
    await leave(day(0));
    await lettersTo(OUTSIDER.email);
    expect(await storedOf(id)).toEqual({ status: "EXPIRED", name: "Noor", email: null });
    expect(await eventsOf()).toEqual(["asked", "expired"]);
  },
);

test("erasing a mentee removes their introductions, with the name and address of somebody outside", async () => {
  const { asked, ids, by, stateOf, storedOf } = world;
  const engagement = await world.engagement();
  const id = await accepted(await asked(engagement));
  const outside = await asked(engagement, { outsider: OUTSIDER });
  const fellows = await asked(engagement, { menteeId: apiId("person", ids.fellow) });
  await erase(ids.mentee);
  for (const gone of [id, outside]) expect(await storedOf(gone)).toBeUndefined();
  expect(await stateOf(by.mentor, fellows)).toMatchObject({ status: "ASKED" });
});

test("erasing the other person leaves an introduction without their name and address", async () => {
  const { asked, ids, by, stateOf, firm, addressOf } = world;
  const engagement = await world.engagement();
  await world.database.admin.query("update person set name = 'Ida Quist' where id = $1", [ids.other]);
  const id = await accepted(await asked(engagement, { message: "Ida Quist sails, too." }));
  // Another mentor, who does not see them, named them as somebody outside.
  const mentor = await firm.person(["COACH"], { status: "ACTIVE" });
  const others = await world.engagement({}, mentor);
  const named = { menteeId: apiId("person", ids.fellow), outsider: { name: "Ida Quist", email: addressOf("Ida") } };
  const outside = (await world.introduce(others, named, await stage.signedIn(firm, mentor))).introduction.id;
  await erase(ids.other);
  expect(await stateOf(by.mentee, id)).toMatchObject({
    ...{ status: "ACCEPTED", introducedName: "Erased person", introducedEmail: null, message: "[…] sails, too." },
  });
  expect(await stateOf(by.fellow, outside)).toMatchObject({ status: "EXPIRED", introducedName: "[…]" });
  const text = "select * from introduction where firm_id = $1";
  const { rows } = await world.database.admin.query(text, [firm.firmId]);
  expect(JSON.stringify(rows)).not.toContain("Ida");
  expect(JSON.stringify(rows)).not.toContain(addressOf("Ida"));
});

test("introductions follow people who are merged, and nobody is introduced to themselves", async () => {
  const { asked, ids, by, act, stateOf, firm } = world;
  const engagement = await world.engagement();
  const twin = await firm.person(["CLIENT"], { name: "Theo", status: "ACTIVE" });
  await firm.engagement({ coaches: [ids.mentor], participants: [twin] });
  const toTwin = await asked(engagement, { introducedId: apiId("person", twin) });
  const ofTara = await asked(engagement, {
    menteeId: apiId("person", ids.fellow),
    introducedId: apiId("person", twin),
  });
  await act(by.fellow, "accept", ofTara);
  await done(by.owner, "mergePeople", { keepId: apiId("person", ids.mentee), duplicateId: apiId("person", twin) });
  expect(await stateOf(by.mentee, toTwin)).toMatchObject({ status: "EXPIRED" });
  expect((await act(by.mentee, "accept", toTwin)).userErrors).toEqual([refusal("ALREADY_DECIDED", "id")]);
  expect((await act(by.mentee, "accept", ofTara)).introduction).toMatchObject({ status: "ACCEPTED" });
  expect(await stateOf(by.fellow, ofTara)).toMatchObject({ introducedEmail: world.addressOf("Theo") });
});
