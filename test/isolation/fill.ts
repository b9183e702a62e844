import type { Actor } from "@coachwork/schema";
import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isNonNullType,
} from "graphql";
import { hashIn } from "./agreement-rows.js";
import type { Ids } from "./ids.js";
import type { Inside } from "./inside.js";
import { isConnection, targetOf } from "./selection.js";
import { marks } from "./world.js";

/** The type that an argument of this name names an object of. A new name must be added here, so that no argument goes unwalked. */
const idArguments: Readonly<Record<string, string>> = {
  actorId: "Person",
  apiKeyId: "ApiKey",
  coachId: "Person",
  agreementId: "Agreement",
  agreementTemplateId: "AgreementTemplate",
  cohortId: "Cohort",
  clientId: "Person",
  clientIds: "Person",
  coachIds: "Person",
  delegateId: "Person",
  duplicateId: "Person",
  engagementId: "Engagement",
  fromCoachId: "Person",
  goalId: "Goal",
  handOverToId: "Person",
  introducedId: "Person",
  cohortMemberId: "CohortMember",
  replacesId: "Person",
  keepId: "Person",
  menteeId: "Person",
  organizationId: "Organization",
  ownerId: "Person",
  participantId: "Person",
  participantIds: "Person",
  personId: "Person",
  principalId: "Person",
  programId: "Program",
  questionnaireId: "NeedsQuestionnaire",
  sessionId: "Session",
  movingSessionId: "Session",
  objectId: "Person",
  sessionTypeId: "SessionType",
  specialityId: "Speciality",
  sponsorId: "Person",
  subjectId: "Person",
  surveyId: "Survey",
  personIds: "Person",
  teamId: "Team",
  toCoachId: "Person",
};

export function typeNamedBy(argument: { readonly name: string }, at: string): string {
  const type = argument.name === "templateId" ? templateAt(at) : idArguments[argument.name];
  if (type === undefined)
    throw new Error(`The walk does not know what ${at}.${argument.name} names: add it to fill.ts.`);
  return type;
}

/** Agreements and surveys are made from templates, each of its own type. */
function templateAt(at: string): string {
  return /Survey|ThreeSixty|surveyResults/.test(at) ? "SurveyTemplate" : "AgreementTemplate";
}

const days = [marks.near.day(41), marks.far.day(41), marks.other.day(41)];

/** Values worth asking with, by the scalar and, for texts, the argument's name. */
const texts: Readonly<Record<string, readonly string[]>> = {
  externalId: [
    "NEAR EXTERNAL client",
    "FARA EXTERNAL client",
    "FIRMB EXTERNAL client",
    "NEAR ELSEWHERE alone",
    "FARA ELSEWHERE alone",
  ],
  externalIds: ["NEAR EXTERNAL client", "FARA EXTERNAL client", "FIRMB EXTERNAL client"],
  email: ["near", "fara", "firmb"].map((circle) => `client@${circle}.mail-mark.example`),
  search: ["client", "FARA", "FIRMB", "client fara.mail-mark.example"],
  language: ["de-x-near", "de-x-fara", "de-x-firmb"],
};

/** What happened in the world, and something that did not. */
const events = ["PERSON_CREATED", "NOTE_CREATED", "SESSION_BOOKED"];

/** Literals to fill a filter's field with: each value of an enum, ids and marks of near, far, and of the other firm. */
function literalsFor(field: GraphQLInputField | GraphQLArgument, at: string, ids: Ids): readonly string[] {
  const type = getNamedType(field.type);
  const quoted = (values: readonly string[] | undefined) => values?.map((value) => JSON.stringify(value));
  if (type.name === "EventType") return events;
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (type.name === "ID") {
    const { near, far, other, never } = ids.get(typeNamedBy(field, at))!;
    return quoted([near[0]!, ...far.slice(0, 1), other[0]!, never])!;
  }
  const known = {
    String: quoted(texts[field.name]),
    Boolean: ["true", "false"],
    Date: quoted(days),
    DateTime: quoted(days.map((day) => `${day}T09:37:41.617Z`)),
  }[type.name];
  if (!known)
    throw new Error(
      `The walk does not know how to fill ${at}.${field.name}: ${String(field.type)}. Add it to fill.ts.`,
    );
  return known;
}

/** A filter of each field with each value. */
export function filtersOf(type: GraphQLInputObjectType, ids: Ids): readonly string[] {
  return Object.values(type.getFields()).flatMap((field) =>
    literalsFor(field, type.name, ids).map((literal) => `{ ${field.name}: ${literal} }`),
  );
}

/** Arguments of a page, one variation each: every order, from the start and from the end, and every field of the filter. */
export function pagesOf(args: readonly GraphQLArgument[], at: string, ids: Ids): readonly string[] {
  const pages: string[] = [];
  for (const argument of args) {
    const type = getNamedType(argument.type);
    if (isNonNullType(argument.type)) throw new Error(`The walk does not know how to fill ${at}(${argument.name}).`);
    if (["first", "last"].includes(argument.name)) pages.push(`(${argument.name}: 100)`, `(${argument.name}: 1)`);
    else if (["after", "before"].includes(argument.name))
      continue; // canary.test.ts walks on from cursors
    else if (isEnumType(type)) {
      for (const { name } of type.getValues())
        pages.push(`(first: 100, orderBy: ${name})`, `(last: 100, orderBy: ${name})`);
    } else if (isInputObjectType(type)) {
      pages.push(...filtersOf(type, ids).map((filter) => `(first: 100, filter: ${filter})`));
    } else throw new Error(`The walk does not know how to fill ${at}(${argument.name}: ${String(argument.type)}).`);
  }
  return pages;
}

/** Values of root fields' own arguments, by name and type. */
const rootValues: Readonly<Record<string, (soon: (days: number) => string, ids: Ids) => string>> = {
  "from: DateTime!": (soon) => `"${soon(1)}T00:00:00Z"`,
  "from: Date!": (soon) => `"${soon(-30)}"`,
  "until: Date!": (soon) => `"${soon(30)}"`,
  "to: DateTime!": (soon) => `"${soon(30)}T00:00:00Z"`,
  // Slots are looked for by coach; the API takes one id for a list of one.
  "coachIds: [ID!]!": () => `"person_00000000000070008000000000000001"`,
  "personId: ID!": () => `"person_00000000000070008000000000000001"`,
  "sessionTypeId: ID": () => "null",
  "engagementId: ID": () => "null",
  "programId: ID": () => "null",
  "movingSessionId: ID": () => "null",
  "staffing: Staffing": () => "ANY",
  "least: Int": () => "null",
  "format: CoachingLogFormat!": () => "ICF_CSV",
  "durationMinutes: Int": () => "60",
  "first: Int": () => "100",
  "first: Int!": () => "100",
  "types: [EventType!]": () => "null",
  // From the beginning of the log.
  "position: String": () => `"0"`,
  "eventTypes: [EventType!]": () => "null",
  "selection: String": () => "null",
  "after: String": () => "null",
  "hash: String!": () => `"${hashIn(marks.near)}"`,
  // Results are asked for by template.
  "templateId: ID!": () => `"survey_template_00000000000070008000000000000001"`,
  ...Object.fromEntries(
    ["surveyId: ID", "organizationId: ID", "programId: ID", "cohortId: ID", "kind: EngagementKind"]
      .concat("format: EngagementFormat", "quarter: String", "formVersion: Int")
      .map((argument) => [argument, () => "null"]),
  ),
  "survey: ReportSurvey": (_, ids) => `{ templateId: "${ids.get("SurveyTemplate")!.near[0]}" }`,
  "costs: ReportCosts": () => `{ currency: "EUR", participantHourCost: 1, administration: 1 }`,
  "stepMinutes: Int": () => "30",
  "timeZone: TimeZone": () => `"Europe/London"`,
};

export function rootLiteral(argument: GraphQLArgument, at: string, soon: (days: number) => string, ids: Ids): string {
  const value = rootValues[`${argument.name}: ${String(argument.type)}`];
  if (!value)
    throw new Error(
      `The walk does not know how to fill ${at}(${argument.name}: ${String(argument.type)}). Add it to fill.ts.`,
    );
  return value(soon, ids);
}

/** What a viewer is told when a filter is tried with every value: one answer where the viewer may not know what it reads. */
export async function filterAnswers(
  schema: GraphQLSchema,
  inside: Pick<Inside, "ask">,
  actor: Actor,
  ids: Ids,
  type: string,
  filter: string,
): Promise<Set<string>> {
  const root = Object.values(schema.getQueryType()!.getFields()).find(
    (field) => isConnection(field) && targetOf(field)!.name === type,
  )!;
  const input = getNamedType(root.args.find(({ name }) => name === "filter")!.type) as GraphQLInputObjectType;
  const answers = new Set<string>();
  for (const literal of literalsFor(input.getFields()[filter]!, input.name, ids)) {
    const answer = await inside.ask(
      actor,
      `{ ${root.name}(first: 100, filter: { ${filter}: ${literal} }) { totalCount nodes { id } } }`,
    );
    answers.add(JSON.stringify(answer));
  }
  return answers;
}
