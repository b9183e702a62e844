import { expect } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

export const personId = (id: string) => apiId("person", id);

/** A firm with a program and a cohort of an organization. */
export interface CohortWorld {
  readonly firm: FirmFactory;
  readonly manager: TestClient;
  readonly coach: string;
  readonly organization: string;
  readonly programId: string;
  readonly cohortId: string;
  /** Signs somebody in. */
  as(person: string): Promise<TestClient>;
  /** So many clients of the organization. */
  clients(count: number): Promise<string[]>;
  enroll(people: readonly string[], input?: object, by?: TestClient): Promise<AnyData>;
  /** An engagement of the cohort. */
  engage(participants: readonly string[], input?: object): Promise<AnyData>;
  /** Takes a step of an engagement's life. */
  move(name: string, engagementId: string, input?: object): Promise<AnyData[]>;
  stop(name: string, memberId: string, input?: object): Promise<AnyData[]>;
  memberOf(person: string): Promise<AnyData>;
}

const COACHING = { kind: "COACHING", allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };

export async function cohortWorld(format = "INDIVIDUAL"): Promise<CohortWorld> {
  const firm = await FirmFactory.create(database.admin);
  const as = (person: string) => signedIn(firm, person);
  const manager = await as(await firm.person(["OWNER"]));
  const coach = await firm.person(["COACH"]);
  const organization = await firm.organization();
  const made = async (name: string, input: object, noun: string): Promise<string> => {
    const payload = await mutate(manager, name, input, { answer: `${noun} { id }` });
    expect(payload.userErrors).toEqual([]);
    return payload[noun].id;
  };
  const programId = await made("createProgram", { name: "First-time leaders", format, ...COACHING }, "program");
  await mutate(manager, "activateProgram", { id: programId }, { type: "ProgramMoveInput" });
  const cohort = { name: "Spring", programId, organizationId: apiId("organization", organization), startsOn: day(0) };
  const cohortId = await made("createCohort", cohort, "cohort");
  const closing: Readonly<Record<string, string>> = { completeEngagement: "TERM_ENDED", cancelEngagement: "NO_FIT" };
  return {
    ...{ firm, manager, coach, organization, programId, cohortId, as },
    clients: (count) =>
      Promise.all(Array.from({ length: count }, () => firm.person(["CLIENT"], { organization_id: organization }))),
    enroll: (people, input = {}, by = manager) =>
      mutate(by, "enrollInCohort", { cohortId, personIds: people.map(personId), ...input }, { answer: REPORT }),
    engage: (participants, input = {}) => {
      const people = { coachIds: [personId(coach)], participantIds: participants.map(personId) };
      const given = { cohortId, title: "Of a cohort", startsOn: day(0), ...people, ...input };
      return mutate(manager, "createEngagement", given, { answer: ENGAGEMENT });
    },
    move: async (name, id, input = {}) => {
      const closingReason = closing[name];
      const shared = closingReason === undefined ? "EngagementStatusInput" : "CloseEngagementInput";
      const type = name === "reopenEngagement" ? "ReopenEngagementInput" : shared;
      return (await mutate(manager, name, { id, closingReason, ...input }, { type })).userErrors;
    },
    stop: async (name, id, input = {}) => (await mutate(manager, name, { id, ...input })).userErrors,
    memberOf: async (person) => {
      const query = `query($cohort: ID!, $person: ID!) { cohortMembers(first: 1, filter: { cohortId: $cohort, personId: $person }) {
        nodes { id status reason engagement { id status } } } }`;
      const { cohortMembers } = await manager.ask(query, { cohort: cohortId, person: personId(person) });
      return cohortMembers.nodes[0];
    },
  };
}

const REPORT = `cohort { id } enrolled alreadyEnrolled refused
  enrollments { place outcome error { code field message } person { id } member { id status } }`;
const ENGAGEMENT = "engagement { id status program { id } cohort { id } organization { id } allocationAmount }";
