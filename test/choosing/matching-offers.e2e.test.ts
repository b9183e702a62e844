import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let ids: Readonly<Record<"client" | "coach" | "other", string>>;
let client: TestClient;
let coach: TestClient;
let other: TestClient;

const person = (id: string) => apiId("person", id);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["OWNER"]));
  ids = {
    client: await firm.person(["CLIENT"], { name: "Ida" }),
    coach: await firm.person(["COACH"], { name: "Carla" }),
    other: await firm.person(["COACH"], { name: "Bea" }),
  };
  client = await signedIn(firm, ids.client);
  coach = await signedIn(firm, ids.coach);
  other = await signedIn(firm, ids.other);
});

/** A draft of the client without a coach. */
const draft = async (values: object = {}, participants = [ids.client]) =>
  apiId("engagement", await firm.engagement({ participants }, { status: "DRAFT", starts_on: day(0), ...values }));

async function program(input: object = {}): Promise<{ readonly apiId: string; readonly row: string }> {
  const terms = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
  const answer = "program { id }";
  const id: string = (await done(manager, "createProgram", { name: "Leaders", ...terms, ...input }, { answer })).program
    .id;
  await done(manager, "activateProgram", { id }, { type: "ProgramMoveInput" });
  const hex = id.slice("program_".length);
  return { apiId: id, row: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
}

async function propose(engagementId: string, coachIds: readonly string[], more: object = {}): Promise<string[]> {
  const input = { engagementId, coachIds: coachIds.map(person), ...more };
  const { matches } = await done(manager, "proposeMatches", input, { answer: "matches { id status score }" });
  return matches.map((match: AnyData) => match.id);
}

async function offer(engagementId: string, coachIds: readonly string[], more: object = {}): Promise<string[]> {
  const proposed = await propose(engagementId, coachIds, more);
  await done(manager, "offerMatches", { ids: proposed }, { answer: "matches { id status }" });
  return proposed;
}

const asked = { answer: "match { id status }" };
const step = (by: TestClient, name: string, id: string) => mutate(by, name, { id }, asked);
const statusAfter = async (by: TestClient, name: string, id: string) => (await step(by, name, id)).match?.status;

async function coachesOf(id: string): Promise<string[]> {
  const query = "query($id: ID!) { engagement(id: $id) { coaches(first: 9) { nodes { leftOn person { name } } } } }";
  const { nodes } = (await manager.ask(query, { id })).engagement.coaches;
  return nodes.map((each: AnyData) => `${each.person.name}${each.leftOn === null ? "" : " until then"}`).sort();
}

const SEEN = `{ matches(first: 9) { nodes { id status score coachName coachBio coachSpecialities participantName participantJob
  coach { name } participant { name } engagement { id } } } }`;
const seenBy = async (viewer: TestClient): Promise<AnyData[]> => (await viewer.ask(SEEN)).matches.nodes;

describe("An offer", () => {
  test("is known to those who run the practice alone before it is made, and then to the two", async () => {
    await done(manager, "setCoachProfile", { personId: person(ids.coach), bio: "I listen." });
    await done(manager, "setClientProfile", { personId: person(ids.client), job: "Pilot" });
    const [match] = await propose(await draft(), [ids.coach]);
    for (const viewer of [client, coach, other]) expect(await seenBy(viewer)).toEqual([]);
    await done(manager, "offerMatches", { ids: [match] });
    const both = { id: match, status: "OFFERED", score: null, coachName: "Carla", participantName: "Ida" };
    const texts = { coachBio: "I listen.", participantJob: "Pilot", coachSpecialities: [] };
    // They do not know each other otherwise.
    expect(await seenBy(client)).toMatchObject([{ ...both, ...texts, coach: null }]);
    expect(await seenBy(coach)).toMatchObject([{ ...both, ...texts, participant: null, engagement: null }]);
    expect(await seenBy(other)).toEqual([]);
    expect(await seenBy(manager)).toMatchObject([{ id: match, score: expect.any(Number) }]);
    await done(manager, "withdrawMatch", { id: match }, asked);
    const gone = { status: "WITHDRAWN", coachBio: null, participantJob: null, coachSpecialities: null };
    expect(await seenBy(coach)).toMatchObject([gone]);
  });

  test("of several coaches ends for the others when the person accepts one", async () => {
    const engagement = await draft();
    const [first, second] = await offer(engagement, [ids.coach, ids.other]);
    expect(await statusAfter(client, "acceptMatch", first!)).toBe("OFFERED");
    expect((await step(client, "acceptMatch", first!)).userErrors).toEqual([refusal("ALREADY_ANSWERED", "id")]);
    expect((await step(other, "acceptMatch", second!)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    expect(await statusAfter(coach, "acceptMatch", first!)).toBe("PAIRED");
    expect(await coachesOf(engagement)).toEqual(["Carla"]);
    // The person now sees the coach.
    expect(await seenBy(client)).toMatchObject([{ coach: { name: "Carla" } }, { status: "WITHDRAWN" }]);
  });

  test("is declined by one of the two, whatever the other said", async () => {
    const engagement = await draft();
    const [first, second] = await offer(engagement, [ids.coach, ids.other]);
    expect(await statusAfter(coach, "declineMatch", first!)).toBe("DECLINED");
    expect(await statusAfter(other, "acceptMatch", second!)).toBe("OFFERED");
    expect(await statusAfter(client, "declineMatch", second!)).toBe("DECLINED");
    for (const name of ["acceptMatch", "declineMatch", "withdrawMatch", "approveMatch"]) {
      const by = name === "acceptMatch" || name === "declineMatch" ? client : manager;
      expect((await step(by, name, second!)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    }
    expect(await coachesOf(engagement)).toEqual([]);
  });

  test("is answered by the two alone", async () => {
    const both = await firm.person(["COACH", "PROGRAM_MANAGER"]);
    const [match] = await offer(await draft(), [ids.coach]);
    const stranger = await signedIn(firm, both);
    for (const name of ["acceptMatch", "declineMatch"]) {
      expect((await step(stranger, name, match!)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
      expect((await step(other, name, match!)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    }
  });

  test("is approved first where the program asks for it", async () => {
    const { row } = await program({ needsApproval: true });
    const engagement = await draft({ program_id: row });
    const [match] = await offer(engagement, [ids.coach]);
    await step(coach, "acceptMatch", match!);
    expect(await statusAfter(client, "acceptMatch", match!)).toBe("ACCEPTED");
    expect(await coachesOf(engagement)).toEqual([]);
    expect(await statusAfter(manager, "approveMatch", match!)).toBe("PAIRED");
    expect(await coachesOf(engagement)).toEqual(["Carla"]);
  });

  test("needs a chemistry session that took place where the program requires one", async () => {
    const { row } = await program({ chemistry: "REQUIRED" });
    const [match] = await offer(await draft({ program_id: row }), [ids.coach]);
    expect((await step(client, "acceptMatch", match!)).userErrors).toEqual([refusal("NEEDS_CHEMISTRY", "id")]);
    expect(await statusAfter(coach, "acceptMatch", match!)).toBe("OFFERED");
    // They meet in a draft of the two, which is no work of theirs.
    const members = { coachIds: [person(ids.coach)], participantIds: [person(ids.client)] };
    const kind = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 1 };
    const first = { title: "Meeting", startsOn: day(0), endsOn: day(30), ...kind, ...members };
    const { engagement } = await done(manager, "createEngagement", first, { answer: "engagement { id }" });
    const log = async (hour: number, status: string) => {
      const came = { attendance: [{ personId: person(ids.client), status }] };
      const time = { kind: "CHEMISTRY", startsAt: at(-2, hour), endsAt: at(-2, hour + 1) };
      await done(manager, "logSession", { engagementId: engagement.id, ...time, ...came });
    };
    await log(9, "NO_SHOW");
    expect((await step(client, "acceptMatch", match!)).userErrors[0].code).toBe("NEEDS_CHEMISTRY");
    await log(11, "PRESENT");
    const reason = { id: engagement.id, closingReason: "NO_TIME" };
    await done(manager, "cancelEngagement", reason, { type: "CloseEngagementInput" });
    const query = "query($id: ID!) { matchCandidates(personId: $id, first: 9) { lines { criterion points } } }";
    for (const { lines } of (await manager.ask(query, { id: person(ids.client) })).matchCandidates)
      expect(lines).toContainEqual({ criterion: "HISTORY", points: 5 });
    expect(await statusAfter(client, "acceptMatch", match!)).toBe("PAIRED");
  });

  test("is made to as many coaches at once as the program lets a person meet", async () => {
    const engagement = await draft({ program_id: (await program({ mostInterviews: 1 })).row });
    const [first, second] = await propose(engagement, [ids.coach, ids.other]);
    const refused = async (given: readonly (string | undefined)[]) =>
      (await mutate(manager, "offerMatches", { ids: given })).userErrors;
    expect(await refused([first, second])).toEqual([refusal("TOO_MANY_INTERVIEWS", "ids")]);
    expect(await refused([first])).toEqual([]);
    expect(await refused([second])).toEqual([refusal("TOO_MANY_INTERVIEWS", "ids")]);
    await step(coach, "declineMatch", first!);
    expect(await refused([second])).toEqual([]);
  });
});

describe("A coach is not proposed", () => {
  const refused = async (input: object) => (await mutate(manager, "proposeMatches", input)).userErrors;

  test("against whom a hard rule stands, and the rule is judged again before each step", async () => {
    const engagement = await draft();
    const conflict = { coachId: person(ids.coach), personId: person(ids.client) };
    const [match] = await propose(engagement, [ids.coach]);
    await done(manager, "createConflictOfInterest", conflict);
    expect((await mutate(manager, "offerMatches", { ids: [match] })).userErrors).toEqual([
      { code: "EXCLUDED", field: ["input", "ids", "0"] },
    ]);
    const again = { engagementId: await draft(), coachIds: [person(ids.other), person(ids.coach)] };
    expect(await refused(again)).toEqual([{ code: "EXCLUDED", field: ["input", "coachIds", "1"] }]);
  });

  test("for a group, for an engagement with a coach that nobody is to leave, or twice", async () => {
    const coachIds = [person(ids.coach)];
    const group = await draft({ format: "GROUP" });
    expect(await refused({ engagementId: group, coachIds })).toEqual([refusal("NOT_INDIVIDUAL", "engagementId")]);
    expect(await refused({ engagementId: await draft({}, []), coachIds })).toEqual([
      refusal("NO_PARTICIPANT", "engagementId"),
    ]);
    const led = apiId("engagement", await firm.engagement({ coaches: [ids.other], participants: [ids.client] }));
    expect(await refused({ engagementId: led, coachIds })).toEqual([refusal("HAS_COACH", "engagementId")]);
    expect(await refused({ engagementId: await draft({ status: "CANCELLED" }), coachIds })).toEqual([
      refusal("WRONG_STATUS", "engagementId"),
    ]);
    expect(await refused({ coachIds })).toEqual([refusal("ONE_OF_BOTH", "engagementId")]);
    const engagementId = await draft();
    await propose(engagementId, [ids.coach]);
    expect(await refused({ engagementId, coachIds })).toEqual([
      { code: "ALREADY_PROPOSED", field: ["input", "coachIds", "0"] },
    ]);
  });
});

describe("A pairing", () => {
  test("never exceeds what a coach takes, however many accept at once", async () => {
    await done(manager, "setCoachProfile", { personId: person(ids.coach), capacity: 3 });
    const people = await Promise.all(Array.from({ length: 12 }, () => firm.person(["CLIENT"])));
    const matches = await Promise.all(
      people.map(async (each) => {
        const [match] = await offer(await draft({}, [each]), [ids.coach]);
        await done(coach, "acceptMatch", { id: match }, asked);
        return { match: match!, by: await signedIn(firm, each) };
      }),
    );
    const answers = await Promise.all(matches.map(({ match, by }) => step(by, "acceptMatch", match)));
    const codes = answers.map(({ match, userErrors }) => match?.status ?? userErrors[0].code);
    expect(codes.filter((code) => code === "PAIRED")).toHaveLength(3);
    expect(codes.filter((code) => code === "AT_CAPACITY")).toHaveLength(9);
    const { rows } = await database.admin.query(
      "select count(*)::int as coached from engagement_coach where firm_id = $1 and person_id = $2",
      [firm.firmId, ids.coach],
    );
    expect(rows).toEqual([{ coached: 3 }]);
  });

  test("tells a person who cannot have the coach any more nothing of why", async () => {
    await done(manager, "setCoachProfile", { personId: person(ids.coach), capacity: 1 });
    const [match] = await offer(await draft(), [ids.coach]);
    await step(coach, "acceptMatch", match!);
    await firm.engagement({ coaches: [ids.coach] });
    const text = "mutation($id: ID!) { acceptMatch(input: { id: $id }) { userErrors { code message } } }";
    const message = "The coach cannot be chosen any more. Ask those who run the practice.";
    expect((await client.ask(text, { id: match })).acceptMatch.userErrors).toEqual([{ code: "AT_CAPACITY", message }]);
  });

  test("needs that the person is still in the engagement", async () => {
    const engagement = await draft();
    const [match] = await offer(engagement, [ids.coach]);
    await step(client, "acceptMatch", match!);
    await database.admin.query(
      "update engagement_participant set left_on = joined_on where firm_id = $1 and person_id = $2",
      [firm.firmId, ids.client],
    );
    expect((await step(coach, "acceptMatch", match!)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });

  test("of a member who awaits it makes a draft in the cohort when it is offered, and ends the waiting", async () => {
    const { apiId: programId } = await program();
    const cohort = { name: "Spring", programId, startsOn: day(3) };
    const { id: cohortId } = (await done(manager, "createCohort", cohort, { answer: "cohort { id }" })).cohort;
    const enrolled = { cohortId, personIds: [person(ids.client)] };
    const members = { answer: "enrollments { member { id } }" };
    const { enrollments } = await done(manager, "enrollInCohort", enrolled, members);
    const cohortMemberId = enrollments[0].member.id;
    const given = { cohortMemberId, coachIds: [person(ids.coach), person(ids.other)] };
    expect((await mutate(manager, "proposeMatches", given)).userErrors).toEqual([
      refusal("WRONG_STATUS", "cohortMemberId"),
    ]);
    await done(manager, "awaitCohortMatch", { id: cohortMemberId });
    const { matches } = await done(manager, "proposeMatches", given, { answer: "matches { id engagement { id } }" });
    expect(matches[0].engagement).toBeNull();
    const answer = "matches { id engagement { id title status startsOn allocationAmount } }";
    const offered = (await done(manager, "offerMatches", { ids: [matches[0].id] }, { answer })).matches[0];
    expect(offered.engagement).toMatchObject({
      title: "Spring: Ida",
      status: "DRAFT",
      startsOn: day(3),
      allocationAmount: 8,
    });
    // The other proposal belongs to it, too.
    await done(manager, "offerMatches", { ids: [matches[1].id] });
    await step(client, "acceptMatch", matches[0].id);
    expect(await statusAfter(coach, "acceptMatch", matches[0].id)).toBe("PAIRED");
    const ofMember = "query($id: ID!) { cohortMember(id: $id) { status } }";
    const member = async () => (await manager.ask(ofMember, { id: cohortMemberId })).cohortMember.status;
    expect(await member()).toBe("ENROLLED");
    await done(manager, "activateEngagement", { id: offered.engagement.id }, { type: "EngagementStatusInput" });
    expect(await member()).toBe("IN_PROGRESS");
  });

  test("with another coach than the present one is a rematch, also if the coach answers last", async () => {
    const engagement = apiId("engagement", await firm.engagement({ coaches: [ids.other], participants: [ids.client] }));
    const rematch = { replacesId: person(ids.other), sessions: "CALL_OFF", reason: "She moves." };
    const [match] = await offer(engagement, [ids.coach], rematch);
    await step(client, "acceptMatch", match!);
    expect(await statusAfter(coach, "acceptMatch", match!)).toBe("PAIRED");
    expect(await coachesOf(engagement)).toEqual(["Bea until then", "Carla"]);
    const query =
      "query($id: ID!) { engagement(id: $id) { rematches(first: 9) { nodes { reason fromCoach { name } toCoach { name } } } } }";
    expect((await manager.ask(query, { id: engagement })).engagement.rematches.nodes).toEqual([
      { reason: "She moves.", fromCoach: { name: "Bea" }, toCoach: { name: "Carla" } },
    ]);
  });
});
