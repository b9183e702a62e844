import { describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { cohortWorld, type CohortWorld, personId } from "./cohort-world.js";

/** A cohort in which one person has an engagement. */
async function placed(): Promise<CohortWorld & { readonly person: string; readonly id: string }> {
  const world = await cohortWorld();
  const [person] = await world.clients(1);
  await world.enroll([person!]);
  const { engagement, userErrors } = await world.engage([person!]);
  expect(userErrors).toEqual([]);
  return { ...world, person: person!, id: engagement.id };
}

const REASON = { reason: "BUSY" };

describe("a cohort", () => {
  test("is of a program in use, and ends after it begins", async () => {
    const { manager, programId, cohortId } = await cohortWorld();
    const create = async (input: object) =>
      (await mutate(manager, "createCohort", { name: "Autumn", programId, startsOn: day(0), ...input })).userErrors;
    expect(await create({ endsOn: day(-1) })).toEqual([refusal("END_BEFORE_START", "endsOn")]);
    const { userErrors } = await mutate(manager, "updateCohort", { id: cohortId, endsOn: day(-1) });
    expect(userErrors).toEqual([refusal("END_BEFORE_START", "endsOn")]);
    await mutate(manager, "archiveProgram", { id: programId }, { type: "ProgramMoveInput" });
    expect(await create({})).toEqual([refusal("PROGRAM_NOT_ACTIVE", "programId")]);
  });

  test("gives its engagements the program and the organization, and they are found by it", async () => {
    const { manager, id, cohortId, programId, organization, firm } = await placed();
    const query = `query($id: ID!) { engagements(first: 9, filter: { cohortId: $id }) {
      nodes { id program { id } organization { id } allocationAmount } } }`;
    const organizationId = apiId("organization", organization);
    expect((await manager.ask(query, { id: cohortId })).engagements.nodes).toEqual([
      { id, program: { id: programId }, organization: { id: organizationId }, allocationAmount: 8 },
    ]);
    const other = apiId("organization", await firm.organization());
    const { userErrors } = await mutate(manager, "updateEngagement", { id, organizationId: other });
    expect(userErrors).toEqual([refusal("OTHER_IN_COHORT", "organizationId")]);
  });

  test("has engagements with members alone who have none yet", async () => {
    const { engage, clients, enroll, person, firm, manager } = await placed();
    const error = (code: string, field: string) => ({ code, field: ["input", ...field.split(".")] });
    const refused = async (people: readonly string[], input: object = {}) => (await engage(people, input)).userErrors;
    const [stranger, second] = await clients(2);
    await enroll([second!]);
    expect(await refused([stranger!])).toEqual([error("NOT_IN_COHORT", "participantIds.0")]);
    expect(await refused([person])).toEqual([error("ALREADY_PLACED", "participantIds.0")]);
    const organizationId = apiId("organization", await firm.organization());
    expect(await refused([second!], { organizationId })).toEqual([error("OTHER_IN_COHORT", "organizationId")]);
    const { engagement } = await engage([]);
    const add = async (who: string) => {
      const input = { engagementId: engagement.id, personId: personId(who) };
      return (await mutate(manager, "addEngagementParticipant", input, { type: "AddToEngagementInput" })).userErrors;
    };
    expect(await add(stranger!)).toEqual([error("NOT_IN_COHORT", "personId")]);
    expect(await add(second!)).toEqual([]);
  });
});

describe("a member", () => {
  test("moves with the engagement", async () => {
    const { person, id, move, memberOf } = await placed();
    const status = async () => (await memberOf(person)).status;
    expect(await memberOf(person)).toMatchObject({ status: "ENROLLED", engagement: { id } });
    await move("activateEngagement", id);
    expect(await status()).toBe("IN_PROGRESS");
    await move("completeEngagement", id);
    expect(await status()).toBe("COMPLETED");
    expect(await move("reopenEngagement", id, { reason: "Not done" })).toEqual([]);
    expect(await status()).toBe("IN_PROGRESS");
    await move("cancelEngagement", id);
    expect(await memberOf(person)).toMatchObject({ status: "AWAITING_MATCH", engagement: null });
  });

  test("is given back to an engagement that is reopened, unless they have another one or have stopped", async () => {
    const { person, id, move, memberOf, engage, stop, enroll } = await placed();
    const reopen = () => move("reopenEngagement", id, { reason: "Again" });
    await move("activateEngagement", id);
    await move("cancelEngagement", id);
    const { engagement: second } = await engage([person]);
    expect(await reopen()).toEqual([refusal("ALREADY_PLACED", "id")]);
    await move("cancelEngagement", second.id);
    expect(await reopen()).toEqual([]);
    expect(await memberOf(person)).toMatchObject({ status: "IN_PROGRESS", engagement: { id } });
    await stop("discontinueCohortMember", (await memberOf(person)).id, REASON);
    expect(await reopen()).toEqual([refusal("NOT_IN_COHORT", "id")]);
    await enroll([person]);
    expect(await reopen()).toEqual([]);
    expect(await memberOf(person)).toMatchObject({ status: "IN_PROGRESS", engagement: { id } });
  });

  test("is in progress at once in an engagement under way", async () => {
    const { clients, enroll, engage, move, memberOf, manager } = await cohortWorld("GROUP");
    const [first, second] = await clients(2);
    await enroll([first!, second!]);
    const { engagement } = await engage([first!]);
    await move("activateEngagement", engagement.id);
    const input = { engagementId: engagement.id, personId: personId(second!) };
    await mutate(manager, "addEngagementParticipant", input, { type: "AddToEngagementInput" });
    expect(await memberOf(second!)).toMatchObject({ status: "IN_PROGRESS", engagement: { id: engagement.id } });
  });

  test.each([
    ["ENROLLED", "awaitCohortMatch", {}, "AWAITING_MATCH"],
    ["AWAITING_MATCH", "awaitCohortMatch", {}, undefined],
    ["IN_PROGRESS", "awaitCohortMatch", {}, undefined],
    ["COMPLETED", "awaitCohortMatch", {}, undefined],
    ["DISCONTINUED", "awaitCohortMatch", {}, undefined],
    ["CANCELLED", "awaitCohortMatch", {}, undefined],
    ["ENROLLED", "discontinueCohortMember", REASON, "DISCONTINUED"],
    ["AWAITING_MATCH", "discontinueCohortMember", REASON, "DISCONTINUED"],
    ["IN_PROGRESS", "discontinueCohortMember", REASON, "DISCONTINUED"],
    ["COMPLETED", "discontinueCohortMember", REASON, undefined],
    ["DISCONTINUED", "discontinueCohortMember", REASON, undefined],
    ["CANCELLED", "discontinueCohortMember", REASON, undefined],
    ["ENROLLED", "cancelCohortMember", {}, "CANCELLED"],
    ["AWAITING_MATCH", "cancelCohortMember", {}, "CANCELLED"],
    ["IN_PROGRESS", "cancelCohortMember", {}, "CANCELLED"],
    ["COMPLETED", "cancelCohortMember", {}, undefined],
    ["DISCONTINUED", "cancelCohortMember", {}, undefined],
    ["CANCELLED", "cancelCohortMember", {}, undefined],
  ] as const)("who is %s answers to %s", async (before, name, input, after) => {
    const { person, id, move, stop, memberOf } = await placed();
    const member = (await memberOf(person)).id;
    if (before === "AWAITING_MATCH") await stop("awaitCohortMatch", member);
    if (before === "IN_PROGRESS" || before === "COMPLETED") await move("activateEngagement", id);
    if (before === "COMPLETED") await move("completeEngagement", id);
    if (before === "DISCONTINUED") await stop("discontinueCohortMember", member, REASON);
    if (before === "CANCELLED") await stop("cancelCohortMember", member);
    expect((await memberOf(person)).status).toBe(before);
    expect(await stop(name, member, input)).toEqual(after ? [] : [refusal("WRONG_STATUS", "id")]);
    expect((await memberOf(person)).status).toBe(after ?? before);
  });

  test("who stops ends the engagement with them, and can be enrolled again", async () => {
    const { person, id, move, stop, memberOf, enroll } = await placed();
    await move("activateEngagement", id);
    const member = (await memberOf(person)).id;
    await stop("discontinueCohortMember", member, { reason: "LEAVE" });
    const stopped = { status: "DISCONTINUED", reason: "LEAVE", engagement: { id, status: "CANCELLED" } };
    expect(await memberOf(person)).toMatchObject(stopped);
    expect(await enroll([person])).toMatchObject({ enrolled: 1 });
    expect(await memberOf(person)).toEqual({ id: member, status: "ENROLLED", reason: null, engagement: null });
  });

  test("who stops leaves an engagement of several, which goes on", async () => {
    const { clients, enroll, engage, move, stop, memberOf, manager } = await cohortWorld("GROUP");
    const [first, second] = await clients(2);
    await enroll([first!, second!]);
    const { engagement } = await engage([first!, second!]);
    await move("activateEngagement", engagement.id);
    await stop("cancelCohortMember", (await memberOf(first!)).id);
    expect(await memberOf(first!)).toMatchObject({ status: "CANCELLED", engagement: { status: "ACTIVE" } });
    const query =
      "query($id: ID!) { engagement(id: $id) { participants(first: 9) { nodes { person { id } leftOn } } } }";
    const { nodes } = (await manager.ask(query, { id: engagement.id })).engagement.participants;
    expect(nodes).toEqual([
      { person: { id: personId(first!) }, leftOn: day(0) },
      { person: { id: personId(second!) }, leftOn: null },
    ]);
    await stop("discontinueCohortMember", (await memberOf(second!)).id, { reason: "CONTRACT" });
    expect(await memberOf(second!)).toMatchObject({ engagement: { status: "CANCELLED" } });
  });

  test("has a reason for stopping that their organization's sponsor does not see", async () => {
    const { firm, as, organization, person, stop, memberOf } = await placed();
    const { id } = await memberOf(person);
    await stop("discontinueCohortMember", id, { reason: "LEAVE" });
    const sponsor = await as(await firm.person(["SPONSOR"], { organization_id: organization }));
    const query = "query($id: ID!) { cohortMember(id: $id) { status reason } }";
    expect(await sponsor.ask(query, { id })).toEqual({ cohortMember: { status: "DISCONTINUED", reason: null } });
  });

  test("who was entered twice keeps the place with an engagement", async () => {
    const { clients, enroll, engage, memberOf, manager } = await cohortWorld();
    const [keep, duplicate] = await clients(2);
    await enroll([keep!, duplicate!]);
    const { engagement } = await engage([duplicate!]);
    const merge = { keepId: personId(keep!), duplicateId: personId(duplicate!) };
    expect(await mutate(manager, "mergePeople", merge)).toEqual({ userErrors: [] });
    expect(await memberOf(keep!)).toMatchObject({ status: "ENROLLED", engagement: { id: engagement.id } });
  });
});

test("stopping and activating at once agree on what became of both", async () => {
  const { person, id, move, stop, memberOf } = await placed();
  const member = (await memberOf(person)).id;
  await Promise.all([
    move("activateEngagement", id),
    stop("discontinueCohortMember", member, REASON),
    move("completeEngagement", id),
    stop("cancelCohortMember", member),
  ]);
  const { status, engagement } = await memberOf(person);
  const agreed = { COMPLETED: "COMPLETED", DISCONTINUED: "CANCELLED", CANCELLED: "CANCELLED" };
  expect(engagement.status).toBe(agreed[status as keyof typeof agreed]);
});
